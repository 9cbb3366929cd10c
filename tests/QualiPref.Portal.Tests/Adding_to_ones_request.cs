using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>What a person adds on the tracking page, to the handler who reads it.</summary>
[Collection(AsShipped.Name)]
public sealed class Adding_to_ones_request(ShippedSystem system)
{
    private const string Message = "C'était le guichet 4.\nMerci.";

    [Fact]
    public async Task Without_JavaScript_reaches_the_desk_and_is_noted_as_read_there()
    {
        var (reference, code) = await FiledAsync();
        var page = await system.OpenAsync("/suivi", javaScript: false);
        await page.FollowAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter ce message" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Écrivez ce que vous souhaitez ajouter.");
        await page.GetByLabel("Votre message").FillAsync(Message);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter ce message" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Votre message est enregistré dans votre demande.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("un message, enregistré le");

        var desk = await system.SignInAsync("handler", $"/reclamations?status=&unread=true&q={reference}");
        await Assertions.Expect(desk.Locator("tbody tr")).ToContainTextAsync("1 message à lire");
        await desk.Locator($"tr:has-text('{reference}') a").ClickAsync();
        await Assertions.Expect(desk.Locator("#messages + article")).ToContainTextAsync("C'était le guichet 4.");
        await Accessibility.HoldsAtEveryWidthAsync(desk, "dossier message");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Noter comme lu" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("Le message est noté comme lu.");
        await Assertions.Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Noter comme lu" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Once_answered_is_what_the_person_thinks_and_whether_what_was_announced_is_done()
    {
        var (reference, code) = await FiledAsync();
        await AnswerAsync(reference);
        var page = await system.OpenAsync("/suivi");
        await page.FollowAsync(code);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Le service a noté que c'est fait le");
        await Accessibility.HoldsAtEveryWidthAsync(page, "suivi message");
        await page.GetByRole(AriaRole.Button, new() { Name = "Donner mon avis" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Said");
        await page.GetByText("En partie").ClickAsync();
        await page.GetByLabel("Pourquoi").FillAsync("Le guichet a rouvert, le courrier manque.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Donner mon avis" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Vous avez répondu «\u00A0En partie\u00A0»");
        await page.GetByRole(AriaRole.Button, new() { Name = "Non, ce n'est pas fait" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("le service doit y revenir");
        await Accessibility.HoldsAtEveryWidthAsync(page, "suivi avis");

        var desk = await system.SignInAsync("handler", $"/reclamations?status=&unreadReview=true&promiseDue=true&q={reference}");
        await desk.Locator($"tr:has-text('{reference}') a").ClickAsync();
        await Assertions.Expect(desk.Locator("#avis + p")).ToContainTextAsync("La réponse n'a été utile qu'en partie");
        await Assertions.Expect(desk.Locator("#engagements + article")).ToContainTextAsync("Non tenu, d'après la personne");
        await Accessibility.HoldsAtEveryWidthAsync(desk, "dossier avis et engagement");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Noter l'avis comme lu" }).ClickAsync();
        await Assertions.Expect(desk.Locator("main")).ToContainTextAsync("L'avis est noté comme lu.");
        Assert.Contains("liste=", desk.Url, StringComparison.Ordinal);
        await desk.GetByText("Dire ce qu'il en est").ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Noter qu'il ne sera pas tenu" }).ClickAsync();
        await Assertions.Expect(desk.Locator("#erreurs")).ToContainTextAsync("Dites à la personne pourquoi.");
        Assert.Equal(1, await desk.Locator((await desk.Locator("#erreurs a").GetAttributeAsync("href"))!).CountAsync());
        await desk.GetByLabel("Pourquoi il ne sera pas tenu").FillAsync("Le courrier est introuvable.");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Noter qu'il ne sera pas tenu" }).ClickAsync();
        await Assertions.Expect(desk.Locator("#engagements + article")).ToContainTextAsync("Ne sera pas tenu");
        Assert.Contains("liste=", desk.Url, StringComparison.Ordinal);
    }

    // A letter by hand: it arrives where an agent says so.
    private async Task AnswerAsync(string reference)
    {
        using var handler = system.Call("handler");
        const string Cases = "/api/complaints/v1/complaints";
        var id = (await handler.GetFromJsonAsync<JsonElement>($"{Cases}?q={reference}", TestContext.Current.CancellationToken)).GetProperty("items")[0].GetProperty("id").GetString();
        var today = QualiPref.Testing.SiteCalendar.Today;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Cases}/{id}/answer")
        {
            Content = JsonContent.Create(new { subject = "Votre attente", body = "Le guichet 4 rouvre.", way = "hand", promises = new[] { new { text = "Rouvrir le guichet 4", dueOn = today } } }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answered = await handler.SendAsync(request, TestContext.Current.CancellationToken);
        var read = await answered.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var (letter, promise) = (read.GetProperty("letters")[0].GetProperty("id").GetString(), read.GetProperty("promises")[0].GetProperty("id").GetString());
        (await handler.PostAsJsonAsync($"{Cases}/{id}/letters/{letter}/handed", new { }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        (await handler.PostAsJsonAsync($"{Cases}/{id}/promises/{promise}/settle", new { state = "kept" }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private async Task<(string Reference, string Code)> FiledAsync()
    {
        using var staff = system.Call("agent");
        using var filed = await staff.PostAsJsonAsync("/api/complaints/v1/complaints", new { site = "91-EVRY", kind = "complaint", channel = "letter", subject = "Attente", text = "Deux heures.", contact = new { name = "Personne d'essai" } }, TestContext.Current.CancellationToken);
        var read = await filed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (read.GetProperty("reference").GetString()!, read.GetProperty("trackingCode").GetString()!);
    }
}
