using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
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
        using var quality = system.Call("quality");
        var kiosks = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/kiosks?site={Site}&pageSize=200", TestContext.Current.CancellationToken);
        var said = kiosks.GetProperty("items").EnumerateArray().OrderBy(kiosk => kiosk.GetProperty("lastSeen").GetString(), StringComparer.Ordinal).Last();
        Assert.Equal(0, said.GetProperty("backlog").GetInt64());
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", said.GetProperty("appVersion").GetString());
    }

    [Fact]
    public async Task A_required_question_must_be_answered()
    {
        var page = await system.OpenKioskAsync("91-PALAISEAU");
        await page.StartAsync("English");
        await Assertions.Expect(page.Locator("#erreur")).ToBeHiddenAsync();
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("#erreur")).ToHaveTextAsync("Choose an answer to go on.");
        await Assertions.Expect(page.Locator(".qp-borne__step")).ToContainTextAsync("Question 1 of");
    }

    [Fact]
    public async Task Arabic_is_shown_from_right_to_left()
    {
        var page = await system.OpenKioskAsync("91-PALAISEAU");
        await page.StartAsync("العربية");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
    }

    [Fact]
    public async Task Who_walks_away_leaves_nothing_behind()
    {
        const string Site = "91-ETAMPES";
        var abandoned = await CountAsync(Site, "abandoned");
        var page = await system.OpenKioskAsync(Site);
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("peu-satisfait");
        await page.Locator("textarea").FillAsync("Ne pas laisser 4711");
        Assert.Contains("4711", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        await page.Clock.FastForwardAsync("01:01");
        await page.GetByText("Êtes-vous toujours là ?").WaitForAsync();
        await page.Clock.FastForwardAsync("00:21");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Votre avis sur notre accueil");
        await page.AllSentAsync();

        Assert.DoesNotContain("4711", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        Assert.Equal(abandoned + 1, await CountAsync(Site, "abandoned"));
    }

    [Fact]
    public async Task Who_sends_leaves_nothing_behind_once_it_has_arrived()
    {
        var page = await system.OpenKioskAsync("91-ETAMPES");
        await page.Context.SetOfflineAsync(true);
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("peu-satisfait");
        await page.Locator("textarea").FillAsync("Garder jusque-là 4712");
        await page.GoOnAsync();
        await Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Avis en attente d'envoi : 1.");
        Assert.Contains("4712", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revenir à l'accueil" }).ClickAsync();

        Assert.DoesNotContain("4712", await page.EverythingKeptAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_page_waits_politely_and_leaves_the_answer_of_the_first_alone()
    {
        const string Site = "91-PALAISEAU";
        var (counted, abandoned) = (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned"));
        var first = await system.OpenKioskAsync(Site);
        await first.StartAsync("Français");
        await first.AnswerFirstAsync("satisfait");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/borne");
        await Assertions.Expect(second.Locator("h1")).ToHaveTextAsync("Cette borne est déjà ouverte");
        await Accessibility.HoldsAtEveryWidthAsync(second, "borne deja ouverte");
        await first.GoOnAsync();
        // Before it is taken, all that the device keeps has arrived too.
        await first.GetByRole(AriaRole.Button, new() { Name = "Revenir à l'accueil" }).WaitForAsync();
        await first.AllSentAsync();
        Assert.Equal((counted + 1, abandoned), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));

        // What the first had begun when it was closed is the second's to give up.
        await first.GetByRole(AriaRole.Button, new() { Name = "Revenir à l'accueil" }).ClickAsync();
        await first.StartAsync("Français");
        await first.Locator(".qp-borne__step").WaitForAsync();
        await first.CloseAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Français" }).WaitForAsync();
        await second.AllSentAsync();
        Assert.Equal((counted + 1, abandoned + 1), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));
    }

    [Fact]
    public async Task Who_answers_the_warning_keeps_what_was_typed()
    {
        var page = await system.OpenKioskAsync("91-ETAMPES");
        await page.StartAsync("Français");
        await page.AnswerFirstAsync("peu-satisfait");
        await page.Locator("textarea").FillAsync("Je réfléchis encore.");
        for (var times = 0; times < 3; times++)
        {
            await page.Clock.FastForwardAsync("01:01");
            await page.GetByRole(AriaRole.Button, new() { Name = "Je continue" }).ClickAsync();
            await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
        }
        await page.Clock.FastForwardAsync("00:30");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync("Je réfléchis encore.");
        await Assertions.Expect(page.Locator("textarea")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Answers_given_without_a_network_are_sent_once_it_is_back()
    {
        const string Site = "91-PALAISEAU";
        var page = await system.OpenKioskAsync(Site);
        var before = await CountAsync(Site, "counted");
        await page.Context.SetOfflineAsync(true);
        await AnswerAsync(page, "Português");
        await Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Avis en attente d'envoi : 1.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Voltar ao início" }).ClickAsync();
        await AnswerAsync(page, "English");
        await Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Avis en attente d'envoi : 2.");
        Assert.Equal(before, await CountAsync(Site, "counted"));
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();

        Assert.Equal(before + 2, await CountAsync(Site, "counted"));
    }

    [Fact]
    public async Task Answers_that_are_refused_for_being_too_many_wait_and_are_sent_again()
    {
        const string Site = "91-EVRY";
        var page = await system.OpenKioskAsync(Site);
        var before = await CountAsync(Site, "counted");
        var refused = 0;
        await page.RouteAsync("**/responses/batch", route => refused++ < 2
            ? route.FulfillAsync(new() { Status = 429, ContentType = "application/problem+json", Headers = new Dictionary<string, string> { ["Retry-After"] = "1" }, Body = "{}" })
            : route.ContinueAsync());
        await AnswerAsync(page, "Français");
        await Assertions.Expect(page.Locator("#etat")).ToHaveTextAsync("Avis en attente d'envoi : 1.");
        await page.AllSentAsync();

        Assert.Equal((3, before + 1), (refused, await CountAsync(Site, "counted")));
    }

    private static async Task AnswerAsync(IPage page, string language)
    {
        await page.StartAsync(language);
        await page.AnswerFirstAsync("satisfait");
        await page.GoOnAsync();
    }

    // What the ledger itself says, through the public balance, once nothing is on its way any more.
    private async Task<long> CountAsync(string site, string column)
    {
        using var quality = system.Call("quality");
        var rows = await Eventually.ReadsAsync(
            "every answer is published",
            async cancellationToken => await ReadRowsAsync(quality, site, cancellationToken),
            rows => rows.All(row => row.GetProperty("pending").GetInt64() == 0),
            cancellationToken: TestContext.Current.CancellationToken);
        return rows.Sum(row => row.GetProperty(column).GetInt64());
    }

    private static async Task<List<JsonElement>> ReadRowsAsync(HttpClient quality, string site, CancellationToken cancellationToken)
    {
        var balance = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/balance?site={site}&period={SiteCalendar.Today.Year}", cancellationToken);
        return [.. balance.GetProperty("rows").EnumerateArray()];
    }
}
