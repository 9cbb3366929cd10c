using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>What a handler does with a letter, and what the person then reads. No mail server is configured here: an agent brings what would be an e-mail.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Bringing_letters(PortalSystem system)
{
    [Fact]
    public async Task An_agent_notes_that_the_answer_was_brought_and_the_person_reads_it()
    {
        var filed = await FileAsync();
        await system.MoveAsync(filed.Id, "answer");
        var page = await system.SignInAsync("handler", $"/reclamations/{filed.Id}?liste=status%3Danswered", javaScript: false);
        await Assertions.Expect(Letters(page)).ToContainTextAsync("À remettre par vos soins");
        await Assertions.Expect(Letters(page)).ToContainTextAsync("L'envoi de courriels n'est pas configuré");
        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter qu'il a été remis" }).ClickAsync();

        await Assertions.Expect(Letters(page)).ToContainTextAsync("Remis par un agent");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Revenir à la liste" })).ToHaveAttributeAsync("href", "/reclamations?status=answered");
        var handler = await system.LookAtAsync($"/reclamations/{filed.Id}", "handler");
        await OpenAsync(handler);
        await Accessibility.HoldsAtEveryWidthAsync(handler, "dossier courrier remis");
        var person = await system.LookAtAsync("/suivi");
        await person.FollowAsync(filed.Code);
        await Assertions.Expect(person.Locator("main")).ToContainTextAsync("Un agent a noté qu'il vous l'a remise le");
        await Accessibility.HoldsAtEveryWidthAsync(person, "suivi réponse remise");
    }

    [Fact]
    public async Task An_answer_is_taken_back_and_the_case_is_open_again()
    {
        var filed = await FileAsync();
        await system.MoveAsync(filed.Id, "qualify");
        await system.MoveAsync(filed.Id, "answer");
        var page = await system.SignInAsync("handler", $"/reclamations/{filed.Id}", javaScript: false);
        await OpenAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre ce courrier" }).ClickAsync();

        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Le courrier est repris.");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Qualifiée");
        await Assertions.Expect(Letters(page)).ToContainTextAsync("Repris avant son départ");
        await Assertions.Expect(page.Locator(".qp-timeline")).ToContainTextAsync("Reprise d'un courrier avant son départ");
    }

    [Fact]
    public async Task A_letter_of_its_own_is_mended_where_it_is_wrong_and_written_once()
    {
        var filed = await FileAsync();
        var page = await system.SignInAsync("handler", $"/reclamations/{filed.Id}", javaScript: false);
        var form = page.Locator("#ecrire");
        await form.Locator("summary").ClickAsync();
        await form.GetByLabel("Texte").FillAsync("Le guichet est au premier étage.");
        await form.GetByLabel("De quelle manière").SelectOptionAsync("post");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce courrier" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveCountAsync(1);
        await Assertions.Expect(form.GetByLabel("Texte")).ToHaveValueAsync("Le guichet est au premier étage.");
        await form.GetByLabel("Objet").FillAsync("Une précision");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce courrier" }).ClickAsync();
        // The person gave no postal address.
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("La personne n'a pas donné d'adresse postale.");
        await form.GetByLabel("De quelle manière").SelectOptionAsync("hand");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer ce courrier" }).ClickAsync();

        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Le courrier est prêt");
        await Assertions.Expect(Letters(page).Locator("details")).ToHaveCountAsync(1);
        await Assertions.Expect(Letters(page)).ToContainTextAsync("Autre courrier");
    }

    [Fact]
    public async Task An_answer_leaves_by_the_way_that_was_chosen_if_the_person_can_be_reached_by_it()
    {
        var filed = await FileAsync();
        var page = await system.SignInAsync("handler", $"/reclamations/{filed.Id}", javaScript: false);
        var form = page.Locator("#action-answer");
        if (await form.GetAttributeAsync("open") is null) await form.Locator("summary").First.ClickAsync();
        await form.GetByLabel("Objet de la réponse").FillAsync("Votre attente");
        await form.GetByLabel("Texte de la réponse").FillAsync("Le guichet 4 rouvre.");
        await Assertions.Expect(form.GetByLabel("Comment part ce courrier").Locator("option").First).ToHaveTextAsync("Par le moyen que la personne a donné");
        await form.GetByLabel("Comment part ce courrier").SelectOptionAsync("post");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#answer-way");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("La personne n'a pas donné d'adresse postale.");
        await Assertions.Expect(form.GetByLabel("Comment part ce courrier")).ToHaveValueAsync("post");
        await form.GetByLabel("Comment part ce courrier").SelectOptionAsync("hand");
        await form.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la réponse", Exact = true }).ClickAsync();
        await Assertions.Expect(Letters(page)).ToContainTextAsync("À remettre par vos soins");
    }

    private static ILocator Letters(IPage page) => page.Locator("section[aria-labelledby=courriers]");

    private static async Task OpenAsync(IPage page)
    {
        var letter = Letters(page).Locator("details").Last;
        if (await letter.GetAttributeAsync("open") is null) await letter.Locator("summary").ClickAsync();
    }

    private async Task<FiledCase> FileAsync()
    {
        using var agent = system.Call("agent");
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = "91-ETAMPES",
            kind = "complaint",
            channel = "letter",
            subject = "Un courrier",
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Personne d'essai", email = "quelquun@example.test" },
        });
        var filed = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return new FiledCase(filed.GetProperty("id").GetGuid(), filed.GetProperty("trackingCode").GetString()!);
    }
}
