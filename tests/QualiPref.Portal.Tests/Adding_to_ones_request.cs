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
    public async Task The_page_holds_at_every_width()
    {
        var (_, code) = await FiledAsync();
        var page = await system.OpenAsync("/suivi");
        await page.FollowAsync(code);
        await Accessibility.HoldsAtEveryWidthAsync(page, "suivi message");
    }

    private async Task<(string Reference, string Code)> FiledAsync()
    {
        using var staff = system.Call("agent");
        using var filed = await staff.PostAsJsonAsync("/api/complaints/v1/complaints", new { site = "91-EVRY", kind = "complaint", channel = "letter", subject = "Attente", text = "Deux heures." }, TestContext.Current.CancellationToken);
        var read = await filed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (read.GetProperty("reference").GetString()!, read.GetProperty("trackingCode").GetString()!);
    }
}
