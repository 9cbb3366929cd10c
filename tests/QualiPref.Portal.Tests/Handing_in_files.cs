using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Handing_in_files(PortalSystem system)
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[5_000]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_javascript_keeps_what_was_taken_and_typed_when_one_is_refused_and_gives_them_back()
    {
        var subject = $"Avec pièces {Guid.NewGuid():N}";
        var page = await system.OpenAsync("/reclamation", javaScript: false);
        await page.FillComplaintAsync(subject);
        await page.Locator("#Form-Files").SetInputFilesAsync([
            File("photo de l'accueil.jpg", Photo), File("de trop.txt", "À retirer."u8.ToArray()), File("facture.pdf", "MZ\0 This program"u8.ToArray()),
        ]);
        await SendAsync(page);

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("facture.pdf\u00A0: ce n'est ni un PDF, ni une photo");
        await Assertions.Expect(page.Locator("#Form-Subject")).ToHaveValueAsync(subject);
        var kept = page.Locator("[name='Form.Kept']");
        await Assertions.Expect(kept).ToHaveCountAsync(2);
        await page.GetByLabel("de trop.txt").UncheckAsync();
        await SendAsync(page);

        var copy = page.Locator(".qp-copy");
        await Assertions.Expect(copy).ToContainTextAsync(subject);
        await Assertions.Expect(copy).ToContainTextAsync("J'ai attendu deux heures, à l'accueil général.");
        await Assertions.Expect(copy.Locator("li")).ToHaveTextAsync("photo de l'accueil.jpg (4,9\u00A0Ko)");
        await page.FollowAsync(await page.Locator("#code-suivi").InnerTextAsync());
        var own = page.GetByRole(AriaRole.Button, new() { Name = "photo de l'accueil.jpg" });
        var saved = await page.RunAndWaitForDownloadAsync(() => own.ClickAsync());
        Assert.Equal("photo de l'accueil.jpg", saved.SuggestedFilename);
        Assert.Equal(Photo, await System.IO.File.ReadAllBytesAsync((await saved.PathAsync())!, Token));

        var desk = await system.SignInAsync("handler", $"/reclamations/{await IdOfAsync(subject)}", javaScript: false);
        var file = desk.Locator(".qp-attached li");
        await Assertions.Expect(file).ToContainTextAsync("4,9\u00A0Ko, joint par la personne. Non contrôlé par un antivirus.");
        var given = await desk.RunAndWaitForDownloadAsync(() => file.Locator("a").ClickAsync());
        Assert.Equal(Photo, await System.IO.File.ReadAllBytesAsync((await given.PathAsync())!, Token));
    }

    [Fact]
    public async Task Too_large_ones_are_refused_in_words_and_the_message_stays()
    {
        var page = await system.OpenAsync("/reclamation");
        await page.FillComplaintAsync("Trente mégaoctets");
        var large = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.jpg");
        await System.IO.File.WriteAllBytesAsync(large, [.. Photo, .. new byte[30 * 1024 * 1024]], Token);
        await page.Locator("#Form-Files").SetInputFilesAsync(large);
        await SendAsync(page);
        System.IO.File.Delete(large);

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("elle est trop volumineuse, 10 Mo au plus.");
        await Assertions.Expect(page.Locator("#Form-Subject")).ToHaveValueAsync("Trente mégaoctets");
        await Accessibility.HoldsAtEveryWidthAsync(page, "reclamation piece refusee");
        await SendAsync(page);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre message est enregistré");
    }

    [Fact]
    public async Task Agents_attach_scans_of_letters_which_handlers_read_and_the_person_is_not_offered()
    {
        var subject = $"Courrier numérisé {Guid.NewGuid():N}";
        var page = await system.SignInAsync("agent", "/saisie", javaScript: false);
        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        await page.GetByLabel("Canal").SelectOptionAsync("letter");
        await page.Locator("#Form-ReceivedOn").FillAsync(TimeProvider.System.GetUtcNow().AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.Locator("#Form-Subject").FillAsync(subject);
        await page.Locator("#Form-Files").SetInputFilesAsync([File("lettre.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray())]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).ClickAsync();
        var code = await page.Locator(".fr-alert--success .qp-code").InnerTextAsync();
        await Assertions.Expect(page.Locator("[name='Form.Kept']")).ToHaveCountAsync(0);

        var desk = await system.SignInAsync("handler", $"/reclamations/{await IdOfAsync(subject)}");
        await Assertions.Expect(desk.Locator(".qp-attached li")).ToContainTextAsync("joint par un agent");
        await Accessibility.HoldsAtEveryWidthAsync(desk, "dossier avec piece");
        var own = await system.OpenAsync("/suivi", javaScript: false);
        await own.FollowAsync(code);
        await Assertions.Expect(own.Locator("main")).Not.ToContainTextAsync("lettre.pdf");
    }

    private async Task<string> IdOfAsync(string subject)
    {
        using var handler = system.Call("handler");
        var cases = await handler.GetFromJsonAsync<JsonElement>("/api/complaints/v1/complaints?site=91-ETAMPES&pageSize=200&sort=-receivedOn", Token);
        return cases.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("subject").GetString() == subject).GetProperty("id").GetString()!;
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static Task SendAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
}
