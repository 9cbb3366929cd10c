using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

public sealed class Reading_the_figures(PortalSystem system)
{
    private const string Site = "91-EVRY";

    [Fact]
    public async Task Show_the_answer_of_the_kiosk_and_the_answered_complaint()
    {
        var kiosk = await system.OpenAsync("/borne");
        await kiosk.EnrolAsync(await system.NewKioskAsync(Site));
        await kiosk.StartAsync("Français");
        await kiosk.AnswerFirstAsync("tres-satisfait");
        await kiosk.GoOnAsync();
        await kiosk.AllSentAsync();
        await AnswerComplaintAsync();

        var page = await system.SignInAsync("quality", $"/indicateurs?Lieu={Site}");
        await ShowsAsync(page, "satisfaction.global", "100,0 %", n: "1");
        await ShowsAsync(page, "complaints.received", "1", n: "1");
        await ShowsAsync(page, "complaints.answeredInTime", "100,0 %", n: "1");
        await Accessibility.FindsNothingAsync(page, "indicateurs");
    }

    [Fact]
    public async Task A_report_of_the_network_can_be_opened_read_and_taken_away()
    {
        var page = await system.SignInAsync("quality", "/bilans", javaScript: false);
        await page.GetByLabel("Réseau").SelectOptionAsync("essonne");
        await page.GetByLabel("Période").FillAsync("2026");
        await page.GetByLabel("Titre").FillAsync("Bilan d'essai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le bilan" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bilan d'essai");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Résultats des exigences de qualité");

        var address = await page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href");
        var document = await page.APIRequest.GetAsync(address!);
        Assert.Equal(200, document.Status);
        Assert.StartsWith("text/csv", document.Headers["content-type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_period_that_is_none_is_explained()
    {
        var page = await system.SignInAsync("quality", "/indicateurs");
        await page.Locator("#Periode").FillAsync("été");
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Periode");
    }

    private async Task AnswerComplaintAsync()
    {
        var id = await system.FileAsync(Site, "Pour les chiffres");
        var page = await system.SignInAsync("handler", $"/reclamations/{id}");
        var form = page.Locator("#action-answer");
        await form.GetByLabel("Objet de la réponse").FillAsync("Votre réclamation");
        await form.GetByLabel("Texte de la réponse").FillAsync("Merci, c'est réglé.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Répondre à l'usager" }).ClickAsync();
        await page.Locator(".fr-alert--success").WaitForAsync();
    }

    private static async Task ShowsAsync(IPage page, string indicator, string value, string n)
    {
        var row = page.Locator($"tr[data-indicator='{indicator}'][data-site='{Site}']");
        await Eventually.ReadsAsync(
            $"{indicator} shows {value} of {n}",
            async _ =>
            {
                await page.ReloadAsync();
                var cells = await row.Locator("td.qp-number").AllInnerTextsAsync();
                return (Value: cells[0].Replace(' ', ' '), N: cells[1]);
            },
            seen => seen.Value == value && seen.N == n,
            TimeSpan.FromSeconds(20),
            TestContext.Current.CancellationToken);
    }
}
