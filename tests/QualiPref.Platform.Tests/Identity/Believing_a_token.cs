using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Platform.Tests.Identity;

public sealed class Believing_a_token : IDisposable
{
    private const string Authority = "https://identite.example";

    private readonly RSA _authority = RSA.Create(2048);

    [Fact]
    public async Task Opens_what_its_role_opens()
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", Sign(Of("operator"), "qualipref", "quality")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", null));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "staff", Sign(Of("surveys"), "qualipref", "kiosk")));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(host, "kiosk", Sign(Of("operator"), "qualipref", "admin")));
    }

    [Fact]
    public async Task Of_a_program_is_signed_by_the_authority()
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", Sign(Staff, Authority, "agent")));
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("admin")]
    public async Task Of_a_role_apart_is_never_the_portals_however_short(string role)
    {
        await using var host = await ProbeHost.StartAsync();
        await using var beside = await StartWithAuthorityAsync();

        foreach (var one in (ProbeHost[])[host, beside])
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(one, "staff", Sign(Of("portal"), "qualipref", role, minutesLeft: 1)));
    }

    [Theory]
    [InlineData("kiosk")]
    [InlineData("service")]
    public async Task Of_the_authority_makes_neither_kiosk_nor_service(string role)
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, role == "kiosk" ? "kiosk" : "staff", Sign(Staff, Authority, role)));
    }

    [Fact]
    public async Task Names_an_issuer_whose_keys_alone_can_have_signed_it()
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(Of("surveys"), Authority, "admin")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "kiosk", Sign(Staff, "qualipref", "kiosk")));
    }

    [Theory]
    [InlineData("surveys", HttpStatusCode.OK)]
    [InlineData("complaints", HttpStatusCode.Unauthorized)]
    [InlineData("portal", HttpStatusCode.Unauthorized)]
    public async Task Of_a_kiosk_is_signed_by_surveys_alone(string signer, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(status, await AskAsync(host, "kiosk", Sign(Of(signer), "qualipref", "kiosk")));
    }

    [Theory]
    [InlineData("complaints", HttpStatusCode.OK)]
    [InlineData("reporting", HttpStatusCode.Unauthorized)]
    public async Task Of_a_service_is_signed_by_that_service_alone(string signer, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(status, await AskAsync(host, "service", Sign(Of(signer), "qualipref", "service", name: "complaints")));
    }

    [Theory]
    [InlineData("staff", "admin", HttpStatusCode.OK)]
    [InlineData("kiosk", "kiosk", HttpStatusCode.Unauthorized)]
    [InlineData("service", "service", HttpStatusCode.Unauthorized)]
    public async Task Of_the_operator_makes_staff_and_nobody_else(string what, string role, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(status, await AskAsync(host, what, Sign(Of("operator"), "qualipref", role, name: "operator")));
    }

    [Theory]
    [InlineData("portal", HttpStatusCode.OK)]
    [InlineData("complaints", HttpStatusCode.Unauthorized)]
    [InlineData("surveys", HttpStatusCode.Unauthorized)]
    [InlineData("operator", HttpStatusCode.Unauthorized)]
    [InlineData("portal", HttpStatusCode.Unauthorized, 46)]
    [InlineData("portal", HttpStatusCode.Unauthorized, 8 * 60 * 60)]
    [InlineData("portal", HttpStatusCode.Unauthorized, 45, "service")]
    [InlineData("portal", HttpStatusCode.Unauthorized, 45, "kiosk")]
    [InlineData("portal", HttpStatusCode.Unauthorized, 45, "agent", "somebody")]
    [InlineData("portal", HttpStatusCode.Unauthorized, 45, "agent", "0199f3a0-0000-7000-8000-000000000001", "roles")]
    [InlineData("portal", HttpStatusCode.Unauthorized, 45, "agent", "0199f3a0-0000-7000-8000-000000000001", "sites")]
    public async Task Of_a_person_is_signed_by_the_portal_alone_is_short_and_holds_pairs_only(
        string signer, HttpStatusCode status, int seconds = 45, string role = "agent", string person = "0199f3a0-0000-7000-8000-000000000001", string? more = null)
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(status, await AskAsync(host, role == "agent" ? "staff" : role, SignPerson(Of(signer), "qualipref", seconds, role, person, more)));
    }

    [Fact]
    public async Task Of_the_authority_makes_no_person()
    {
        await using var host = await StartWithAuthorityAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", SignPerson(Staff, Authority, 45, "agent", Guid.NewGuid().ToString(), null)));
    }

    [Theory]
    [InlineData(-10, HttpStatusCode.Unauthorized)]
    [InlineData(10, HttpStatusCode.OK)]
    public async Task Ends_with_its_time(int minutesLeft, HttpStatusCode status)
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(status, await AskAsync(host, "staff", Sign(Of("operator"), "qualipref", "agent", minutesLeft: minutesLeft)));
    }

    [Fact]
    public async Task Signed_by_a_stranger_or_for_another_audience_is_refused()
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(SampleToken.KeyOf(TestKeys.New(), "operator"), "qualipref", "agent")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(SampleToken.ForgeryOf(TestKeys.Folder, "operator"), "qualipref", "agent")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(Of("operator"), "qualipref", "agent", audience: "ailleurs")));
    }

    [Fact]
    public async Task Signed_with_what_both_sides_know_is_refused_whatever_the_authority_publishes()
    {
        var shared = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = "shared" };
        await using var host = await StartWithAuthorityAsync(shared);

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", Sign(Staff, Authority, "agent")));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(host, "staff", Sign(new SigningCredentials(shared, SecurityAlgorithms.HmacSha256), Authority, "agent")));
    }

    [Fact]
    public async Task Of_the_tool_is_that_of_an_administrator()
    {
        await using var host = await ProbeHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(host, "staff", PlatformTokens.ForOperator(TestKeys.Folder, "Exploitation", TimeProvider.System)));
    }

    public void Dispose() => _authority.Dispose();

    private SigningCredentials Staff => new(new RsaSecurityKey(_authority), SecurityAlgorithms.RsaSha256);

    private static SigningCredentials Of(string service) => SampleToken.KeyOf(TestKeys.Folder, service);

    private Task<ProbeHost> StartWithAuthorityAsync(params SecurityKey[] further) => ProbeHost.StartAsync(
        [$"--QualiPref:Identity:Authority={Authority}", "--QualiPref:Identity:Audience=qualipref"],
        // What would be fetched from the authority.
        bearer =>
        {
            bearer.Configuration = new OpenIdConnectConfiguration { Issuer = Authority, SigningKeys = { new RsaSecurityKey(_authority.ExportParameters(false)) } };
            foreach (var key in further) bearer.Configuration.SigningKeys.Add(key);
        });

    private static async Task<HttpStatusCode> AskAsync(ProbeHost host, string what, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/probe/v1/{what}");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static string SignPerson(SigningCredentials key, string issuer, int seconds, string role, string person, string? more)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "qualipref",
            NotBefore = now,
            Expires = now.AddSeconds(seconds),
            Subject = new ClaimsIdentity([new Claim("sub", person), new Claim("name", "Jeanne Martin"), new HeldRole(role, ["*"]).ToClaim(), .. more is null ? (Claim[])[] : [new Claim(more, "*")]]),
            SigningCredentials = key,
        });
    }

    private static string Sign(SigningCredentials key, string issuer, string role, string audience = "qualipref", int minutesLeft = 60, string name = "Compte 1") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = DateTime.UtcNow.AddMinutes(minutesLeft),
            Subject = new ClaimsIdentity([new Claim("name", name), new Claim("roles", role), new Claim("sites", "*")]),
            SigningCredentials = key,
        });
}
