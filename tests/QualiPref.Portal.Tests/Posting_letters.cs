using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using UglyToad.PdfPig;

namespace QualiPref.Portal.Tests;

/// <summary>Whoever keeps the post prints what waits, and says that it was posted.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Posting_letters(PortalSystem system)
{
    private const string Site = "91-ETAMPES";

    [Fact]
    public async Task A_handler_prints_what_waits_and_says_that_it_was_posted()
    {
        var printed = await WrittenAsync("1 rue de l'Exemple\n91150 Étampes");
        var held = await WrittenAsync("شارع المثال\n91150 Étampes");
        var page = await system.SignInAsync("handler", "/reclamations");
        await page.Locator("#cote").GetByRole(AriaRole.Link, new() { NameRegex = new("À poster") }).ClickAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "a poster avec courriers");

        await page.GetByRole(AriaRole.Button, new() { Name = "Préparer l'impression des courriers de Sous-préfecture d'Étampes" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Courriers du");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync(printed);
        await Assertions.Expect(page.Locator("table")).Not.ToContainTextAsync(held);
        await Accessibility.HoldsAtEveryWidthAsync(page, "lot a poster");

        var document = await page.APIRequest.GetAsync(await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Ouvrir le document") }).EvaluateAsync<string>("one => one.href"));
        Assert.Equal("application/pdf", document.Headers["content-type"]);
        using (var pdf = PdfDocument.Open(await document.BodyAsync())) Assert.Contains(pdf.GetPages(), sheet => sheet.Text.Contains(printed, StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Tout est confié à la poste" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("C'est enregistré");
        await Assertions.Expect(page.Locator("dl").First).ToContainTextAsync("Confié à la poste");
        await Assertions.Expect(page.Locator($"tr:has-text('{printed}')")).ToContainTextAsync("Confié à la poste");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Tout est confié à la poste" })).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "lot poste");

        await page.Locator($"tr:has-text('{printed}') a").First.ClickAsync();
        await page.Locator("[id^=courrier-] > summary").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Noter que la poste l'a retourné" }).ClickAsync();
        await page.GotoAsync("/reclamations");
        await page.Locator("#cote").GetByRole(AriaRole.Link, new() { NameRegex = new("Courriers non parvenus") }).ClickAsync();
        var lost = page.Locator($"tr:has-text('{printed}')");
        await Assertions.Expect(lost).ToContainTextAsync("Retourné par la poste. Vérifiez l'adresse postale avec la personne, puis refaites l'envoi.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "courriers non parvenus");
        await lost.GetByRole(AriaRole.Link, new() { NameRegex = new("Réponse du") }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Refaire l'envoi" })).ToBeVisibleAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "dossier courrier retourne");

        await page.GotoAsync("/reclamations/a-poster");
        await Assertions.Expect(page.Locator($"li:has-text('{held}')")).ToContainTextAsync("caractères qui ne peuvent pas être imprimés");
        await Assertions.Expect(page.Locator("table")).ToContainTextAsync("Confié à la poste");
        await Accessibility.HoldsAtEveryWidthAsync(page, "a poster courrier retenu");
    }

    [Fact]
    public async Task A_form_that_is_sent_again_leads_to_the_same_letters()
    {
        await WrittenAsync("2 rue de l'Exemple\n91150 Étampes");
        var page = await system.SignInAsync("handler", "/reclamations/a-poster");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Préparer l'impression des courriers de Sous-préfecture d'Étampes" });
        var fields = await button.EvaluateAsync<string[][]>("one => [...new FormData(one.form)]");
        await button.ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Courriers du");
        var form = page.Context.APIRequest.CreateFormData();
        foreach (var field in fields) form.Append(field[0], field[1]);

        var again = await page.APIRequest.PostAsync("/reclamations/a-poster", new() { Form = form });

        Assert.Equal(page.Url, again.Url);
    }

    [Fact]
    public async Task Where_nothing_waits_any_more_that_is_said()
    {
        await WrittenAsync("3 rue de l'Exemple\n91150 Étampes");
        var first = await system.SignInAsync("handler", "/reclamations/a-poster", javaScript: false);
        var second = await system.SignInAsync("handler", "/reclamations/a-poster", javaScript: false);
        foreach (var page in (IPage[])[first, second])
            await page.GetByRole(AriaRole.Button, new() { Name = "Préparer l'impression des courriers de Sous-préfecture d'Étampes" }).ClickAsync();
        await Assertions.Expect(second.Locator("#erreurs")).ToContainTextAsync("Aucun courrier de ce site n'attend d'être imprimé");
    }

    /// <summary>A case with an answer for somebody who gave a postal address alone; its reference.</summary>
    private async Task<string> WrittenAsync(string address)
    {
        using var agent = system.Call("agent");
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = Site,
            kind = "complaint",
            channel = "letter",
            subject = "Un courrier",
            text = "L'attente au guichet a duré deux heures.",
            contact = new { name = "Personne d'essai", postalAddress = address, language = "fr" },
        });
        var filed = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        await system.MoveAsync(filed.GetProperty("id").GetGuid(), "answer");
        return filed.GetProperty("reference").GetString()!;
    }
}
