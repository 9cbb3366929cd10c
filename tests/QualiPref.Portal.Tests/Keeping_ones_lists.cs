using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>The lists that a handler comes back to, and what happens in them while they are shown.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Keeping_ones_lists(PortalSystem system)
{
    [Fact]
    public async Task A_list_is_kept_under_a_name_and_says_when_its_cases_have_changed_while_nothing_ticked_is_lost()
    {
        var (word, name) = ($"liste{Guid.NewGuid():N}", $"Étampes {Guid.NewGuid().ToString()[..8]}");
        var (first, second) = (await system.FileAsync("91-ETAMPES", $"Un {word}"), await system.FileAsync("91-ETAMPES", $"Deux {word}"));
        var page = await system.SignInAsync("handler", "/reclamations");
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/reclamations?status=&q={word}&sort=-receivedOn");
        await page.Locator("summary", new() { HasText = "Mes listes" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder cette liste" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#ViewName");
        await page.GetByLabel("Garder cette liste sous le nom").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder cette liste" }).ClickAsync();
        await Assertions.Expect(page.Locator("nav[aria-label='Mes listes'] a[aria-current]")).ToHaveTextAsync(name);
        await page.GotoAsync("/reclamations");
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Accessibility.HoldsAtEveryWidthAsync(page, "reclamations listes gardees");
        await page.SetViewportSizeAsync(1280, 900);

        await page.Locator($"input[value='{second}']").CheckAsync();
        await system.MoveAsync(first, "qualify");
        await page.Clock.FastForwardAsync(30_000);
        await Assertions.Expect(page.Locator("[data-marks]")).ToContainTextAsync("Un dossier a changé.");
        await Assertions.Expect(page.Locator($"input[value='{second}']")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Actualiser la liste" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-marks]")).ToHaveTextAsync("");
        await Assertions.Expect(page.Locator($"tr[data-case='{first}']")).ToContainTextAsync("Qualifiée");

        // Another person has lists of their own.
        var other = await system.SignInAsync("admin", "/reclamations");
        await Assertions.Expect(other.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
        await page.Locator("summary", new() { HasText = "Mes listes" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Retirer «\u00A0{name}\u00A0»" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_case_that_is_open_says_when_somebody_changed_it_and_keeps_what_is_typed()
    {
        var id = await system.FileAsync("91-ETAMPES", "Changé ailleurs");
        var page = await system.SignInAsync("handler", "/reclamations");
        await page.Clock.InstallAsync();
        await page.GotoAsync($"/reclamations/{id}");
        await page.Locator("#answer-subject").FillAsync("Ma réponse");
        await system.MoveAsync(id, "qualify");
        await page.Clock.FastForwardAsync(20_000);
        await Assertions.Expect(page.Locator("#presence")).ToContainTextAsync("Ce dossier a changé depuis que vous l'avez ouvert");
        await Assertions.Expect(page.Locator("#answer-subject")).ToHaveValueAsync("Ma réponse");
    }
}
