using System.Net;
using MongoDB.Bson;
using QualiPref.Portal.Access;
using QualiPref.Portal.Tests.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>Two portals on one database, behind whatever sends each request to one of them.</summary>
public sealed class A_session_of_staff(RealEngine engine) : IAsyncLifetime
{
    private const string OwnPage = "/mes-sessions";

    private DatabasePrefix _databases = null!;
    private HostileProvider _provider = null!;
    private StaffPortal _first = null!, _second = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _databases = engine.NewPrefix();
        _provider = await HostileProvider.StartAsync();
        _first = await StartAsync();
        _second = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _provider.DisposeAsync();
        await _databases.DisposeAsync();
    }

    [Fact]
    public async Task Opened_at_one_portal_it_is_one_of_the_other_too_and_its_cookie_holds_nothing()
    {
        using var surfer = await _first.SignInAsync();

        var elsewhere = await surfer.OpenAsync(_second.Address + OwnPage, Token);

        Assert.Equal((HttpStatusCode.OK, OwnPage), (elsewhere.Status, elsewhere.Address.AbsolutePath));
        Assert.Contains("Firefox, Linux (cette session)", elsewhere.Text, StringComparison.Ordinal);
        var cookie = SecretOf(surfer);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", cookie);
        Assert.DoesNotContain(cookie, await StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_provider_gave_is_kept_encrypted()
    {
        using var surfer = await _first.SignInAsync();
        var stored = await StoredAsync();
        Assert.Contains("\"tokens\"", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("a-refresh-token", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, 29, true)]
    [InlineData(31, 31, false)]
    public async Task Without_a_request_it_ends_after_half_an_hour(int minutes, int atBoth, bool lives)
    {
        using var surfer = await _first.SignInAsync();
        await _provider.GoAwayAsync();
        _first.Time.Advance(TimeSpan.FromMinutes(minutes));
        _second.Time.Advance(TimeSpan.FromMinutes(atBoth));

        var page = await surfer.OpenAsync(_second.Address + OwnPage, Token);

        Assert.Equal(lives ? OwnPage : "/connexion", page.Address.AbsolutePath);
        if (!lives) Assert.Contains("Votre session est terminée", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_done_it_ends_after_ten_hours()
    {
        using var surfer = await _first.SignInAsync();
        await _provider.GoAwayAsync();
        for (var minutes = 0; minutes < 580; minutes += 20)
        {
            _first.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(OwnPage, (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
        }
        _first.Time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task A_new_sign_in_is_a_new_secret_and_the_old_one_opens_nothing()
    {
        using var surfer = await _first.SignInAsync();
        var before = SecretOf(surfer);

        await surfer.OpenAsync("/connexion/depart?retour=/mes-sessions", Token);

        Assert.NotEqual(before, SecretOf(surfer));
        using var thief = _first.Browse();
        thief.Cookies.Add(new Uri(_first.Address), new Cookie("qualipref-session", before));
        Assert.Equal("/connexion", (await thief.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_person_ends_one_of_another_browser_and_it_is_over_at_every_portal()
    {
        using var here = await _first.SignInAsync();
        using var there = await _first.SignInAsync();

        var page = await here.OpenAsync(OwnPage, Token);
        var after = await here.SubmitAsync(page, "/mes-sessions?handler=end", [], Token);

        Assert.Contains("La session est fermée.", after.Text, StringComparison.Ordinal);
        Assert.Equal("/connexion", (await there.OpenAsync(_second.Address + OwnPage, Token)).Address.AbsolutePath);
        Assert.Equal(OwnPage, (await here.OpenAsync(_second.Address + OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_person_ends_all_others_at_once()
    {
        using var here = await _first.SignInAsync();
        using var there = await _first.SignInAsync();
        using var elsewhere = await _second.SignInAsync();

        await here.SubmitAsync(await here.OpenAsync(OwnPage, Token), "/mes-sessions?handler=endOthers", [], Token);

        Assert.Equal("/connexion", (await there.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
        Assert.Equal("/connexion", (await elsewhere.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
        Assert.Equal(OwnPage, (await here.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task The_administrator_sees_and_ends_anybodys()
    {
        using var administrator = await _first.SignInAsync();
        using var there = await _second.SignInAsync();

        var page = await administrator.OpenAsync("/acces/sessions", Token);
        Assert.Contains("2\u00A0sessions", page.Text, StringComparison.Ordinal);
        // The last used stands first, which is not one's own.
        await administrator.SubmitAsync(page, "/acces/sessions", [], Token);

        Assert.Equal("/connexion", (await there.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
        Assert.Equal(OwnPage, (await administrator.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Of_somebody_who_leaves_it_is_over_at_every_portal()
    {
        using var surfer = await _first.SignInAsync();
        var persons = _first.Service<Persons>();
        var changes = _first.Service<AccessChanges>();
        var leaver = Assert.Single(await persons.ListAsync([PersonState.Active], Token));
        // Whoever administers alone stays.
        await changes.GrantAsync(await persons.ArriveAsync(PortalOnEngine.IdentityOf("s-2"), Token), [PersonGrant.OfAdministrators], PortalOnEngine.Audit, Token);

        await changes.LeaveAsync(leaver, PortalOnEngine.Audit, Token);

        var page = await surfer.OpenAsync(_second.Address + OwnPage, Token);
        Assert.Equal("/connexion", page.Address.AbsolutePath);
        Assert.Contains("Votre session est terminée", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_it_here_and_at_the_provider()
    {
        using var surfer = await _first.SignInAsync();
        var secret = SecretOf(surfer);
        var page = await surfer.OpenAsync("/", Token);

        var after = await surfer.SubmitAsync(page, "/deconnexion", [], Token);

        Assert.Equal("/", after.Address.AbsolutePath);
        Assert.Contains("Accès des agents", after.Text, StringComparison.Ordinal);
        Assert.Equal(1, _provider.SignOuts);
        surfer.Cookies.Add(new Uri(_first.Address), new Cookie("qualipref-session", secret));
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_while_the_provider_is_down_says_what_stays_open()
    {
        using var surfer = await _first.SignInAsync();
        var page = await surfer.OpenAsync("/", Token);
        await _provider.GoAwayAsync();

        var after = await surfer.SubmitAsync(page, "/deconnexion", [], Token);

        Assert.Contains("Vous êtes déconnecté de ce service seulement", after.Text, StringComparison.Ordinal);
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Every_cookie_is_of_this_host_and_of_secure_connections_alone()
    {
        await using var portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider, "--QualiPref:Portal:PlainHttp=false");
        // A browser of ours keeps such cookies to secure connections, which there are none of.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(portal.Address) };
        using var form = await http.GetAsync(new Uri("/reclamation", UriKind.Relative), Token);
        using var departure = await http.GetAsync(new Uri("/connexion/depart", UriKind.Relative), Token);
        using var there = await http.GetAsync(departure.Headers.Location, Token);
        using var arrival = new HttpRequestMessage(HttpMethod.Get, there.Headers.Location);
        arrival.Headers.Add("Cookie", string.Join("; ", CookiesIn(departure).Select(cookie => cookie.Split(';')[0])));
        using var back = await http.SendAsync(arrival, Token);

        List<string> cookies = [.. CookiesIn(form), .. CookiesIn(departure), .. CookiesIn(back)];

        Assert.Contains(CookiesIn(back), cookie => cookie.StartsWith("__Host-qualipref-session=", StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.Matches("(?i)^__Host-qualipref-(?=.*; path=/(;|$))(?=.*; secure)(?=.*; httponly)(?=.*; samesite=lax)(?!.*domain=)", cookie));
    }

    private static IEnumerable<string> CookiesIn(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie");

    private static string SecretOf(Surfer surfer) => surfer.Cookies.GetAllCookies().Single(cookie => cookie.Name == "qualipref-session").Value;

    private async Task<string> StoredAsync()
    {
        var sessions = _databases.Client.GetDatabase($"{_databases.Value}_portal").GetCollection<BsonDocument>("sessions");
        var all = await MongoDB.Driver.IAsyncCursorSourceExtensions.ToListAsync(MongoDB.Driver.IMongoCollectionExtensions.Find(sessions, new BsonDocument()), Token);
        return string.Join('\n', all.Select(session => session.ToJson() + string.Concat(session["tokens"].AsByteArray.Select(one => (char)one))));
    }

    private Task<StaffPortal> StartAsync() => StaffPortal.StartAsync(engine, _databases.Value, _provider);
}
