using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace QualiPref.Portal.Tests;

/// <summary>As the portal runs where no setting makes it a local shape.</summary>
public sealed partial class Outside_local_shapes
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_hands_out_tokens()
    {
        await using var portal = await PortalAlone.StartAsync();
        using var reply = await portal.Http.PostAsJsonAsync("/dev/token", new { name = "Agent 7", roles = (string[])["admin"], sites = (string[])["*"] }, Token);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }

    [Fact]
    public async Task There_are_no_sample_accounts()
    {
        await using var portal = await PortalAlone.StartAsync();
        Assert.DoesNotContain("name=\"role\"", await portal.ReadAsync("/connexion"), StringComparison.Ordinal);
        // A form that lacks nothing but the account: the client itself would keep the cookie to secure connections.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(portal.Address) };
        using var page = await http.GetAsync("/reclamation", Token);
        using var signIn = new HttpRequestMessage(HttpMethod.Post, "/connexion");
        signIn.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var proof = WebUtility.HtmlDecode(Proof().Match(await page.Content.ReadAsStringAsync(Token)).Groups[1].Value);
        signIn.Content = new FormUrlEncodedContent([KeyValuePair.Create("role", "admin"), KeyValuePair.Create("__RequestVerificationToken", proof)]);
        using var reply = await http.SendAsync(signIn, Token);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.False(reply.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(cookie => cookie.StartsWith("qualipref-session", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--QualiPref:Portal:PlainHttp=false", true)]
    [InlineData(PortalAlone.Plain, false)]
    public async Task Every_cookie_is_for_secure_connections_alone(string setting, bool isSecure)
    {
        await using var portal = await PortalAlone.StartAsync(setting);
        using var reply = await portal.Http.GetAsync("/reclamation", Token);
        var cookies = reply.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("127.0.0.0/8", "https")]
    [InlineData("10.0.0.0/8", "http")]
    public async Task What_a_proxy_says_of_the_browsers_connection_is_believed_of_those_that_are_named(string proxies, string scheme)
    {
        await using var portal = await PortalAlone.StartAsync($"--QualiPref:Hosting:TrustedProxies:0={proxies}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bilans");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Address) };
        using var reply = await http.SendAsync(request, Token);
        Assert.Equal(scheme, reply.Headers.Location!.Scheme);
    }

    [Fact]
    public async Task A_proxy_that_is_no_network_is_refused_at_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => PortalAlone.StartAsync("--QualiPref:Hosting:TrustedProxies:0=ingress"));
        Assert.Contains("TrustedProxies: 'ingress' is no network", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_says_was_forwarded_is_not_believed()
    {
        await using var portal = await PortalAlone.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bilans");
        request.Headers.Add("X-Forwarded-Host", "ailleurs.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Prefix", "/ailleurs");
        request.Headers.Add("Forwarded", "host=ailleurs.example;proto=https");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Address) };
        using var reply = await http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal($"{portal.Address}/connexion?retour=%2Fbilans", reply.Headers.Location!.ToString());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
