using System.Net;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>Persons and sessions are used by nobody while a backup is put in their place.</summary>
public sealed class Restoring_the_database_of_the_portal(RealEngine engine) : IAsyncLifetime
{
    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider);
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact]
    public async Task Keeps_staff_out_until_it_has_ended_and_the_public_from_nothing()
    {
        var database = _databases.Client.GetDatabase($"{_databases.Value}_portal");
        await RestoreMark.SetAsync(database, Token);
        using var surfer = _portal.Browse();
        surfer.Cookies.Add(new Uri(_portal.Address), new Cookie("qualipref-session", new string('A', 43)));

        Assert.Equal(HttpStatusCode.OK, (await surfer.OpenAsync("/suivi", Token)).Status);
        var refused = await surfer.OpenAsync("/mes-sessions", Token);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "/connexion/refusee"), (refused.Status, refused.Address.AbsolutePath));
        var returned = await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);
        Assert.Contains("<code>Storage</code>", returned.Html, StringComparison.Ordinal);

        await RestoreMark.RemoveAsync(database, Token);
        Assert.Equal("/mes-sessions", (await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token)).Address.AbsolutePath);
    }
}
