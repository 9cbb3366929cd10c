using System.Globalization;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Typing_in_a_slip(PortalSystem system)
{
    [Fact]
    public async Task Is_accessible_with_its_errors_and_once_it_is_kept()
    {
        var page = await system.SignInAsync("agent", "/saisie");
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" });
        await send.ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Assertions.Expect(page).ToHaveTitleAsync("Erreur : Saisir une fiche — Espace des agents — QualiPref");
        await Accessibility.HoldsAtEveryWidthAsync(page, "saisie avec erreurs");

        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        var received = TimeProvider.System.GetUtcNow().AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await page.Locator("#Form-ReceivedOn").FillAsync(received);
        await page.Locator("#Form-Text").FillAsync("Fiche de l'urne.");
        await send.ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Code de suivi à remettre à l'usager");
        // The next slip of the pile: same place and day, nothing of the person before.
        await Assertions.Expect(page.Locator("#Form-Site")).ToHaveValueAsync("91-ETAMPES");
        await Assertions.Expect(page.Locator("#Form-ReceivedOn")).ToHaveValueAsync(received);
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveValueAsync("");
        await Accessibility.HoldsAtEveryWidthAsync(page, "saisie enregistree");
    }
}
