using System.Net;
using System.Text;
using System.Text.Json;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Tests;

public sealed class Reports_of_browsers(KeptPortals portals)
{
    private const string Sent = """{"csp-report":{"document-uri":"https://accueil.exemple/suivi?code=ABCD","effective-directive":"script-src-elem","blocked-uri":"inline","script-sample":"Zéphyrine"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Sent, "script-src-elem inline")]
    [InlineData("""{"csp-report":{"document-uri":"https://a.example/","effective-directive":"img-src","blocked-uri":"https://ailleurs.example/Quatremere"}}""", "img-src foreign address")]
    [InlineData("""{"csp-report":{"document-uri":"https://a.example/","effective-directive":"img-src","blocked-uri":"https://a.example/b"}}""", "img-src own address")]
    [InlineData("""{"csp-report":{"effective-directive":"Zéphyrine Quatremère","blocked-uri":"Guichet 4"}}""", "other other")]
    [InlineData("""{"csp-report":"Zéphyrine"}""", "other other")]
    [InlineData("""{"csp-report":{"effective-directive":{},"blocked-uri":7}}""", "other other")]
    [InlineData("""{"csp-report":{"effective-directive":"\ud800","blocked-uri":"inline"}}""", "other inline")]
    [InlineData("[]", "")]
    [InlineData("7", "")]
    public void Are_kept_in_words_of_ours_alone(string body, string kept)
    {
        using var document = JsonDocument.Parse(body);
        Assert.Equal(kept, BrowserReport.Read(document.RootElement) is { } report ? $"{report.Directive} {report.Refused}" : "");
    }

    [Theory]
    [InlineData("application/csp-report", Sent, HttpStatusCode.NoContent)]
    [InlineData("text/plain", Sent, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/csp-report", "{", HttpStatusCode.BadRequest)]
    public async Task Are_taken_from_anybody(string type, string body, HttpStatusCode expected)
    {
        var portal = await portals.WithAsync();
        Assert.Equal(expected, await SendAsync(portal, body, type));
    }

    [Fact]
    public async Task Are_refused_when_they_are_long()
    {
        var portal = await portals.WithAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(portal, Sent + new string(' ', 16 * 1024), "application/csp-report"));
    }

    [Fact]
    public async Task Beyond_what_is_taken_keep_nobody_behind_the_same_address_from_sending_a_form()
    {
        await using var portal = await PortalAlone.StartAsync("--QualiPref:Limits:AddressSending=3", "--QualiPref:Limits:LongestPause=00:00:00");
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.NoContent, await SendAsync(portal, Sent, "application/csp-report"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(portal, Sent, "application/csp-report"));

        using var form = new FormUrlEncodedContent([]);
        using var answer = await portal.Http.PostAsync("/reclamation", form, Token);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> SendAsync(PortalAlone portal, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new(type);
        using var response = await portal.Http.PostAsync(BrowserReports.Path, content, Token);
        return response.StatusCode;
    }
}
