using System.Net;
using System.Text.RegularExpressions;
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
        var prefix = $"cookies_{Guid.NewGuid():N}"[..30];
        await using var first = await PortalAlone.StartOnAsync(system.Parts.Engine.ConnectionString, prefix);
        await using var second = await PortalAlone.StartOnAsync(system.Parts.Engine.ConnectionString, prefix);
        // A cookie belongs to a host, whatever its port.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var before = await http.GetAsync(new Uri($"{first.Address}/saisie"), Token);
        var page = await http.GetStringAsync(new Uri($"{first.Address}/connexion"), Token);
        using var form = new FormUrlEncodedContent(
            [KeyValuePair.Create("role", "admin"), KeyValuePair.Create("__RequestVerificationToken", WebUtility.HtmlDecode(Proof().Match(page).Groups[1].Value))]);

        using var signedIn = await http.PostAsync(new Uri($"{second.Address}/connexion"), form, Token);
        using var after = await http.GetAsync(new Uri($"{first.Address}/saisie"), Token);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (before.StatusCode, after.StatusCode));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
