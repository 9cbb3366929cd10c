using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Tests;

/// <summary>Headers of every answer, whoever wrote it.</summary>
public sealed class What_answers_forbid_browsers(KeptPortals portals)
{
    // A page, the kiosk, an asset, errors, health, a call that is proxied and one that is not there.
    public static TheoryData<string> Addresses =>
        ["/", "/borne", "/reference-api", "/n-existe-pas", "/erreur?code=404", "/bilans", "/assets/borne.js", "/assets/rien.js", "/alive", "/health", "/api/surveys/v1/kiosks", "/api/n-existe-pas"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Is_said_with_every_one(string address)
    {
        var portal = await portals.WithAsync();
        var headers = await HeadersAsync(portal, address, "accueil.exemple.gouv.fr");

        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("max-age=31536000; includeSubDomains", headers["Strict-Transport-Security"]);
        Assert.Equal("same-origin", headers["Referrer-Policy"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        var policy = headers["Content-Security-Policy"];
        foreach (var part in (string[])["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) Assert.Contains(part, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-Allow-Origin", headers.Keys);
        if (!address.EndsWith("borne.js", StringComparison.Ordinal)) Assert.Contains("no-store", headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/surveys/v1/kiosks")]
    // Routes mind no case: taken for a page it would come by the session, and be judged by whose that is.
    [InlineData("/API/surveys/v1/kiosks")]
    public async Task Allows_data_less_than_pages(string data)
    {
        var portal = await portals.WithAsync();
        Assert.EndsWith("; sandbox", (await HeadersAsync(portal, data))["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("; script-src 'self';", (await HeadersAsync(portal, "/borne"))["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_the_kiosk_alone_be_installed()
    {
        var portal = await portals.WithAsync();
        var kiosk = (await HeadersAsync(portal, "/borne"))["Content-Security-Policy"];
        var others = (await HeadersAsync(portal, "/reclamation"))["Content-Security-Policy"];
        Assert.EndsWith("; worker-src 'self'; manifest-src 'self'; trusted-types qualipref-borne", kiosk, StringComparison.Ordinal);
        Assert.EndsWith("; trusted-types 'none'", others, StringComparison.Ordinal);
        Assert.DoesNotContain("worker-src", others, StringComparison.Ordinal);

        var worker = await HeadersAsync(portal, "/assets/borne-hors-ligne.js");
        Assert.Equal(("/borne", "no-cache"), (worker["Service-Worker-Allowed"], worker["Cache-Control"]));
        Assert.DoesNotContain("Service-Worker-Allowed", (await HeadersAsync(portal, "/assets/borne.js")).Keys);
        Assert.Equal("application/manifest+json", (await HeadersAsync(portal, "/assets/borne.webmanifest"))["Content-Type"]);
    }

    [Fact]
    public async Task Asks_for_no_tls_where_there_is_none()
    {
        var portal = await portals.WithAsync();
        Assert.DoesNotContain("Strict-Transport-Security", (await HeadersAsync(portal, "/")).Keys);
    }

    [Fact]
    public async Task Stands_as_a_service_behind_the_portal_said_it()
    {
        await using var reporting = await StandIn.StartAsync(service => service.MapGet("/api/reporting/v1/editions/{id}/document", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'sha256-abc'";
            return Results.Text("Bilan", "text/html");
        }));
        await using var portal = await PortalAlone.StartAsync($"--QualiPref:Services:Reporting={reporting.Address}");
        Assert.Equal("default-src 'none'; style-src 'sha256-abc'", (await HeadersAsync(portal, $"/api/reporting/v1/editions/{Guid.NewGuid()}/document"))["Content-Security-Policy"]);
    }

    private static async Task<Dictionary<string, string>> HeadersAsync(PortalAlone portal, string address, string? host = null)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (host is not null) request.Headers.Host = host;
        using var response = await http.SendAsync(request, Token);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        // Each once: of two policies, and of two lengths of a cache, browsers would make their own sense.
        return response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => Assert.Single(header.Value));
    }
}
