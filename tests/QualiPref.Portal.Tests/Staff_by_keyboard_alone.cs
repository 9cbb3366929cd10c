using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>The tasks of the desk, the quality officer and the administrator: nothing here clicks or sets a field.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Staff_by_keyboard_alone(PortalSystem system)
{
    [Fact]
    public async Task A_slip_is_typed_in()
    {
        var page = await system.SignInByKeysAsync("agent", "/saisie");
        await page.ChooseAsync("#Form-Site", "91-ETAMPES");
        await page.GoAndTypeAsync("#Form-Text", "Fiche de l'urne.");
        await page.GoAndPressAsync("main button[type=submit]");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Fiche enregistrée sous la référence");
    }

    [Fact]
    public async Task A_case_is_found_qualified_and_answered()
    {
        var subject = $"Clavier {Guid.NewGuid():N}";
        var id = await system.FileAsync("91-ETAMPES", subject);
        var page = await system.SignInByKeysAsync("handler", "/reclamations");
        await page.GoAndPressAsync("details:has(form[role=search]) > summary");
        await page.GoAndTypeAsync("#q", subject);
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAtAsync("q=Clavier");
        await page.GoAndPressAsync($"a[href^='/reclamations/{id}']");
        await page.ArrivesAtAsync($"/reclamations/{id}");

        await page.GoAndPressAsync("#action-qualify > summary");
        await page.ChooseAsync("#qualify-motive", "attente");
        await page.GoAndPressAsync("#action-qualify button");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré : qualification");
        await page.GoAndTypeAsync("#answer-subject", "Votre réclamation");
        await page.GoAndTypeAsync("#answer-body", "Nous avons ouvert un second guichet.");
        await page.GoAndPressAsync("#action-answer button:not([formaction], [aria-hidden])");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Réponse enregistrée");
    }

    [Fact]
    public async Task Figures_are_filtered_and_lead_to_their_sources()
    {
        await system.FileAsync("91-ETAMPES", "Pour les chiffres au clavier");
        var page = await system.SignInByKeysAsync("quality", "/indicateurs");
        await page.ChooseAsync("#Lieu", "91-ETAMPES");
        await page.GoAndPressAsync(".qp-filters summary");
        await page.ChooseAsync("#Indicateur", "complaints.received");
        await page.TabToAsync("#par-channel");
        await page.Keyboard.PressAsync("Space");
        await page.GoAndPressAsync(".qp-filters button[type=submit]");
        await Assertions.Expect(page.Locator("main h2").First).ToContainTextAsync("Sous-préfecture d'Étampes");
        Assert.Contains("Par=channel", page.Url, StringComparison.Ordinal);
        await page.GoAndPressAsync("a[href^='/indicateurs/sources/']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sources d'un chiffre");
    }

    [Fact]
    public async Task A_report_is_opened_frozen_verified_and_published()
    {
        var page = await system.SignInByKeysAsync("quality", "/bilans");
        await page.ChooseAsync("#Network", "lot-et-garonne");
        await page.GoAndTypeAsync("#Period", $"{PortalSystem.LastYear}");
        await page.GoAndTypeAsync("#Title", "Bilan au clavier");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bilan au clavier");
        await page.GoAndPressAsync("a[href$='/arret']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Arrêter une édition");
        await page.GoAndPressAsync("main button[type=submit]");
        var verify = page.Locator("form[action$='handler=verify'] button");
        await page.LeadsOnAsync("the edition opens", verify, AgainAsync);

        await page.GoAndPressAsync("form[action$='handler=verify'] button");
        await page.LeadsOnAsync("the edition is verified", page.Locator("#verification"), AgainAsync);
        await Assertions.Expect(page.Locator("#verification")).ToContainTextAsync("L'édition est vérifiée");
        if (new Uri(page.Url).AbsolutePath.StartsWith("/bilans/operations/", StringComparison.Ordinal)) await page.GoAndPressAsync("main a[href^='/bilans/editions/']");
        await page.GoAndTypeAsync("#Reason", "Validée par le comité");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("L'édition est publiée");
    }

    [Fact]
    public async Task An_answer_that_was_set_aside_is_decided_about()
    {
        var id = await system.KeepAsideAsync("47-AGEN");
        var page = await system.SignInByKeysAsync("quality", "/equilibre/reponses");
        await page.ChooseAsync("#site", "47-AGEN");
        await page.GoAndPressAsync(".qp-filters button[type=submit]");
        await page.ArrivesAtAsync("site=47-AGEN");
        await page.GoAndPressAsync("main li[data-site='47-AGEN'] a");
        await page.ArrivesAtAsync("code=QP-SURVEYS-005");
        await page.TabToAsync($"#choix-{id}");
        await page.Keyboard.PressAsync("Space");
        await page.GoAndTypeAsync("#Reason", "Illisible");
        await page.GoAndPressAsync("button[value=discard]");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("elle ne sera pas comptée");
    }

    [Fact]
    public async Task A_kiosk_is_created()
    {
        var page = await system.SignInByKeysAsync("admin", "/bornes");
        await page.ChooseAsync("#Site", "91-ETAMPES");
        await page.GoAndTypeAsync("#Label", "Guichet au clavier");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#code-borne")).ToBeVisibleAsync();
    }

    private static Task AgainAsync(ILocator refresh) => refresh.Page.GoAndPressAsync("main a.fr-btn:not(.fr-btn--secondary)");
}
