using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Standard letters are written, looked at and taken to the users' committee.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Keeping_standard_letters(PortalSystem system)
{
    [Theory]
    [InlineData("/courriers-types", "courriers types")]
    [InlineData("/courriers-types/reponse-fondee", "courrier type")]
    [InlineData("/courriers-types/reponse-attente?langue=ar&version=1", "courrier type arabe")]
    [InlineData("/courriers-types/recours?dossier=91-EVRY-1999-000001", "courrier type sans dossier")]
    [InlineData("/courriers-types/p-excuses", "paragraphe type")]
    [InlineData("/courriers-types/modifier", "courrier type nouveau")]
    [InlineData("/courriers-types/modifier/accuse-reception", "courrier type a modifier")]
    public async Task Every_page_is_accessible_and_fits(string path, string name) =>
        await Accessibility.HoldsAtEveryWidthAsync(await system.LookAtAsync(path, "quality"), name);

    [Fact]
    public async Task A_letter_is_written_submitted_validated_and_withdrawn_without_javascript()
    {
        var code = $"essai-{Guid.NewGuid():N}"[..20];
        var page = await system.SignInAsync("quality", "/courriers-types", javaScript: false);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Écrire un courrier type" }).ClickAsync();
        await page.GetByLabel("Code").FillAsync(code);
        await page.GetByLabel("Titre").FillAsync("Courrier d'essai");
        await page.GetByLabel("Objet en français").FillAsync("Votre dossier {{ reference }}");
        await page.GetByLabel("Texte en français").FillAsync("Bonjour {{ inconnu }},");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#body-fr");
        await Assertions.Expect(page.Locator("#body-fr-erreur")).ToContainTextAsync("Champ inconnu : « inconnu »");
        await page.GetByLabel("Texte en français").FillAsync("Bonjour {{ nom }},");
        await SaveAsync(page);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Courrier d'essai");
        await Assertions.Expect(page.Locator(".qp-letter")).ToContainTextAsync("Bonjour Personne d'essai,");

        await page.GetByRole(AriaRole.Button, new() { Name = "Soumettre au comité" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("soumise au comité");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter la validation" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#validate-1-CommitteeOn");
        await page.GetByLabel("Date de l'avis du comité").FillAsync("2026-06-30");
        await page.GetByLabel("Avis du comité (facultatif)").FillAsync("Plus court.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter la validation" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Version 1, validée");
        await Assertions.Expect(page.Locator("#version-1")).ToContainTextAsync("avis du 30 juin 2026");

        await page.GetByRole(AriaRole.Link, new() { Name = "Écrire la version suivante" }).ClickAsync();
        await page.GetByText("Texte en anglais").First.ClickAsync();
        await page.GetByLabel("Objet en anglais").FillAsync("Your file");
        await page.GetByLabel("Texte en anglais").FillAsync("Hello,");
        await SaveAsync(page);
        // The committee has not seen it: handlers keep to the version before.
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Version 1, validée");
        await page.Locator("#version-1 > summary").ClickAsync();
        await page.Locator("#version-1").GetByLabel("Raison du retrait").FillAsync("Texte trop long.");
        await page.Locator("#version-1").GetByRole(AriaRole.Button, new() { Name = "Retirer cette version" }).ClickAsync();
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Version 2, projet pas encore validé");
    }

    [Fact]
    public async Task A_letter_is_looked_at_with_the_data_of_a_case()
    {
        var id = await system.FileAsync("91-ETAMPES", "Pour un aperçu");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        var reference = await page.Locator("main .qp-reference").First.InnerTextAsync();
        await page.GotoAsync("/courriers-types/remerciement-suggestion");
        await page.GetByLabel("Référence d'un dossier").FillAsync(reference);
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-letter")).ToContainTextAsync("Pour un aperçu");
        await Assertions.Expect(page.Locator(".qp-letter")).ToContainTextAsync(reference);
        await Assertions.Expect(page.Locator("section[aria-labelledby=apercu]")).ToContainTextAsync("Restent à compléter par qui écrit le courrier : mesure prise");
    }

    [Fact]
    public async Task A_handler_submits_and_does_not_speak_for_the_committee()
    {
        var page = await system.SignInAsync("handler", "/courriers-types/cloture-sans-reponse");
        Assert.Equal(1, await page.GetByRole(AriaRole.Button, new() { Name = "Soumettre au comité" }).CountAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Retirer cette version" }).CountAsync());
    }

    [Fact]
    public async Task The_second_of_two_writers_keeps_what_they_wrote()
    {
        var first = await system.SignInAsync("handler", "/courriers-types/modifier/defenseur-droits");
        var second = await system.SignInAsync("handler", "/courriers-types/modifier/defenseur-droits");
        await first.GetByLabel("Titre").FillAsync("Le premier");
        await SaveAsync(first);
        await second.GetByLabel("Titre").FillAsync("Le second");
        await SaveAsync(second);
        await Assertions.Expect(second.Locator("#erreurs")).ToContainTextAsync("Quelqu'un a écrit une autre version entre-temps");
        await Assertions.Expect(second.GetByLabel("Titre")).ToHaveValueAsync("Le second");
        await Accessibility.HoldsAtEveryWidthAsync(second, "courrier type en conflit");
        await SaveAsync(second);
        await Assertions.Expect(second.Locator("h1")).ToHaveTextAsync("Le second");
    }

    [Fact]
    public async Task A_letter_is_written_and_submitted_by_keys_alone()
    {
        var code = $"clavier-{Guid.NewGuid():N}"[..20];
        var page = await system.SignInByKeysAsync("handler", "/courriers-types/modifier");
        await page.GoAndTypeAsync("#NewCode", code);
        await page.GoAndTypeAsync("#label", "Au clavier");
        await page.GoAndTypeAsync("#subject-fr", "Votre dossier");
        await page.GoAndTypeAsync("#body-fr", "Bonjour,");
        await page.GoAndPressAsync("main form[method=post] button[type=submit]");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Au clavier");
        await page.GoAndPressAsync("form[action*='handler=submit'] button");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("soumise au comité");
    }

    private static Task SaveAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le projet" }).ClickAsync();
}
