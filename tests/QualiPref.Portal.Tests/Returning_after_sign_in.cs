using System.Net;
using System.Text.RegularExpressions;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed partial class Returning_after_sign_in(PortalSystem system)
{
    [Theory]
    [InlineData("/reclamations?q=délai", "/reclamations?q=d%C3%A9lai")]
    [InlineData("/reclamations?q=d%C3%A9lai", "/reclamations?q=d%C3%A9lai")]
    [InlineData("/saisie", "/saisie")]
    [InlineData("//ailleurs.example/", "/")]
    [InlineData("https://ailleurs.example/", "/")]
    public async Task Goes_to_the_page_that_was_asked_for_if_it_is_ours(string asked, string shown)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(system.Address) };
        var page = await http.GetStringAsync("/connexion", TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("role", "agent"), KeyValuePair.Create("retour", asked), KeyValuePair.Create("__RequestVerificationToken", Proof().Match(page).Groups[1].Value),
        ]);
        using var response = await http.PostAsync($"/connexion?retour={Uri.EscapeDataString(asked)}", form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(shown, response.Headers.Location!.OriginalString);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Proof();
}
