using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Working_on_a_case(PortalSystem system)
{
    [Fact]
    public async Task A_handler_finds_qualifies_answers_and_closes_without_javascript()
    {
        var subject = $"À traiter {Guid.NewGuid():N}";
        var id = await system.FileAsync("91-ETAMPES", subject);
        var page = await system.SignInAsync("handler", "/reclamations", javaScript: false);
        await page.GetByText("Filtrer la liste ou la trier").ClickAsync();
        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filtrer" }).ClickAsync();
        Assert.Contains("site=91-ETAMPES", page.Url, StringComparison.Ordinal);
        await page.Locator($"tr:has-text('{subject}') a").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Réponse attendue au plus tard le");

        await page.TakeAsync("qualify", async form => await form.GetByLabel("Motif").SelectOptionAsync("attente"), "Qualifier");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Qualifiée");
        await page.TakeAsync("answer", DeskSteps.AnswerAsync, "Enregistrer la réponse");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("dans le délai");
        await page.TakeAsync("close", async form => await form.GetByLabel("Conclusion").SelectOptionAsync("founded"), "Clore");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Close");
        // Through all of it the list that the case was opened from is known.
        Assert.Contains($"/reclamations/{id}?liste=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_can_be_taken_without_javascript()
    {
        await system.AdmitAsync("Camille Bertin", "handler", "91-ETAMPES");
        var main = await system.FileAsync("91-ETAMPES", "Le dossier principal");
        var page = await system.SignInAsync("handler", $"/reclamations/{main}", javaScript: false);
        var reference = await page.Locator("main .qp-reference").InnerTextAsync();
        await page.GotoAsync($"/reclamations/{await LetterAsync()}");
        await page.TakeAsync("acknowledge", DeskSteps.Nothing, "Enregistrer l'accusé de réception");
        await page.TakeAsync("qualify", form => form.GetByLabel("Motif").SelectOptionAsync("attente"), "Qualifier");
        await page.TakeAsync("assign", form => form.GetByLabel("Attribuer à").SelectOptionAsync("Camille Bertin"), "Attribuer");
        await page.TakeAsync("set-aside", DeskSteps.SetAsideAsync, "Mettre de côté jusqu'à une date");
        await Assertions.Expect(page.Locator("#de-cote")).ToContainTextAsync("Une pièce est attendue.");
        await page.TakeAsync("take-up", DeskSteps.Nothing, "Reprendre le dossier mis de côté");
        await Assertions.Expect(page.Locator("#de-cote")).ToHaveCountAsync(0);
        await page.TakeAsync("request-information", form => form.GetByLabel("Ce qui manque").FillAsync("Votre numéro de dossier."), "Enregistrer une demande de complément");
        await page.TakeAsync("resume", DeskSteps.Nothing, "Reprendre après le complément");
        await page.TakeAsync("hold", DeskSteps.HoldAsync, "Enregistrer une réponse d'attente");
        await page.TakeAsync("answer", DeskSteps.AnswerAsync, "Enregistrer la réponse");
        await page.TakeAsync("close", form => form.GetByLabel("Conclusion").SelectOptionAsync("founded"), "Clore");
        await page.TakeAsync("reopen", DeskSteps.WhyAsync, "Rouvrir");
        await page.TakeAsync("correct", DeskSteps.CorrectAsync, "Corriger l'enregistrement");
        await page.TakeAsync("merge", form => DeskSteps.MergeAsync(form, reference), "Joindre à une autre réclamation");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "le dossier principal" })).ToHaveAttributeAsync("href", $"/reclamations/{main}");
        await page.TakeAsync("unmerge", DeskSteps.WhyAsync, "Annuler la jonction");
        await page.TakeAsync("transfer", DeskSteps.TransferAsync, "Orienter vers un autre organisme");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Mairie d'essai");
        await Assertions.Expect(page.Locator(".qp-timeline")).ToContainTextAsync("Canal : Courriel (avant : Courrier)");

        await page.GotoAsync($"/reclamations/{await LetterAsync()}");
        await page.TakeAsync("reject", DeskSteps.WhyAsync, "Écarter");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Écartée");

        await page.GotoAsync($"/reclamations/{await LetterAsync()}");
        await NoteWhatIsNoStepAsync(page);
    }

    // What the motive asks for, what goes on elsewhere, a second case.
    private static async Task NoteWhatIsNoStepAsync(IPage page)
    {
        await page.TakeAsync("qualify", form => form.GetByLabel("Motif").SelectOptionAsync("decision"), "Qualifier");
        await page.SendStepAsync("answer", DeskSteps.AnswerAsync, "Enregistrer la réponse");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Voies et délais de recours rappelés à la personne");
        var checks = page.Locator("section:has(> #verifier)");
        await checks.GetByRole(AriaRole.Button, new() { Name = "Fait : Vérifié" }).ClickAsync();
        await checks.Locator("summary").ClickAsync();
        await checks.GetByRole(AriaRole.Button, new() { Name = "Noter qu'elle est sans objet" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#check-voies-et-delais-CheckReason");
        await checks.GetByLabel("Pourquoi").FillAsync("Aucune décision n'a été prise.");
        await checks.GetByRole(AriaRole.Button, new() { Name = "Noter qu'elle est sans objet" }).ClickAsync();
        await Assertions.Expect(checks).ToContainTextAsync("Sans objet : Aucune décision n'a été prise. (Gestionnaire des réclamations");

        var elsewhere = page.Locator("section:has(> #procedures)");
        await elsewhere.Locator("summary").ClickAsync();
        await elsewhere.GetByLabel("Procédure").SelectOptionAsync("defenseur-des-droits");
        await elsewhere.GetByLabel("Ouverte le").FillAsync($"{SiteCalendar.Today:yyyy-MM-dd}");
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Noter cette procédure" }).ClickAsync();
        await Assertions.Expect(page.Locator("#action-close")).ToContainTextAsync("En cours ailleurs : Défenseur des droits.");
        await elsewhere.GetByLabel("Terminée le").FillAsync($"{SiteCalendar.Today:yyyy-MM-dd}");
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Noter la fin" }).ClickAsync();
        await Assertions.Expect(page.Locator("#action-close")).Not.ToContainTextAsync("En cours ailleurs");

        var reference = await page.Locator("main .qp-reference").InnerTextAsync();
        var split = page.Locator("#diviser");
        await split.Locator("summary").ClickAsync();
        await split.GetByLabel("Motif du second dossier").SelectOptionAsync("horaires");
        await split.GetByLabel("Ce que la personne en dit").FillAsync("Le guichet était fermé.");
        await split.GetByRole(AriaRole.Button, new() { Name = "Créer le second dossier" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-timeline")).ToContainTextAsync(reference);
        await page.GetByRole(AriaRole.Link, new() { Name = "le premier dossier" }).ClickAsync();
        await Assertions.Expect(page.Locator("main .qp-reference")).ToHaveTextAsync(reference);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "le second dossier" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("91-ETAMPES-1999-000001", "Aucun dossier de vos sites n'a cette référence.")]
    [InlineData(null, "On ne peut pas joindre une réclamation à elle-même")]
    public async Task A_merge_that_is_refused_says_so_at_the_reference(string? reference, string sentence)
    {
        var page = await system.SignInAsync("handler", $"/reclamations/{await system.FileAsync("91-ETAMPES", "À joindre")}", javaScript: false);
        var action = page.Locator("#action-merge");
        await action.Locator("summary").ClickAsync();
        await DeskSteps.MergeAsync(action, reference ?? await page.Locator("main .qp-reference").InnerTextAsync());
        await action.GetByRole(AriaRole.Button, new() { Name = "Joindre à une autre réclamation" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#merge-into");
        await Assertions.Expect(page.Locator("#merge-into-erreur")).ToContainTextAsync(sentence);
        await Assertions.Expect(page.Locator("#merge-reason")).ToHaveValueAsync("Même sujet.");
    }

    [Fact]
    public async Task The_second_of_two_handlers_sees_the_change_and_loses_nothing()
    {
        await system.AdmitAsync("Camille Bertin", "handler", "91-ETAMPES");
        var id = await system.FileAsync("91-ETAMPES", "À deux");
        var first = await system.SignInAsync("handler", $"/reclamations/{id}");
        var second = await system.SignInAsync("handler", $"/reclamations/{id}");
        await first.TakeAsync("assign", form => form.GetByLabel("Attribuer à").SelectOptionAsync("Camille Bertin"), "Attribuer");

        var form = second.Locator("#action-answer");
        await DeskSteps.AnswerAsync(form);
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse" }).ClickAsync();

        await Assertions.Expect(second.Locator("#conflit")).ToContainTextAsync("Ce dossier a été modifié entre-temps");
        await Assertions.Expect(second.Locator("#conflit li")).ToContainTextAsync("par Gestionnaire des réclamations");
        await Assertions.Expect(second.Locator("#conflit li")).ToContainTextAsync("Attribuée à : Camille Bertin.");
        await Assertions.Expect(second.Locator("dl").First).ToContainTextAsync("Camille Bertin");
        await Assertions.Expect(second.Locator("#answer-body")).ToHaveValueAsync("Nous avons ouvert un second guichet.");
        await Accessibility.HoldsAtEveryWidthAsync(second, "dossier en conflit");
        await second.Locator("#action-answer").GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse" }).ClickAsync();
        await Assertions.Expect(second.Locator("dl").First).ToContainTextAsync("Réponse enregistrée");
    }

    [Fact]
    public async Task What_was_typed_is_shown_when_the_step_is_no_longer_possible()
    {
        var id = await system.FileAsync("91-ETAMPES", "Trop tard");
        var first = await system.SignInAsync("handler", $"/reclamations/{id}");
        var second = await system.SignInAsync("handler", $"/reclamations/{id}");
        await first.TakeAsync("answer", DeskSteps.AnswerAsync, "Enregistrer la réponse");

        var form = second.Locator("#action-answer");
        await form.GetByLabel("Objet de la réponse").FillAsync("Autre objet");
        await form.GetByLabel("Texte de la réponse").FillAsync("Un long texte à ne pas perdre.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse" }).ClickAsync();
        await Assertions.Expect(second.Locator("#conflit")).ToContainTextAsync("Un long texte à ne pas perdre.");
        await Accessibility.HoldsAtEveryWidthAsync(second, "dossier etape impossible");
    }

    [Fact]
    public async Task A_refused_step_keeps_the_text_and_names_the_field()
    {
        var id = await system.FileAsync("91-ETAMPES", "Incomplet");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Texte de la réponse").FillAsync("Sans objet.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#answer-subject");
        await Assertions.Expect(page.Locator("#answer-body")).ToHaveValueAsync("Sans objet.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier en erreur");
    }

    [Fact]
    public async Task The_proof_of_the_date_due_is_one_click_away()
    {
        var id = await system.FileAsync("91-ETAMPES", "Échéance");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir le calcul de l'échéance" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr").Last.Locator("td").First).ToHaveTextAsync("15");
    }

    [Theory]
    [InlineData("agent", "/reclamations")]
    [InlineData("handler", "/indicateurs")]
    [InlineData("agent", "/bilans")]
    public async Task A_page_beyond_ones_role_is_refused(string role, string path)
    {
        var page = await system.SignInAsync(role, "/");
        var response = await page.GotoAsync(path);
        Assert.Equal(403, response!.Status);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Accès refusé");
    }

    [Fact]
    public async Task The_session_is_no_key_to_the_api()
    {
        var page = await system.SignInAsync("admin", "/");
        var answer = await page.APIRequest.GetAsync("/api/complaints/v1/complaints");
        Assert.Equal(401, answer.Status);
        var cookie = (await page.Context.CookiesAsync()).Single(one => one.Name == "qualipref-session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    private async Task<Guid> LetterAsync()
    {
        using var agent = system.Call("agent");
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = "91-ETAMPES",
            kind = "complaint",
            channel = "letter",
            subject = "Un courrier",
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Usager 12", postalAddress = "1 rue de l'Exemple", language = "fr" },
        });
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
