using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Nothing here clicks or sets a field: what is done, is done by keys from where the page puts the focus.</summary>
[Collection(AtTheCounter.Name)]
public sealed class By_keyboard_alone(PortalSystem system)
{
    [Fact]
    public async Task A_complaint_is_filed_and_followed()
    {
        var page = await system.OpenAsync("/");
        await page.GoAndPressAsync("a[href='/reclamation']");
        await Assertions.Expect(page).ToHaveTitleAsync("Faire une réclamation ou une suggestion — Réclamations et suggestions — QualiPref");

        await page.GoAndPressAsync("main button[type=submit]:not([name]):not([tabindex])");
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#Form-Site")).ToBeFocusedAsync();
        for (var site = 0; site < 3; site++) await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("#Form-Site")).ToHaveValueAsync("91-ETAMPES");
        await page.TabToAsync("[name='Form.Kind']:checked");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GoAndTypeAsync("#Form-Text", "Un second guichet le mercredi aiderait beaucoup.");
        await page.GoAndTypeAsync("#Form-Email", "usager14@exemple.invalid");
        await page.GoAndPressAsync("main button[type=submit]:not([name]):not([tabindex])");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre message est enregistré");
        await Assertions.Expect(page.Locator(".qp-keep")).ToContainTextAsync("Une réponse vous est due au plus tard le");
        var code = await page.Locator("#code-suivi").InnerTextAsync();

        await page.GoAndPressAsync("main a[href='/suivi']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Suivre ma demande");
        await page.GoAndTypeAsync("#Code", code);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Suggestion 91-ETAMPES-");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Vous n'avez rien à faire.");
    }

    [Fact]
    public async Task The_kiosk_is_answered_from_the_language_to_the_thanks()
    {
        var page = await system.OpenKioskAsync("91-PALAISEAU");
        await page.GoAndPressAsync("button[lang=es]");
        await Assertions.Expect(page.Locator(".qp-k-progress")).ToContainTextAsync("Paso 1 de 2");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        // From the question: arrows go round among the answers, Enter takes one.
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("button[value=pas-du-tout-satisfait]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".qp-k-kept")).ToContainTextAsync("muy satisfecho");

        await page.GoAndPressAsync(".qp-k-kept button");
        // A keypad whose digits are switched off sends End: no answer.
        await page.Locator("h1").DispatchEventAsync("keydown", new { code = "Numpad1", key = "End", bubbles = true });
        await Assertions.Expect(page.Locator(KioskSteps.First)).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("Digit2");
        await Assertions.Expect(page.Locator(".qp-k-kept")).ToContainTextAsync("satisfecho");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
        // A digit answers a line and goes on to the next one; the first digit of a French keyboard comes without Shift.
        await page.Keyboard.PressAsync("Digit2");
        await Assertions.Expect(page.Locator("input[name=accueil][value=satisfait]")).ToBeCheckedAsync();
        await page.Locator("input[name=attente]").First.DispatchEventAsync("keydown", new { code = "Digit1", key = "&", bubbles = true });
        await Assertions.Expect(page.Locator("input[name=attente][value=tres-satisfait]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Digit4");
        await Assertions.Expect(page.Locator("input[name=horaires][value=pas-du-tout-satisfait]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.Locator("input[name=clarte][value=satisfait]")).ToBeCheckedAsync();

        await page.GoAndPressAsync(".qp-k-acts button:first-child");
        await page.Keyboard.TypeAsync("Muy amables, 2 ventanillas.");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync("Muy amables, 2 ventanillas.");
        await page.GoAndPressAsync(".qp-k-btn--go");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("¡Gracias!");
    }

    /// <summary>Each screen of the kiosk, and each thing on it, in every language at every size.</summary>
    [Long, Theory]
    [MemberData(nameof(KioskLooks.InEachLanguageAtEachSize), MemberType = typeof(KioskLooks))]
    public async Task Every_screen_of_the_kiosk_is_gone_through_in(string language, int width, int height)
    {
        var kiosk = await system.CreateKioskAsync("91-PALAISEAU");
        var page = await system.OpenAsync("/suivi", width: width, height: height);
        await page.Clock.InstallAsync();
        await page.GotoAsync("/borne");
        await page.GoAndTypeAsync("#code", kiosk.Code);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        if (language != "fr") await page.GoAndPressAsync($"button[lang={language}]");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await SwitchEachAsync(page);

        await page.GoAndPressAsync("button[value=peu-satisfait]");
        await page.Locator("#suite").WaitForAsync();
        await SwitchEachAsync(page);
        await page.GoAndPressAsync(".qp-k-kept button");
        await page.GoAndPressAsync("button[value=satisfait]");
        await page.Locator("#suite").WaitForAsync();
        foreach (var question in (string[])["accueil", "attente", "horaires", "clarte", "confort"])
        {
            await page.TabToAsync($"input[name={question}]");
            // On to the second of four: to the left where one reads from the right.
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("ArrowDown");
            await Assertions.Expect(page.Locator($"input[name={question}][value=satisfait]")).ToBeCheckedAsync();
        }
        await page.TabToAsync(".qp-k-chips input");
        await page.Keyboard.PressAsync("Space");
        await page.GoAndPressAsync(".qp-k-acts button:first-child");
        await page.Keyboard.TypeAsync("2 guichets");
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog").WaitForAsync();
        await Assertions.Expect(page.Locator("dialog button")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#mot-commentaire")).ToBeFocusedAsync();
        await page.GoAndPressAsync(".qp-k-acts button:first-child");
        await page.GoAndPressAsync(".qp-k-acts button:first-child");
        await Assertions.Expect(page.Locator("#mot-commentaire")).ToHaveValueAsync("2 guichets");
        await page.Context.SetOfflineAsync(true);
        await page.GoAndPressAsync(".qp-k-btn--go");
        await page.Locator(".qp-k-thanks").WaitForAsync();
        var kept = Assert.Single(await page.KeptAsync()).GetProperty("answer");
        Assert.Equal((language, "complete", 8), (kept.GetProperty("language").GetString(), kept.GetProperty("outcome").GetString(), kept.GetProperty("answers").EnumerateObject().Count()));
        await page.GoAndPressAsync(".qp-k-foot .qp-k-btn");
        await page.Locator(KioskSteps.First).First.WaitForAsync();

        await page.GoAndPressAsync(".qp-k-tool[lang]");
        await page.Keyboard.TypeAsync(kiosk.Pin);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Service de la borne");
        await page.TabToAsync("#bas");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("#bas")).ToBeCheckedAsync();
        await page.GoAndPressAsync(".qp-k-acts--many button:nth-child(3)");
        await Assertions.Expect(page.Locator("#code")).ToBeVisibleAsync();
        await page.GoAndPressAsync(".qp-k-acts button:first-child");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
    }

    [Theory]
    [InlineData("#contenu", "Contenu")]
    [InlineData("#menu", "Menu")]
    [InlineData("#pied", "Pied de page")]
    public async Task One_skips_to(string place, string link)
    {
        var page = await system.OpenAsync("/contact");
        await page.TabToAsync($".fr-skiplinks a[href='{place}']");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true })).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(place)).ToBeFocusedAsync();
    }

    private static async Task SwitchEachAsync(IPage page)
    {
        foreach (var mode in (string[])["larger", "contrast", "low"])
        {
            var tool = page.Locator($".qp-k-tool--{mode}");
            if (!await tool.IsVisibleAsync()) continue;
            await page.GoAndPressAsync($".qp-k-tool--{mode}");
            await Assertions.Expect(tool).ToHaveAttributeAsync("aria-pressed", "true");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(tool).ToHaveAttributeAsync("aria-pressed", "false");
        }
    }
}
