using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Returning_after_sign_in(PortalSystem system)
{
    [Theory]
    [InlineData("/reclamations?q=délai", "/reclamations?q=d%C3%A9lai")]
    [InlineData("/reclamations?q=d%C3%A9lai", "/reclamations?q=d%C3%A9lai")]
    [InlineData("/saisie", "/saisie")]
    [InlineData("//ailleurs.example/", "/")]
    [InlineData("https://ailleurs.example/", "/")]
    public async Task Goes_to_the_page_that_was_asked_for_if_it_is_ours(string asked, string shown)
    {
        var page = await system.OpenAsync($"/connexion?retour={Uri.EscapeDataString(asked)}");
        await page.SignInAsAsync("handler");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(system.Address + shown)}$"));
    }
}
