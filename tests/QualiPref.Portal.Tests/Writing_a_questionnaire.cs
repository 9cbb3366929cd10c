using System.Globalization;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Writing_a_questionnaire(PortalSystem system)
{
    /// <summary>All of it without a script, by one person, on the real services.</summary>
    [Fact]
    public async Task It_is_drafted_previewed_published_and_asked_in_a_wave()
    {
        var code = $"essai-{Guid.NewGuid():N}"[..20];
        var page = await system.SignInAsync("quality", "/questionnaires", javaScript: false);
        await page.GetByLabel("Code du questionnaire").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer le brouillon" }).ClickAsync();
        await FillHeadAsync(page);
        await AddFacesAsync(page);
        await AddReasonsAsync(page);
        await PreviewAsync(page);
        await PublishAsync(page);
        await DeclareWaveAsync(page, code);
    }

    [Long, Fact]
    public async Task Its_pages_are_accessible_with_their_faults_and_fit()
    {
        var page = await system.SignInAsync("quality", "/questionnaires");
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer le brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a").First).ToHaveAttributeAsync("href", "#Code");
        await Accessibility.HoldsAtEveryWidthAsync(page, "questionnaires en erreur");
        await page.GetByLabel("Partir d'une version").SelectOptionAsync("accueil-general/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer le brouillon" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre avis sur notre accueil");
        await page.GetByLabel("Ajouter une question").SelectOptionAsync("grades10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("note de 0 à 10");
        await Accessibility.HoldsAtEveryWidthAsync(page, "question d'un brouillon");
        await page.GetByRole(AriaRole.Link, new() { Name = "Votre avis sur notre accueil" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("avant la publication");
        await Accessibility.HoldsAtEveryWidthAsync(page, "brouillon");
        await page.GotoAsync("/questionnaires/vagues");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déclarer la vague" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "vagues en erreur");
        foreach (var (language, device) in ((string, string)[])[("fr", "borne"), ("ar", "telephone")])
        {
            await page.GotoAsync($"/questionnaires/versions/accueil-general/1?langue={language}&appareil={device}");
            await Accessibility.HoldsAtEveryWidthAsync(page, $"apercu {language} {device}");
        }
    }

    private static async Task FillHeadAsync(IPage page)
    {
        foreach (var language in (string[])["es", "pt", "ar"]) await page.Locator($"#langue-{language}").UncheckAsync();
        await page.GetByLabel("Titre en français").FillAsync("Accueil en bref");
        await page.GetByLabel("Titre en anglais").FillAsync("Welcome in short");
        await page.GetByLabel("Introduction en français").FillAsync("Vos réponses sont anonymes.");
        await page.GetByLabel("Introduction en anglais").FillAsync("Your answers are anonymous.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer l'en-tête" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accueil en bref");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("« essai-");
    }

    private static async Task AddFacesAsync(IPage page)
    {
        await AddAsync(page, "faces3");
        await page.GetByLabel("Question en français").FillAsync("Content de votre visite ?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la question" }).ClickAsync();
        // The English is missing: it is kept all the same, and said.
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Content de votre visite ?" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "« question-1 » n'a pas de texte en « en »." }).ClickAsync();
        await page.GetByLabel("Question en anglais").FillAsync("Happy with your visit?");
        await page.Locator("#code").FillAsync("visite");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la question" }).ClickAsync();
    }

    private static async Task AddReasonsAsync(IPage page)
    {
        await AddAsync(page, "multi");
        await page.GetByLabel("Question en français").FillAsync("Pourquoi ?");
        await page.GetByLabel("Question en anglais").FillAsync("Why?");
        foreach (var (row, option) in ((int, string)[])[(0, "attente"), (1, "locaux")])
        {
            await page.Locator($"#option-{row}-code").FillAsync(option);
            await page.Locator($"#option-{row}-fr").FillAsync(option);
            await page.Locator($"#option-{row}-en").FillAsync($"{option} (en)");
        }
        await page.GetByText("Ne poser cette question que selon une réponse précédente").ClickAsync();
        await page.GetByLabel("Pas bien").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la question" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("posée selon la réponse à visite");
    }

    private static async Task PreviewAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir l'aperçu" }).ClickAsync();
        await page.GetByLabel("Langue").SelectOptionAsync("en");
        await page.GetByLabel("Appareil").SelectOptionAsync("telephone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-preview--phone[lang=en]").First).ToContainTextAsync("Happy with your visit?");
        Assert.Equal(3, await page.Locator(".qp-preview .qp-face").CountAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Accueil en bref" }).ClickAsync();
    }

    private static async Task PublishAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier la version 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accueil en bref, version 1");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Version 1 publiée");
    }

    private static async Task DeclareWaveAsync(IPage page, string code)
    {
        var (first, last) = (SiteCalendar.Today.AddDays(40), SiteCalendar.Today.AddDays(50));
        await page.GotoAsync("/questionnaires/vagues");
        await page.GetByLabel("Code de la vague").FillAsync(code);
        await page.GetByLabel("Nom de la vague").FillAsync("Vague d'essai");
        await page.GetByLabel("Questionnaire").SelectOptionAsync($"{code}/1");
        await page.Locator("#site-91-ETAMPES").CheckAsync();
        await page.GetByLabel("Premier jour").FillAsync(first.ToString("O", CultureInfo.InvariantCulture));
        await page.GetByLabel("Dernier jour").FillAsync(last.ToString("O", CultureInfo.InvariantCulture));
        await page.GetByLabel("Méthode déclarée").SelectOptionAsync("random");
        await page.GetByRole(AriaRole.Button, new() { Name = "Déclarer la vague" }).ClickAsync();
        await Assertions.Expect(page.Locator("main dl")).ToContainTextAsync("Prévue");
        await page.GetByText("Arrêter la vague avant son terme").ClickAsync();
        await page.GetByLabel("Raison de l'arrêt").FillAsync("Travaux");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter la vague", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main dl")).ToContainTextAsync("Arrêtée avant son terme");
    }

    private static async Task AddAsync(IPage page, string kind)
    {
        await page.GetByLabel("Ajouter une question").SelectOptionAsync(kind);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter", Exact = true }).ClickAsync();
    }
}
