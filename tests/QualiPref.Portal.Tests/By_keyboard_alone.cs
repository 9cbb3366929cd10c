using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

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

        await page.GoAndPressAsync("main button[type=submit]");
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
        await page.GoAndPressAsync("main button[type=submit]");
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
        var step = page.Locator(".qp-borne__step");
        await Assertions.Expect(step).ToHaveTextAsync("Pregunta 1 de 8");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Digit2");
        await Assertions.Expect(page.Locator("input[value=satisfait]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("input[value=peu-satisfait]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(step).ToHaveTextAsync("Pregunta 2 de 8");

        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("input[value=non-concerne]")).ToBeCheckedAsync();
        // A keypad whose digits are switched off sends End: no answer.
        await page.Keyboard.PressAsync("Numpad1");
        await Assertions.Expect(page.Locator("input[value=non-concerne]")).ToBeCheckedAsync();
        // The first digit of a French keyboard, without Shift.
        await page.Locator("input[value=non-concerne]").DispatchEventAsync("keydown", new { code = "Digit1", key = "&", bubbles = true });
        await Assertions.Expect(page.Locator("input[value=tres-satisfait]")).ToBeCheckedAsync();
        for (var question = 3; question <= 8; question++)
        {
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(step).ToHaveTextAsync($"Pregunta {question} de 8");
            if (question < 8) await page.Keyboard.PressAsync("Digit1");
        }
        await page.GoAndTypeAsync("textarea", "Muy amables, 2 ventanillas.");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync("Muy amables, 2 ventanillas.");
        await page.GoAndPressAsync("button[type=submit]");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Gracias, su opinión ha quedado registrada");
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
}
