using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class The_shell(PortalSystem system)
{
    [Fact]
    public async Task Names_page_section_and_service_and_shows_the_way()
    {
        var page = await system.OpenAsync("/contact", javaScript: false);
        foreach (var (path, title) in new[]
        {
            ("/contact", "Contact — Informations pratiques — QualiPref"),
            ("/reclamation", "Faire une réclamation ou une suggestion — Réclamations et suggestions — QualiPref"),
            ("/connexion", "Accès des agents — Espace des agents — QualiPref"),
            ("/n-existe-pas", "Page introuvable — QualiPref"),
            ("/acces-refuse", "Accès refusé — QualiPref"),
        })
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page).ToHaveTitleAsync(title);
            await Assertions.Expect(page.Locator("nav[aria-label='Vous êtes ici'] [aria-current=page]")).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator("h1")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task Has_no_link_that_leads_nowhere()
    {
        var page = await system.OpenAsync("/plan-du-site", javaScript: false);
        var links = await page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('a')].map(one => one.getAttribute('href')))]");
        Assert.True(links.Length >= 12, $"Only {links.Length} links.");
        foreach (var link in links)
        {
            if (link.StartsWith('#')) Assert.Equal(1, await page.Locator(link).CountAsync());
            else Assert.Equal(200, (await page.APIRequest.GetAsync(link)).Status);
        }
    }

    [Fact]
    public async Task Folds_its_menu_in_a_narrow_window_and_opens_it_without_script()
    {
        var page = await system.OpenAsync("/contact", javaScript: false, width: 360, height: 740);
        var link = page.Locator("#menu").GetByRole(AriaRole.Link, new() { Name = "Suivre ma demande" });
        await Assertions.Expect(link).ToBeHiddenAsync();
        await page.GoAndPressAsync(".fr-skiplinks a[href='#menu']");
        await Assertions.Expect(page.Locator("#menu")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(link).ToBeVisibleAsync();
        await page.GoAndPressAsync("#menu a[href='/suivi']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Suivre ma demande");
    }

    [Fact]
    public async Task Tells_who_is_refused_what_to_do()
    {
        // A session of its own: it is ended, at the provider too, which would else lead back as the same person.
        var page = await system.OpenAsync("/connexion?retour=/");
        await page.SignInAsAsync("agent");
        await page.ArrivesAtAsync(system.Address + "/", ends: true);
        Assert.Equal(403, (await page.GotoAsync("/bilans"))!.Status);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Agent d'accueil");
        await page.GetByRole(AriaRole.Link, new() { Name = "déconnectez-vous" }).ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.ArrivesAtAsync(system.Address + "/", ends: true);
        await page.GotoAsync("/bilans");
        await page.SignInAsAsync("quality");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Bilans");
    }

    [Fact]
    public async Task Prints_the_receipt_without_menus_and_buttons()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.GetByLabel("Site concerné").SelectOptionAsync("91-ETAMPES");
        await page.Locator("#Form-Text").FillAsync("À imprimer.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        await page.Locator("#code-suivi").WaitForAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("#code-suivi")).ToBeVisibleAsync();
        foreach (var left in new[] { "#menu", "#pied", "nav[aria-label='Vous êtes ici']", "main .fr-btn" }) await Assertions.Expect(page.Locator(left)).ToBeHiddenAsync();
    }
}
