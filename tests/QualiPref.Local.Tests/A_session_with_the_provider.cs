using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Local.Tests;

public sealed class A_session_with_the_provider(LoneProvider lone) : IClassFixture<LoneProvider>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_renewed_silently_until_it_ends()
    {
        using var visit = new ProviderVisit(lone.System);
        var first = await visit.SignInAsync("agent");
        var renewed = await visit.RenewAsync(first.GetProperty("refresh_token").GetString()!);
        Assert.Equal("exemple-agent", (await visit.VerifyAsync(renewed.GetProperty("id_token").GetString()!)).Subject);

        using var ended = await visit.SendAsync(HttpMethod.Post, "/deconnexion");
        var refused = await visit.RenewAsync(renewed.GetProperty("refresh_token").GetString()!);
        Assert.Equal("invalid_grant", refused.GetProperty("error").GetString());
        using var asked = await visit.AskAsync(("prompt", "none"));
        Assert.Equal("login_required", visit.Told(asked)["error"]);
    }

    [Fact]
    public async Task Outlives_the_providers_process_and_stays_ended_when_it_ended()
    {
        using var open = new ProviderVisit(lone.System);
        using var closed = new ProviderVisit(lone.System);
        var goingOn = (await open.SignInAsync("agent")).GetProperty("refresh_token").GetString()!;
        var over = (await closed.SignInAsync("handler")).GetProperty("refresh_token").GetString()!;
        using (await closed.SendAsync(HttpMethod.Post, "/deconnexion"))
        {
        }

        await lone.System.SignIn.KillAsync();
        await lone.System.SignIn.StartAsync(Token);

        Assert.True((await open.RenewAsync(goingOn)).TryGetProperty("id_token", out _));
        using var silent = await open.AskAsync(("prompt", "none"));
        Assert.NotEmpty(open.Told(silent)["code"]);
        Assert.Equal("invalid_grant", (await closed.RenewAsync(over)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ends_at_every_portal_that_knew_of_it(bool byPortal)
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var portal = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]).Build();
        portal.MapPost("/connexion/fin", async (HttpContext context) => told.TrySetResult((await context.Request.ReadFormAsync())["logout_token"]!));
        await portal.StartAsync(Token);
        using var visit = new ProviderVisit(lone.System) { Portal = portal.Urls.Single() };
        var identity = (await visit.SignInAsync("quality")).GetProperty("id_token").GetString()!;

        if (byPortal)
        {
            using var answer = await visit.SendAsync(
                HttpMethod.Get, $"/session/end?id_token_hint={identity}&state=abc&post_logout_redirect_uri={Uri.EscapeDataString($"{visit.Portal}/deconnexion/retour")}");
            Assert.Equal($"{visit.Portal}/deconnexion/retour?state=abc", answer.Headers.Location?.OriginalString);
        }
        else
        {
            using var answer = await visit.SendAsync(HttpMethod.Post, "/deconnexion");
            Assert.Equal("/connexion", answer.Headers.Location?.OriginalString);
        }

        var logout = await visit.VerifyAsync(await told.Task.WaitAsync(Token));
        Assert.Equal("logout+jwt", logout.Typ);
        Assert.Equal((await visit.VerifyAsync(identity)).GetClaim("sid").Value, logout.GetClaim("sid").Value);
        Assert.Equal("exemple-quality", logout.Subject);
        Assert.Contains("http://schemas.openid.net/event/backchannel-logout", logout.GetClaim("events").Value, StringComparison.Ordinal);
        Assert.False(logout.TryGetClaim("nonce", out _));
    }

    [Fact]
    public async Task Sends_nobody_elsewhere_when_it_ends()
    {
        using var visit = new ProviderVisit(lone.System);
        var identity = (await visit.SignInAsync("quality")).GetProperty("id_token").GetString()!;
        using var answer = await visit.SendAsync(HttpMethod.Get, $"/session/end?id_token_hint={identity}&post_logout_redirect_uri={Uri.EscapeDataString("http://ailleurs.example/")}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }
}
