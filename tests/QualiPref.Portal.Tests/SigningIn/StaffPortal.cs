using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>A portal whose staff signs in at a provider, on a database that other portals may share, by a clock of its own; every service is away.</summary>
internal sealed class StaffPortal : IAsyncDisposable
{
    private readonly ServiceHost _host;

    private StaffPortal(ServiceHost host, ShiftedTime time) => (_host, Time) = (host, time);

    public ShiftedTime Time { get; }

    public string Address => _host.Address;

    /// <summary>Something that the portal is made of.</summary>
    public T Service<T>() where T : notnull => _host.Service<T>();

    /// <summary>The first who comes with the provider's one person becomes administrator.</summary>
    public static async Task<StaffPortal> StartAsync(RealEngine engine, string prefix, HostileProvider provider, params string[] settings)
    {
        var time = new ShiftedTime();
        var away = ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1");
        var host = new ServiceHost(
            arguments => QualiPrefHost.Build(arguments, new PortalAt(time)), engine.ConnectionString, prefix,
            [.. away, .. provider.Settings, $"--QualiPref:Portal:FirstAdministrator={HostileProvider.Email}", .. settings]);
        return new StaffPortal(await host.StartAsync(), time);
    }

    /// <summary>A fresh browser at this portal.</summary>
    public Surfer Browse() => new(Address);

    /// <summary>A browser in which the provider's person has signed in.</summary>
    public async Task<Surfer> SignInAsync()
    {
        var surfer = Browse();
        var page = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", TestContext.Current.CancellationToken);
        Assert.EndsWith("/mes-sessions", page.Address.AbsolutePath, StringComparison.Ordinal);
        return surfer;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
