using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>The portal as the only module of a process, on a free port.</summary>
internal sealed class PortalAlone : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PortalAlone(WebApplication app)
    {
        _app = app;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(address) };
        Address = address;
    }

    public HttpClient Http { get; }

    public string Address { get; }

    /// <summary>With the sample accounts of local shapes, and stand-ins for the services named.</summary>
    public static Task<PortalAlone> StartForStaffAsync(params IEnumerable<(string Service, StandIn By)> services) => StartAsync(
        [.. services.Select(one => $"--QualiPref:Services:{one.Service}={one.By.Address}"), "--QualiPref:Identity:Development=true"]);

    public static async Task<PortalAlone> StartAsync(params string[] settings)
    {
        var key = Convert.ToBase64String(new byte[32]);
        // A service that no setting names is away.
        var away = ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1");
        var app = QualiPrefHost.Build(["--urls=http://127.0.0.1:0", $"--QualiPref:Identity:SigningKey={key}", .. away, .. settings], new PortalModule());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PortalAlone(app);
    }

    /// <summary>A fresh browser in which somebody of a role has signed in here, not at the whole system.</summary>
    public async Task<IPage> SignInAsync(PortalSystem system, string role, string path, bool javaScript = true)
    {
        var page = await system.OpenAsync($"/connexion?retour={Uri.EscapeDataString(path)}", javaScript, address: Address);
        await page.Locator($"button[value={role}]").ClickAsync();
        await page.ArrivesAtAsync(path, ends: true);
        return page;
    }

    public Task<string> ReadAsync(string address) => Http.GetStringAsync(address, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
