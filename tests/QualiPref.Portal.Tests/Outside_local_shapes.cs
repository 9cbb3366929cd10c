using System.Net;
using System.Web;
using Microsoft.Extensions.Options;
using QualiPref.Portal.Tests.SigningIn;

namespace QualiPref.Portal.Tests;

/// <summary>As the portal runs where browsers come over TLS.</summary>
public sealed class Outside_local_shapes(KeptPortals portals)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        await using var provider = await HostileProvider.StartAsync();
        await using var portal = await PortalAlone.StartAsync([$"--QualiPref:Hosting:TrustedProxies:0={proxies}", .. provider.Settings]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connexion/depart");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Address) };
        using var reply = await http.SendAsync(request, Token);
        // Where the provider is told to send the browser back to.
        Assert.StartsWith($"{scheme}://127.0.0.1", HttpUtility.ParseQueryString(reply.Headers.Location!.Query)["redirect_uri"], StringComparison.Ordinal);
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
        var portal = await portals.WithAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bilans");
        request.Headers.Add("X-Forwarded-Host", "ailleurs.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Prefix", "/ailleurs");
        request.Headers.Add("Forwarded", "host=ailleurs.example;proto=https");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Address) };
        using var reply = await http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Redirect, reply.StatusCode);
        Assert.Equal("/connexion?retour=%2Fbilans", reply.Headers.Location!.ToString());
    }
}
