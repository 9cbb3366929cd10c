using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

/// <summary>The provider of a system of which nothing else was started.</summary>
public sealed class LoneProvider : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public LocalSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = new LocalSystem(new LocalSystemOptions { DataDirectory = _folder["data"] });
        await System.SignIn.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        _folder.Dispose();
    }
}

public sealed class A_sign_in_provider(LoneProvider lone) : IClassFixture<LoneProvider>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_where_everything_is()
    {
        using var visit = new ProviderVisit(lone.System);
        var description = await visit.DescribeAsync();
        Assert.Equal(lone.System.SignInSettings["QualiPref__Portal__SignIn__Authority"], description.GetProperty("issuer").GetString());
        Assert.True(description.GetProperty("backchannel_logout_supported").GetBoolean());
        Assert.Equal(["S256"], description.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(one => one.GetString()));
        string[] endpoints = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint", "jwks_uri"];
        Assert.All(endpoints, endpoint => Assert.StartsWith(lone.System.SignIn.Address, description.GetProperty(endpoint).GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_who_was_chosen_as_ProConnect_does()
    {
        using var visit = new ProviderVisit(lone.System);
        var told = await visit.ChooseAsync("handler");
        Assert.Equal(visit.State, told["state"]);
        var tokens = await visit.ExchangeAsync(told["code"]);
        var identity = await visit.VerifyAsync(tokens.GetProperty("id_token").GetString()!);
        Assert.Equal("exemple-handler", identity.Subject);
        Assert.Equal(visit.Nonce, identity.GetClaim("nonce").Value);
        Assert.NotEmpty(identity.GetClaim("sid").Value);
        Assert.InRange(long.Parse(identity.GetClaim("auth_time").Value, CultureInfo.InvariantCulture), 1, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

        var (type, text) = await visit.AskWhoAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal("application/jwt", type);
        var person = await visit.VerifyAsync(text);
        Assert.Equal("exemple-handler", person.Subject);
        Assert.Equal("handler@exemple.invalid", person.GetClaim("email").Value);
        Assert.Equal("00000000000000", person.GetClaim("siret").Value);
        Assert.Equal("(exemple)", person.GetClaim("usual_name").Value);
    }

    [Fact]
    public async Task Says_it_in_plain_JSON_to_a_client_that_did_not_ask_for_a_signature()
    {
        using var visit = new ProviderVisit(lone.System, "qualipref");
        var tokens = await visit.SignInAsync("quality");
        var (type, text) = await visit.AskWhoAsync(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal("application/json", type);
        Assert.Equal("Référent qualité (exemple)", JsonDocument.Parse(text).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Knows_nobody_who_could_be_taken_for_somebody()
    {
        foreach (var person in SamplePerson.All.Select(person => person.Key).Append("Quelqu-un-d-autre"))
        {
            using var fresh = new ProviderVisit(lone.System, "qualipref");
            var tokens = await fresh.SignInAsync(person);
            var said = JsonDocument.Parse((await fresh.AskWhoAsync(tokens.GetProperty("access_token").GetString()!)).Text).RootElement;
            Assert.EndsWith(" (exemple)", said.GetProperty("name").GetString(), StringComparison.Ordinal);
            Assert.EndsWith("@exemple.invalid", said.GetProperty("email").GetString(), StringComparison.Ordinal);
            Assert.StartsWith("exemple-", said.GetProperty("sub").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Takes_a_code_once()
    {
        using var visit = new ProviderVisit(lone.System);
        var code = (await visit.ChooseAsync("agent"))["code"];
        Assert.True((await visit.ExchangeAsync(code)).TryGetProperty("id_token", out _));
        Assert.Equal("invalid_grant", (await visit.ExchangeAsync(code)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("another-verifier-that-is-long-enough-for-what-the-standard-says", null, "invalid_grant")]
    [InlineData(null, "another secret", "invalid_client")]
    public async Task Gives_tokens_to_nobody_else(string? verifier, string? secret, string error)
    {
        using var visit = new ProviderVisit(lone.System);
        var code = (await visit.ChooseAsync("agent"))["code"];
        Assert.Equal(error, (await visit.ExchangeAsync(code, verifier, secret)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("client_id", "somebody")]
    [InlineData("redirect_uri", "http://ailleurs.example/connexion/retour")]
    [InlineData("redirect_uri", "https://127.0.0.1:8080/connexion/retour")]
    [InlineData("redirect_uri", "http://127.0.0.1:8080/ailleurs")]
    [InlineData("redirect_uri", "http://quelqu-un@127.0.0.1:8080/connexion/retour")]
    public async Task Sends_nobody_elsewhere(string parameter, string value)
    {
        using var visit = new ProviderVisit(lone.System);
        using var answer = await visit.AskAsync((parameter, value));
        Assert.InRange(answer.StatusCode, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData("x-client-SKU", "anything")]
    [InlineData("state", "short")]
    [InlineData("nonce", "short")]
    public async Task Is_as_strict_as_ProConnect(string parameter, string value)
    {
        using var strict = new ProviderVisit(lone.System);
        using var refused = await strict.AskAsync((parameter, value));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("ProConnect", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var lax = new ProviderVisit(lone.System, "qualipref");
        using var taken = await lax.AskAsync((parameter, value));
        Assert.StartsWith("/connexion?", taken.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_whether_somebody_is_there_without_showing_a_page()
    {
        using var visit = new ProviderVisit(lone.System);
        using var before = await visit.AskAsync(("prompt", "none"));
        Assert.Equal("login_required", visit.Told(before)["error"]);
        await visit.ChooseAsync("agent");
        using var after = await visit.AskAsync(("prompt", "none"));
        Assert.NotEmpty(visit.Told(after)["code"]);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Has_somebody_sign_in_afresh_who_stays_in_the_session(string parameter, string value)
    {
        using var visit = new ProviderVisit(lone.System);
        var first = await visit.VerifyAsync((await visit.SignInAsync("admin")).GetProperty("id_token").GetString()!);
        // The page is shown again: choosing there would fail if it were not.
        await Eventually.ReadsAsync("another second has begun", _ => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()), now => now > AuthTime(first), cancellationToken: Token);
        var second = await visit.VerifyAsync((await visit.SignInAsync("admin", (parameter, value))).GetProperty("id_token").GetString()!);
        Assert.True(AuthTime(second) > AuthTime(first));
        Assert.Equal(first.GetClaim("sid").Value, second.GetClaim("sid").Value);

        static long AuthTime(Microsoft.IdentityModel.JsonWebTokens.JsonWebToken token) => long.Parse(token.GetClaim("auth_time").Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("Host", "ailleurs.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    public async Task Does_nothing_for_a_page_elsewhere(string header, string value, HttpStatusCode status)
    {
        using var visit = new ProviderVisit(lone.System);
        using var answer = await visit.SendAsync(HttpMethod.Post, "/deconnexion", (header, value));
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("http://0.0.0.0:20001")]
    [InlineData("http://[::]:20001")]
    [InlineData("http://*:20001")]
    [InlineData("http://example.org:20001")]
    [InlineData("http://127.0.0.1:20001;http://0.0.0.0:20002")]
    [InlineData("")]
    public async Task Starts_where_no_other_machine_reaches_it_or_not_at_all(string urls)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [ProjectFolder.BuiltAssembly("QualiPref.LocalProvider")]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = urls;
        start.Environment["QualiPref__LocalProvider__Data"] = folder.Path;
        start.Environment["QualiPref__LocalProvider__ClientSecret"] = "secret";
        using var process = Process.Start(start)!;
        try
        {
            var said = await process.StandardError.ReadToEndAsync(Token);
            await process.WaitForExitAsync(Token);
            Assert.Equal(1, process.ExitCode);
            Assert.Contains("listens on one address such as http://127.0.0.1:20001 and on no other", said, StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
