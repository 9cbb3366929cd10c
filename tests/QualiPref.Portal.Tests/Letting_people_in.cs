using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>What an administrator does about who works here.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Letting_people_in(PortalSystem system)
{
    [Fact]
    public async Task Who_waits_is_seen_and_let_in_without_javascript()
    {
        await system.ComeUnknownAsync("Léa Fournier");
        var page = await system.SignInAsync("admin", "/acces", javaScript: false);
        await Assertions.Expect(page.Locator(".fr-alert--warning")).ToContainTextAsync("votre décision");
        await page.GetByRole(AriaRole.Link, new() { Name = "Léa Fournier" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("En attente");

        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les rôles" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Choisissez au moins un rôle");
        await page.GetByLabel("Rôle 1", new() { Exact = true }).SelectOptionAsync("Gestionnaire des réclamations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les rôles" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Choisissez où vaut le rôle « Gestionnaire des réclamations »");
        await page.GetByLabel("Où vaut le rôle 1").SelectOptionAsync("Réseau Essonne");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les rôles" }).ClickAsync();

        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Actif");
        await page.GotoAsync("/acces?q=fournier");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("Gestionnaire des réclamations, réseau Essonne");
    }

    [Fact]
    public async Task Somebody_is_invited_by_an_address_and_the_invitation_taken_back()
    {
        var page = await system.SignInAsync("admin", "/acces/invitation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Inviter", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveCountAsync(2);
        await page.Locator("#Nom").FillAsync("Hugo Marchand");
        await page.GetByLabel("Adresse électronique").FillAsync("Hugo.Marchand@exemple.invalid");
        await page.GetByLabel("Rôle 1", new() { Exact = true }).SelectOptionAsync("Agent d'accueil");
        await page.GetByLabel("Où vaut le rôle 1").SelectOptionAsync("Tous les sites");
        await Accessibility.HoldsAtEveryWidthAsync(page, "invitation en erreur");
        await page.GetByRole(AriaRole.Button, new() { Name = "Inviter", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Invité");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("hugo.marchand@exemple.invalid");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer l'invitation" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Parti");
    }

    [Fact]
    public async Task An_absence_with_who_stands_in_is_noted_and_removed()
    {
        var absent = await system.AdmitAsync("Nadia Roussel", "handler", "91-PALAISEAU");
        await system.AdmitAsync("Olivier Caron", "agent", "91-PALAISEAU");
        var page = await system.SignInAsync("admin", $"/acces/{absent}");
        await page.GetByLabel("Premier jour").FillAsync($"{SiteCalendar.Today:yyyy-MM-dd}");
        await page.GetByLabel("Dernier jour").FillAsync($"{SiteCalendar.Today.AddDays(-1):yyyy-MM-dd}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter l'absence" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveCountAsync(2);

        await page.GetByLabel("Dernier jour").FillAsync($"{SiteCalendar.Today.AddDays(3):yyyy-MM-dd}");
        await page.GetByLabel("Remplacé par").SelectOptionAsync("Olivier Caron");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter l'absence" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("remplacement par Olivier Caron");
        await Accessibility.HoldsAtEveryWidthAsync(page, "acces d'une personne absente");

        var desk = await system.SignInAsync("handler", $"/reclamations/{await system.FileAsync("91-PALAISEAU", "À attribuer")}");
        await Assertions.Expect(desk.Locator("#assign-assignee")).ToContainTextAsync("Nadia Roussel (absence, remplacement par Olivier Caron)");

        await page.GotoAsync($"/acces/{absent}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Supprimer" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("remplacement par");
    }

    [Fact]
    public async Task The_second_of_two_administrators_is_told_that_the_person_changed()
    {
        var person = await system.AdmitAsync("Sonia Perrin", "agent", "91-EVRY");
        var first = await system.SignInAsync("admin", $"/acces/{person}");
        var second = await system.SignInAsync("admin", $"/acces/{person}");
        await first.GetByRole(AriaRole.Button, new() { Name = "Mettre fin aux accès" }).ClickAsync();
        await Assertions.Expect(first.Locator("dl").First).ToContainTextAsync("Parti");

        await second.GetByLabel("Rôle 1", new() { Exact = true }).SelectOptionAsync("Administrateur");
        await second.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les rôles" }).ClickAsync();

        await Assertions.Expect(second.Locator("#erreurs")).ToContainTextAsync("Cette fiche a changé depuis que vous l'avez ouverte");
        await Assertions.Expect(second.Locator("dl").First).ToContainTextAsync("Parti");
    }

    [Fact]
    public async Task Somebody_is_invited_by_keys_alone()
    {
        var page = await system.SignInAsync("admin", "/acces");
        await page.GoAndPressAsync("main a[href='/acces/invitation']");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Inviter quelqu'un");
        await page.GoAndTypeAsync("#Nom", "Ines Lambert");
        await page.GoAndTypeAsync("#Adresse", "ines.lambert@exemple.invalid");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Ines Lambert");
    }
}
