using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>The portal as the only module of a process, on a free port.</summary>
internal sealed class PortalAlone(ServiceHost host) : IAsyncDisposable
{
    /// <summary>With cookies that a browser keeps over plain HTTP.</summary>
    public const string Plain = "--QualiPref:Portal:PlainHttp=true";

    private static readonly Lazy<string> CookieKeys = new(() => Directory.CreateTempSubdirectory("qualipref-cookies-").FullName);

    public HttpClient Http { get; } = host.Client();

    public string Address => host.Address;

    /// <summary>With the sample accounts of local shapes, and stand-ins for the services named.</summary>
    public static Task<PortalAlone> StartForStaffAsync(params IEnumerable<(string Service, StandIn By)> services) => StartAsync(
        [.. services.Select(one => $"--QualiPref:Services:{one.Service}={one.By.Address}"), "--QualiPref:Identity:Development=true", Plain]);

    public static async Task<PortalAlone> StartAsync(params string[] settings)
    {
        // A service that no setting names is away.
        var away = ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1");
        var host = ServiceHost.WithoutDatabase(Build, ["--QualiPref:Identity:Development=false", "--QualiPref:Portal:PlainHttp=false", $"--QualiPref:Portal:KeysPath={CookieKeys.Value}", .. away, .. settings]);
        return new PortalAlone(await host.StartAsync());
    }

    /// <summary>With the sample accounts, on a database; every service is away.</summary>
    public static async Task<PortalAlone> StartOnAsync(string mongo, string prefix, params string[] settings) => new(await new ServiceHost(
        Build, mongo, prefix, [.. ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1"), .. settings]).StartAsync());

    /// <summary>A fresh browser in which somebody of a role has signed in here, not at the whole system.</summary>
    public async Task<IPage> SignInAsync(PortalSystem system, string role, string path, bool javaScript = true)
    {
        var page = await system.OpenAsync($"/connexion?retour={Uri.EscapeDataString(path)}", javaScript, address: Address);
        await page.Locator($"button[value={role}]").ClickAsync();
        await page.ArrivesAtAsync(path, ends: true);
        return page;
    }

    public Task<string> ReadAsync(string address) => Http.GetStringAsync(address, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static WebApplication Build(string[] arguments) => QualiPrefHost.Build(arguments, new PortalModule());
}
