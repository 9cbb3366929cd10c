using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using QualiPref.LocalProvider;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
ProviderSettings settings;
try
{
    settings = ProviderSettings.Read(builder.Configuration);
}
catch (ProviderSettingsException e)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}

builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
// It would log each request with all that it carries.
builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);
var services = builder.Services;
services.AddSingleton(TimeProvider.System);
services.AddSingleton(settings);
services.AddSingleton<ProviderKeys>();
services.AddSingleton<Persons>();
services.AddSingleton<Clients>();
services.AddSingleton<EndedSessions>();
services.AddSingleton<UsedCodes>();
services.AddScoped<Sessions>();
services.AddHttpClient<BackChannel>(client => client.Timeout = BackChannel.Patience);
services.AddDataProtection().SetApplicationName("qualipref-local-provider").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Data, "cookies")));
services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => Sessions.Configure(cookie, settings));
services.AddRazorComponents();
services.AddProtocol(settings);

var app = builder.Build();
// Whoever gives another name to this address, as a page elsewhere in the same browser can, reaches nothing.
app.Use((context, next) => settings.IsOurs(context.Request.Host) ? next(context) : Refusals.WrongHostAsync(context));
app.Use(Refusals.AddHeaders);
app.UseAuthentication();
app.MapGet("/ready", () => "ready");
app.MapGet("/style.css", () => Results.Text(Style.Sheet, "text/css"));
app.MapProtocol();
app.MapSignIn();
await app.RunAsync();
return 0;
