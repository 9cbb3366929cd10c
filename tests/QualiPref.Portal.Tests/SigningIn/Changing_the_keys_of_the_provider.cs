using System.Net;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>The provider signs with another key than the one that the portal read, and names the one before no more.</summary>
public sealed class Changing_the_keys_of_the_provider(RealEngine engine) : IAsyncLifetime
{
    private const string OwnPage = "/mes-sessions";

    // Its keys are read again when they are older than a minute.
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(61);

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
    public async Task The_first_logout_by_the_new_one_ends_the_session()
    {
        using var surfer = await _portal.SignInAsync();
        Change();

        Assert.Equal(HttpStatusCode.OK, (await TellAsync(_provider.LogoutToken("a-session"))).Status);
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_first_who_signs_in_comes_in()
    {
        using var before = await _portal.SignInAsync();
        Change();

        using var after = await _portal.SignInAsync();

        Assert.Equal(OwnPage, (await after.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_renewal_goes_on_with_what_the_new_one_signed()
    {
        using var surfer = await _portal.SignInAsync();
        Change();

        for (var renewal = 1; renewal <= 2; renewal++)
        {
            var page = await surfer.OpenAsync(OwnPage, Token);
            Assert.Equal(OwnPage, page.Address.AbsolutePath);
            Assert.DoesNotContain("fournisseur-absent", page.Html, StringComparison.Ordinal);
            Assert.Equal(renewal, _provider.Renewals);
            _portal.Time.Advance(TimeSpan.FromSeconds(11));
        }
    }

    [Fact]
    public async Task What_the_one_before_signed_is_believed_no_more()
    {
        using var surfer = await _portal.SignInAsync();
        var signed = _provider.LogoutToken("a-session");
        Change();
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(_provider.LogoutToken("another-session"))).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await TellAsync(signed)).Status);
    }

    [Fact]
    public async Task Whoever_names_keys_that_nobody_has_has_them_read_once_a_minute()
    {
        using var surfer = await _portal.SignInAsync();
        var before = _provider.Readings;
        _portal.Time.Advance(Old);

        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Equal(HttpStatusCode.BadRequest, (await TellAsync(_provider.LogoutToken("a-session", byAnother: true, keyId: $"key-of-nobody-{attempt}"))).Status);

        Assert.Equal(before + 1, _provider.Readings);
    }

    [Fact]
    public async Task A_logout_that_cannot_be_judged_is_asked_for_once_more_and_taken_then()
    {
        using var surfer = await _portal.SignInAsync();
        Change();
        var token = _provider.LogoutToken("a-session");
        await _provider.GoAwayAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(1)), await TellAsync(token));

        await _provider.ComeBackAsync();
        Assert.Equal(HttpStatusCode.OK, (await TellAsync(token)).Status);
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    private void Change()
    {
        _provider.ChangeKey();
        _portal.Time.Advance(Old);
    }

    private async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> TellAsync(string token)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        using var answer = await http.PostAsync(new Uri(_portal.Address + "/connexion/fin"), form, Token);
        return (answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
