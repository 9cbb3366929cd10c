using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Session;

/// <summary>Sign-in of staff: a cookie for pages. The API knows nothing of the cookie.</summary>
internal static class SessionRegistration
{
    // Folder where the keys of cookies are kept instead of the database.
    private const string KeysPath = "QualiPref:Portal:KeysPath";

    public static void AddPortalSession(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<PortalOptions>(configuration, PortalOptions.Section);
        services.AddValidatedOptions<SignInOptions>(configuration, SignInOptions.Section);
        services.AddValidatedOptions<SessionOptions>(configuration, SessionOptions.Section);
        var protection = services.AddDataProtection().SetApplicationName("qualipref-portal");
        if (configuration[KeysPath] is { Length: > 0 } path) protection.PersistKeysToFileSystem(new DirectoryInfo(path));
        else services.AddOptions<KeyManagementOptions>().Configure<MongoDatabases>((keys, databases) => keys.XmlRepository = new CookieKeys(databases));
        services.AddSingleton<Provider>();
        services.AddSingleton<RefusalLines>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<SessionRenewal>();
        services.AddSingleton<SessionAudit>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<UserInfoReader>();
        services.AddSingleton<Arrival>();
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<SignInEndpoints>();
        if (configuration.GetSection(SignInOptions.Section).Get<SignInOptions>() is { IsSet: true }) services.AddAuthentication().AddProvider();
        else AddSamples(services);
        CookieNames.AddTo(services);
    }

    // Until every local system has a provider.
    private static void AddSamples(IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(PortalSession.Scheme);
        services.AddOptions<CookieAuthenticationOptions>(PortalSession.Scheme).Configure(cookie =>
        {
            cookie.Cookie.Name = "qualipref-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = "/connexion";
            cookie.AccessDeniedPath = "/acces-refuse";
            cookie.ReturnUrlParameter = "retour";
            cookie.SlidingExpiration = false;
            // Left alone it returns to the parameter as it is written, ASCII or not: the page returns itself, to addresses that are ours.
            cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        });
    }
}
