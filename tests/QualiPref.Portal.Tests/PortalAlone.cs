using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>The portal as the only module of a process, on a free port; a service that no setting names is away.</summary>
internal sealed class PortalAlone(ServiceHost host) : IAsyncDisposable
{
    /// <summary>With cookies that a browser keeps over plain HTTP.</summary>
    public const string Plain = "--QualiPref:Portal:PlainHttp=true";

    private static readonly Lazy<string> CookieKeys = new(() => Directory.CreateTempSubdirectory("qualipref-cookies-").FullName);

    private static readonly string[] Away = [.. ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1")];

    public HttpClient Http { get; } = host.Client();

    public string Address => host.Address;

    /// <summary>One more replica of a system's portal: whoever signed in there has signed in here. With stand-ins for the services named.</summary>
    public static async Task<PortalAlone> StartForStaffAsync(PortalSystem system, params IEnumerable<(string Service, StandIn By)> services) => new(await new ServiceHost(
        Build, system.Parts.Engine.ConnectionString, "qualipref",
        [.. Away, .. SignInAt(system), .. services.Select(one => $"--QualiPref:Services:{one.Service}={one.By.Address}")]).StartAsync());

    /// <summary>Without a database; as in production, cookies are for secure connections.</summary>
    public static async Task<PortalAlone> StartAsync(params string[] settings)
    {
        var host = ServiceHost.WithoutDatabase(Build, ["--QualiPref:Portal:PlainHttp=false", $"--QualiPref:Portal:KeysPath={CookieKeys.Value}", .. Away, .. settings]);
        return new PortalAlone(await host.StartAsync());
    }

    /// <summary>On a database.</summary>
    public static async Task<PortalAlone> StartOnAsync(string mongo, string prefix, params string[] settings) => new(await new ServiceHost(
        Build, mongo, prefix, [.. Away, .. settings]).StartAsync());

    /// <summary>Has staff sign in at the provider of a system.</summary>
    public static IEnumerable<string> SignInAt(PortalSystem system) =>
        system.Parts.SignInSettings.Select(one => $"--{one.Key.Replace("__", ":", StringComparison.Ordinal)}={one.Value}");

    /// <summary>A fresh browser in which somebody of a role has signed in, at a page of this portal instead of the whole system's.</summary>
    public async Task<IPage> SignInAsync(PortalSystem system, string role, string path, bool javaScript = true)
    {
        var page = await system.SignInAsync(role, path, javaScript, address: Address);
        await page.ArrivesAtAsync(path, ends: true);
        return page;
    }

    public Task<string> ReadAsync(string address) => Http.GetStringAsync(address, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static WebApplication Build(string[] arguments) => QualiPrefHost.Build(arguments, new PortalModule());
}
