using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class The_desk_by_single_keys(PortalSystem system)
{
    private readonly string _subject = $"Touches{Guid.NewGuid():N}";

    [Fact]
    public async Task Goes_through_the_rows_ticks_them_and_opens_one_and_the_next()
    {
        var page = await ListAsync();
        await PressAsync(page, "j", "x", "j");
        await Assertions.Expect(page.Locator("[data-ticked]")).ToHaveTextAsync("1 coché");
        await PressAsync(page, "x");
        await Assertions.Expect(page.Locator("[data-ticked]")).ToHaveTextAsync("2 cochés");
        await PressAsync(page, "Escape");
        await Assertions.Expect(page.Locator("[data-ticked]")).ToBeHiddenAsync();

        await PressAsync(page, "k", "Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{_subject} 0");
        await PressAsync(page, "j");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{_subject} 1");
        await Assertions.Expect(page.Locator("a[rel=next]")).ToHaveCountAsync(0);
        await PressAsync(page, "u");
        await Assertions.Expect(page.Locator("[data-rows] tbody tr")).ToHaveCountAsync(2);
        Assert.Contains($"q={_subject}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opens_the_form_of_a_step_at_its_first_field_where_letters_are_letters()
    {
        var page = await ListAsync();
        await PressAsync(page, "j", "Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{_subject} 0");
        await PressAsync(page, "r");
        await Assertions.Expect(page.Locator("#answer-modele")).ToBeFocusedAsync();
        await page.GetByLabel("Objet de la réponse").FocusAsync();
        await page.Keyboard.TypeAsync("jkux?:");
        await Assertions.Expect(page.GetByLabel("Objet de la réponse")).ToHaveValueAsync("jkux?:");
        await Assertions.Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Lists_its_keys_and_forgets_them_on_this_device_when_told_to()
    {
        var page = await ListAsync();
        await PressAsync(page, "?");
        var keys = page.Locator("#raccourcis");
        await Assertions.Expect(keys).ToBeVisibleAsync();
        await Assertions.Expect(keys.Locator("dl")).ToContainTextAsync("Ligne suivante");
        await Assertions.Expect(keys.Locator("dl")).ToContainTextAsync("Saisir une fiche");
        await Accessibility.FindsNothingAsync(page, "raccourcis clavier");
        await keys.GetByLabel("Utiliser les touches seules").UncheckAsync();
        await keys.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();

        await page.ReloadAsync();
        await PressAsync(page, "j", "x", "?");
        await Assertions.Expect(page.Locator("[data-rows] tbody input:checked")).ToHaveCountAsync(0);
        await Assertions.Expect(keys).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Raccourcis clavier" }).ClickAsync();
        await Assertions.Expect(keys).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Does_what_is_typed_in_the_line_of_commands()
    {
        var page = await ListAsync();
        await PressAsync(page, ":");
        await page.Keyboard.TypeAsync("equip");
        await Assertions.Expect(page.Locator("#choix-commandes [aria-selected=true]")).ToHaveTextAsync("L'équipe");
        await Accessibility.FindsNothingAsync(page, "ligne de commande");
        await PressAsync(page, "Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("L'équipe");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Personne");
    }

    private async Task<IPage> ListAsync()
    {
        for (var place = 0; place < 2; place++) await system.FileAsync("91-ETAMPES", $"{_subject} {place}");
        return await system.SignInAsync("handler", $"/reclamations?q={_subject}");
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        // The scripts of a page that was just opened are there once it has loaded.
        await page.WaitForLoadStateAsync(LoadState.Load);
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
    }
}
