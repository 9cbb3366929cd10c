using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

public sealed class Answering_at_the_kiosk(PortalSystem system)
{
    [Fact]
    public async Task An_answer_reaches_the_ledger_once()
    {
        const string Site = "91-PALAISEAU";
        var before = await CountAsync(Site, "counted");
        var page = await system.OpenAsync("/borne");
        await page.EnrolAsync(await system.NewKioskAsync(Site));
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("tres-satisfait");
        await page.Locator("textarea").FillAsync("Accueil clair.");
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Merci, votre avis est enregistré");
        await page.AllSentAsync();

        Assert.Equal(before + 1, await CountAsync(Site, "counted"));
    }

    [Fact]
    public async Task A_required_question_must_be_answered()
    {
        var page = await EnrolledAsync("91-PALAISEAU");
        await page.StartAsync("English");
        await Assertions.Expect(page.Locator("#erreur")).ToBeHiddenAsync();
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("#erreur")).ToHaveTextAsync("Choose an answer to go on.");
        await Assertions.Expect(page.Locator(".qp-borne__step")).ToContainTextAsync("Question 1 of");
    }

    [Fact]
    public async Task Arabic_is_shown_from_right_to_left()
    {
        var page = await EnrolledAsync("91-PALAISEAU");
        await page.StartAsync("العربية");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
    }

    [Fact]
    public async Task The_whole_can_be_done_by_keyboard()
    {
        var page = await EnrolledAsync("91-PALAISEAU");
        await page.GetByRole(AriaRole.Button, new() { Name = "Español" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[type=radio]").First.WaitForAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.Locator("input[value=satisfait]")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".qp-borne__step")).ToContainTextAsync("Pregunta 2");
    }

    [Fact]
    public async Task Who_walks_away_leaves_nothing_behind()
    {
        const string Site = "91-ETAMPES";
        var abandoned = await CountAsync(Site, "abandoned");
        var page = await EnrolledAsync(Site);
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("peu-satisfait");
        await page.Locator("textarea").FillAsync("Ne pas laisser 4711");
        await page.GetByText("Êtes-vous toujours là ?").WaitForAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre avis sur notre accueil");
        await page.AllSentAsync();

        var kept = await page.EvaluateAsync<string>("() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage })");
        Assert.DoesNotContain("4711", kept, StringComparison.Ordinal);
        Assert.Equal(abandoned + 1, await CountAsync(Site, "abandoned"));
    }

    [Fact]
    public async Task An_answer_given_without_a_network_is_sent_once_it_is_back()
    {
        const string Site = "91-PALAISEAU";
        var page = await EnrolledAsync(Site);
        var before = await CountAsync(Site, "counted");
        await page.Context.SetOfflineAsync(true);
        await page.StartAsync("Português");
        await page.AnswerFirstAsync("satisfait");
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Avis en attente d'envoi : 1.");
        Assert.Equal(before, await CountAsync(Site, "counted"));
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();

        Assert.Equal(before + 1, await CountAsync(Site, "counted"));
    }

    private async Task<IPage> EnrolledAsync(string site)
    {
        var page = await system.OpenAsync("/borne");
        await page.EnrolAsync(await system.NewKioskAsync(site));
        return page;
    }

    // What the ledger itself says, through the public balance, once nothing is on its way any more.
    private async Task<long> CountAsync(string site, string column)
    {
        using var quality = await system.CallAsync("quality");
        var rows = await Eventually.ReadsAsync(
            "every answer is published",
            async cancellationToken => await ReadRowsAsync(quality, site, cancellationToken),
            rows => rows.All(row => row.GetProperty("pending").GetInt64() == 0),
            cancellationToken: TestContext.Current.CancellationToken);
        return rows.Sum(row => row.GetProperty(column).GetInt64());
    }

    private static async Task<List<JsonElement>> ReadRowsAsync(HttpClient quality, string site, CancellationToken cancellationToken)
    {
        var year = TimeProvider.System.GetUtcNow().Year;
        var balance = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/balance?site={site}&period={year}", cancellationToken);
        return [.. balance.GetProperty("rows").EnumerateArray()];
    }
}
