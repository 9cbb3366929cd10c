using System.Net;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>The provider is asked from time to time whether its own session lives.</summary>
public sealed class Renewing_a_session(RealEngine engine) : IAsyncLifetime
{
    private const string OwnPage = "/mes-sessions";

    // The provider's tokens are by the machine's clock.
    private static readonly TimeSpan Due = TimeSpan.FromSeconds(11);

    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider, "--QualiPref:Portal:Session:Renewal=00:00:10");
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact]
    public async Task Is_not_noticed_and_done_once_for_all_that_ask_meanwhile()
    {
        using var surfer = await _portal.SignInAsync();
        _portal.Time.Advance(Due);

        var pages = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => surfer.LookAsync(OwnPage, Token)));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.OK, page.Status));
        Assert.Equal(1, _provider.Renewals);
    }

    [Fact]
    public async Task A_session_that_is_over_at_the_provider_is_found_out_by_a_visit_there()
    {
        using var surfer = await _portal.SignInAsync();
        _portal.Time.Advance(Due);
        _provider.SessionIsOver = true;

        var page = await surfer.LookAsync(OwnPage, Token);

        Assert.Equal("/connexion/reprise", page.Next!.AbsolutePath);
        // Somebody who still has a session there does not see more of it.
        Assert.Equal(OwnPage, (await surfer.OpenAsync(page.Next.AbsoluteUri, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_form_that_comes_when_it_is_over_leads_to_the_door()
    {
        using var surfer = await _portal.SignInAsync();
        using var other = await _portal.SignInAsync();
        var page = await surfer.OpenAsync(OwnPage, Token);
        _portal.Time.Advance(Due);
        _provider.SessionIsOver = true;

        var after = await surfer.SubmitAsync(page, "/mes-sessions?handler=endOthers", [], Token);

        Assert.Equal("/connexion", after.Address.AbsolutePath);
        Assert.Contains("Votre session est terminée", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_provider_is_down_open_sessions_go_on_and_say_so()
    {
        using var surfer = await _portal.SignInAsync();
        await _provider.GoAwayAsync();
        Assert.DoesNotContain("fournisseur-absent", (await surfer.OpenAsync(OwnPage, Token)).Html, StringComparison.Ordinal);
        _portal.Time.Advance(Due);

        var page = await surfer.OpenAsync(OwnPage, Token);

        Assert.Equal((HttpStatusCode.OK, OwnPage), (page.Status, page.Address.AbsolutePath));
        Assert.Contains("Votre session continue", page.Text, StringComparison.Ordinal);
        await _provider.ComeBackAsync();
        _portal.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("fournisseur-absent", (await surfer.OpenAsync(OwnPage, Token)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_anything_to_ask_with_the_browser_visits_the_provider_and_comes_back_unnoticed()
    {
        _provider.GivesRefreshTokens = false;
        using var surfer = await _portal.SignInAsync();
        _portal.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(OwnPage, (await surfer.LookAsync(OwnPage, Token)).Address.AbsolutePath);
        _portal.Time.Advance(TimeSpan.FromMinutes(11));
        _provider.Ahead = TimeSpan.FromMinutes(31);

        var page = await surfer.LookAsync(OwnPage, Token);

        Assert.Equal("/connexion/reprise", page.Next!.AbsolutePath);
        Assert.Equal(OwnPage, (await surfer.OpenAsync(page.Next.AbsoluteUri, Token)).Address.AbsolutePath);
        // Not once more at the next page.
        Assert.Null((await surfer.LookAsync(OwnPage, Token)).Next);
    }
}
