using System.Net;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>The provider says by itself that a session is over.</summary>
public sealed class Ending_sessions_from_the_provider(RealEngine engine) : IAsyncLifetime
{
    private const string OwnPage = "/mes-sessions";

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

    [Theory]
    [InlineData("a-session")]
    [InlineData(null)]
    public async Task One_of_its_own_or_all_of_a_person_are_over_at_once(string? session)
    {
        using var surfer = await _portal.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, await TellAsync(_provider.LogoutToken(session)));
        Assert.Equal("/connexion", (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Another_one_ends_nothing()
    {
        using var surfer = await _portal.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, await TellAsync(_provider.LogoutToken("another-session")));
        Assert.Equal(OwnPage, (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    public static TheoryData<string> Forgeries => ["signature", "type", "audience", "issuer", "old", "nonce", "event", "nobody", "text"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task What_the_provider_did_not_say_ends_nothing(string forgery)
    {
        using var surfer = await _portal.SignInAsync();
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        var token = forgery switch
        {
            "signature" => _provider.LogoutToken("a-session", byAnother: true),
            "type" => _provider.LogoutToken("a-session", one => one.TokenType = "JWT"),
            "audience" => _provider.LogoutToken("a-session", one => one.Audience = "another-client"),
            "issuer" => _provider.LogoutToken("a-session", one => one.Issuer = "http://ailleurs.example/"),
            "old" => _provider.LogoutToken("a-session", one => (one.IssuedAt, one.NotBefore, one.Expires) = (old, old, null)),
            "nonce" => _provider.LogoutToken("a-session", one => one.Claims["nonce"] = "n"),
            "event" => _provider.LogoutToken("a-session", one => one.Claims.Remove("events")),
            "nobody" => _provider.LogoutToken(null, one => one.Claims.Remove("sub")),
            _ => "no token",
        };
        Assert.Equal(HttpStatusCode.BadRequest, await TellAsync(token));
        Assert.Equal(OwnPage, (await surfer.OpenAsync(OwnPage, Token)).Address.AbsolutePath);
    }

    [Fact]
    public async Task Whoever_tells_too_much_is_heard_no_more_for_a_while()
    {
        await using var portal = await StaffPortal.StartAsync(engine, _databases.Value, _provider, "--QualiPref:Limits:AddressSending=2", "--QualiPref:Limits:LongestPause=00:00:00");
        var told = new List<HttpStatusCode>();
        // One more than enough: the minute may change meanwhile.
        for (var count = 0; count < 4; count++) told.Add(await TellAsync("no token", portal));
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests), (told[0], told[^1]));
    }

    private async Task<HttpStatusCode> TellAsync(string token, StaffPortal? portal = null)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        using var answer = await http.PostAsync(new Uri((portal ?? _portal).Address + "/connexion/fin"), form, Token);
        return answer.StatusCode;
    }
}
