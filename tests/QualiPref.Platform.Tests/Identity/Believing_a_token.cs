using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Tests.Identity;

public sealed class Believing_a_token : IDisposable
{
    private const string Authority = "https://identite.example";

    private readonly RSA _authority = RSA.Create(2048);

    [Fact]
    public async Task Of_a_sample_account_in_local_shapes()
    {
        await using var host = await ProbeHost.StartAsync(["--QualiPref:Identity:Development=true"]);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", Sign(Own, "qualipref", "quality")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", null));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "staff", Sign(Own, "qualipref", "kiosk")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "kiosk", Sign(Own, "qualipref", "admin")));
    }

    [Fact]
    public async Task Of_staff_needs_their_authority_elsewhere()
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", Sign(Staff, Authority, "agent")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(Own, "qualipref", "agent")));
    }

    [Fact]
    public async Task Signed_with_the_platforms_key_is_a_kiosks_whatever_issuer_it_names()
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(Own, Authority, "admin")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "kiosk", host.Service<PlatformTokens>().ForKiosk(Guid.NewGuid(), 1, "91-EVRY")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    public async Task Needs_a_key_without_which_nothing_starts(string key)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ProbeHost.StartAsync([$"--QualiPref:Identity:SigningKey={key}"]));
        Assert.Contains("QualiPref:Identity:SigningKey", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-10, HttpStatusCode.Unauthorized)]
    [InlineData(10, HttpStatusCode.OK)]
    public async Task Ends_with_its_time(int minutesLeft, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync(["--QualiPref:Identity:Development=true"]);

        Assert.Equal(status, await AskAsync(host, "staff", Sign(Own, "qualipref", "agent", minutesLeft: minutesLeft)));
    }

    [Fact]
    public async Task Signed_by_a_stranger_or_for_another_audience_is_refused()
    {
        await using var host = await ProbeHost.StartAsync(["--QualiPref:Identity:Development=true"]);
        var strange = new SigningCredentials(new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256);

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(strange, "qualipref", "agent")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(Own, "qualipref", "agent", audience: "ailleurs")));
    }

    public void Dispose() => _authority.Dispose();

    private static SigningCredentials Own => new(new SymmetricSecurityKey(ProbeHost.Key), SecurityAlgorithms.HmacSha256);

    private SigningCredentials Staff => new(new RsaSecurityKey(_authority), SecurityAlgorithms.RsaSha256);

    private Task<ProbeHost> StartWithAuthorityAsync() => ProbeHost.StartAsync(
        [$"--QualiPref:Identity:Authority={Authority}", "--QualiPref:Identity:Audience=qualipref"],
        // What would be fetched from the authority.
        bearer => bearer.Configuration = new OpenIdConnectConfiguration { Issuer = Authority, SigningKeys = { new RsaSecurityKey(_authority.ExportParameters(false)) } });

    private static async Task<HttpStatusCode> AskAsync(ProbeHost host, string what, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/probe/v1/{what}");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static string Sign(SigningCredentials key, string issuer, string role, string audience = "qualipref", int minutesLeft = 60) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = DateTime.UtcNow.AddMinutes(minutesLeft),
            Subject = new ClaimsIdentity([new Claim("roles", role), new Claim("sites", "*")]),
            SigningCredentials = key,
        });
}
