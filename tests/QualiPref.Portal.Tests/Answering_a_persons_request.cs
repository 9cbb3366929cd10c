using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Somebody asks on paper for a copy of what is held of them, then for its erasure; the quality officer answers.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Answering_a_persons_request(PortalSystem system)
{
    [Fact]
    public async Task The_officer_finds_what_is_held_gives_it_out_and_erases_it()
    {
        var (id, reference) = await ClosedAsync("effacement@example.test");
        var page = await system.SignInAsync("quality", "/reclamations");
        await page.Locator("#cote").GetByRole(AriaRole.Link, new() { Name = "Demande d'une personne" }).ClickAsync();

        await page.GetByLabel("Adresse électronique").FillAsync("Effacement@Example.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(reference);
        await Accessibility.HoldsAtEveryWidthAsync(page, "demande d'une personne avec dossiers");

        await page.GetByRole(AriaRole.Button, new() { Name = "Télécharger la copie" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Choisissez au moins un dossier.");
        await page.GetByLabel($"Choisir le dossier {reference}").CheckAsync();
        var copy = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Télécharger la copie" }).ClickAsync());
        Assert.Equal("donnees-personnelles.zip", copy.SuggestedFilename);

        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer les dossiers choisis" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Tapez EFFACER pour confirmer");
        await Assertions.Expect(page.GetByLabel($"Choisir le dossier {reference}")).ToBeCheckedAsync();
        await page.GetByLabel("Pour confirmer, tapez EFFACER").FillAsync("EFFACER");
        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer les dossiers choisis" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("1\u00A0dossier est effacé");
        await Assertions.Expect(page.Locator(".qp-empty")).ToContainTextAsync("Aucun dossier de vos sites n'est trouvé");

        await page.GotoAsync($"/reclamations/{id}");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Dossier effacé");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("À la demande de la personne.");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("effacement@example.test");
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier efface");
    }

    [Fact]
    public async Task Whoever_follows_a_case_that_was_erased_is_told_so()
    {
        var (id, _) = await ClosedAsync("suivi.efface@example.test");
        using var quality = system.Call("quality");
        var read = await quality.GetFromJsonAsync<JsonElement>($"/api/complaints/v1/complaints/{id}", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/complaints/v1/complaints/{id}/erase") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{read.GetProperty("version").GetInt64()}\"");
        (await quality.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        var page = await system.OpenAsync("/suivi", javaScript: false);
        await page.GetByLabel("Code de suivi").FillAsync(read.GetProperty("trackingCode").GetString()!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Consulter" }).ClickAsync();

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Cette demande a été effacée");
    }

    [Fact]
    public async Task A_case_that_is_held_says_so_and_is_not_erased()
    {
        var (id, reference) = await ClosedAsync("gele@example.test");
        var page = await system.SignInAsync("quality", $"/reclamations/{id}");

        await page.Locator("#geler > summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Geler ce dossier" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Ce champ est obligatoire.");
        await page.Locator("#hold-HoldReason").FillAsync("Recours devant le tribunal administratif");
        await page.GetByRole(AriaRole.Button, new() { Name = "Geler ce dossier" }).ClickAsync();
        await Assertions.Expect(page.Locator("#gel")).ToContainTextAsync("Recours devant le tribunal administratif");
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier gele");

        await page.GotoAsync("/confidentialite");
        await page.GetByLabel("Référence d'un dossier").FillAsync(reference);
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody td").Last).ToHaveTextAsync("Gelé");
        await page.GetByLabel($"Choisir le dossier {reference}").CheckAsync();
        await page.GetByLabel("Pour confirmer, tapez EFFACER").FillAsync("EFFACER");
        await page.GetByRole(AriaRole.Button, new() { Name = "Effacer les dossiers choisis" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--warning")).ToContainTextAsync("Ce dossier est gelé");
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_once_its_number_is_confirmed()
    {
        await ClosedAsync("ancien@example.test", "91-ETAMPES", "2001-03-05");
        var page = await system.SignInAsync("quality", "/confidentialite/conservation");
        await Accessibility.HoldsAtEveryWidthAsync(page, "durees de conservation avec dossiers");
        var site = page.Locator("section:has(#site-91-ETAMPES)");

        await site.GetByLabel("Décision").FillAsync("Visa d'essai");
        await site.GetByLabel("Pour confirmer").FillAsync("999");
        await site.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("n'est plus celui que vous avez confirmé");
        await site.GetByLabel("Décision").FillAsync("Visa d'essai");
        await site.GetByLabel("Pour confirmer").FillAsync("1");
        await site.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("L'élimination est décidée");
        await Testing.Eventually.HoldsAsync("it is carried out", async _ =>
        {
            await page.ReloadAsync();
            return await page.Locator("table").GetByRole(AriaRole.Link, new() { NameRegex = new("1.dossier") }).CountAsync() > 0;
        }, cancellationToken: TestContext.Current.CancellationToken);
        await Accessibility.HoldsAtEveryWidthAsync(page, "bordereaux d'elimination");
        var slip = await page.RunAndWaitForDownloadAsync(() => page.Locator("table").GetByRole(AriaRole.Link).First.ClickAsync());
        Assert.StartsWith("bordereau-elimination-91-ETAMPES-", slip.SuggestedFilename, StringComparison.Ordinal);
    }

    /// <summary>A case of somebody with that address, closed on the day after it was received; its id and reference.</summary>
    private async Task<(Guid Id, string Reference)> ClosedAsync(string email, string site = "91-PALAISEAU", string? receivedOn = null)
    {
        using var agent = system.Call("agent");
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site,
            kind = "complaint",
            channel = "letter",
            receivedOn,
            subject = "Un dossier à effacer",
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Personne d'essai", email, language = "fr" },
        }, TestContext.Current.CancellationToken);
        var filed = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var id = filed.GetProperty("id").GetGuid();
        using var handler = system.Call("handler");
        using var close = new HttpRequestMessage(HttpMethod.Post, $"/api/complaints/v1/complaints/{id}/close") { Content = JsonContent.Create(new { outcome = "outOfScope", occurredOn = receivedOn }) };
        close.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        (await handler.SendAsync(close, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        return (id, filed.GetProperty("reference").GetString()!);
    }
}
