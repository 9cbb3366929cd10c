using System.Net;
using System.Text.RegularExpressions;
using QualiPref.Local;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Several portals on one database, behind whatever sends each request to one of them.</summary>
[Collection(AtTheCounter.Name)]
public sealed partial class Sharing_cookies(PortalSystem system)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_of_one_is_taken_by_another_and_who_signed_in_there_has_signed_in_at_both()
    {
        await using var first = await PortalAlone.StartForStaffAsync(system);
        await using var second = await PortalAlone.StartForStaffAsync(system);
        // A cookie belongs to a host, whatever its port.
        using var http = new HttpClient { BaseAddress = new Uri(first.Address) };
        using var signedIn = await SampleSignIn.SignInAsync(http, "admin", "/mes-sessions", Token);
        var page = await http.GetStringAsync(new Uri("/saisie", UriKind.Relative), Token);
        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create("session", "none"), KeyValuePair.Create("__RequestVerificationToken", WebUtility.HtmlDecode(Proof().Match(page).Groups[1].Value))]);

        using var sent = await http.PostAsync(new Uri($"{second.Address}/mes-sessions?handler=End"), form, Token);
        var answer = WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(Token));

        Assert.Equal((HttpStatusCode.OK, $"{second.Address}/mes-sessions"), (sent.StatusCode, sent.RequestMessage!.RequestUri!.ToString()));
        Assert.Contains("La session était déjà fermée.", answer, StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
