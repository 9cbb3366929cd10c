using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class Answering_at_the_kiosk(PortalSystem system)
{
    private const string NoteWrites = """
        window.writes = [];
        const open = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
          if (mode === "readwrite") window.writes.push(options?.durability);
          return open.call(this, stores, mode, options);
        };
        """;

    [Fact]
    public async Task One_touch_is_an_answer_and_eight_give_all_of_them()
    {
        const string Site = "91-PALAISEAU";
        var before = await CountAsync(Site, "counted");
        var kiosk = await system.CreateKioskAsync(Site);
        var page = await system.OpenAsync("/suivi");
        await page.AddInitScriptAsync(NoteWrites);
        await page.GotoAsync("/borne");
        await page.EnrolAsync(kiosk.Code);
        // Id and number are there before anybody has touched the first question.
        var draft = Assert.Single(await page.KeptAsync());
        Assert.Equal(("draft", 1), (draft.GetProperty("state").GetString(), draft.GetProperty("answer").GetProperty("sequence").GetInt32()));
        await Assertions.Expect(page.Locator("header")).ToContainTextAsync("Sous-préfecture de Palaiseau");
        await page.EvaluateAsync("() => { window.touches = 0; addEventListener('pointerdown', () => window.touches++, true); }");

        await page.TouchAsync("satisfait");
        await page.FinishAsync();
        Assert.Equal(2, await page.EvaluateAsync<int>("() => window.touches"));
        await page.NextPersonAsync();
        await page.EvaluateAsync("() => { window.touches = 0; }");
        await page.TouchAllAsync("tres-satisfait");
        await page.Locator(".qp-k-btn--go").ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Merci !");
        Assert.Equal(8, await page.EvaluateAsync<int>("() => window.touches"));
        await page.AllSentAsync();
        // Enrolment, questionnaire, numbers, touches, answers, receipts: each waits for the disk.
        Assert.InRange(await page.EvaluateAsync<int>("() => window.writes.length"), 15, 100);
        Assert.Equal(["strict"], await page.EvaluateAsync<string[]>("() => [...new Set(window.writes)]"));

        Assert.Equal(before + 2, await CountAsync(Site, "counted"));
        var said = await system.ListedAsync(kiosk.Id);
        Assert.Equal(0, said.GetProperty("backlog").GetInt64());
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", said.GetProperty("appVersion").GetString());
        Assert.Matches("[0-9]", said.GetProperty("browser").GetString());
        Assert.True(said.GetProperty("storage").GetProperty("quota").GetInt64() > 0);
    }

    [Fact]
    public async Task An_answer_is_changed_taken_back_and_gone_from_the_device_once_it_has_arrived()
    {
        var page = await system.OpenKioskAsync("91-ETAMPES");
        await page.Context.SetOfflineAsync(true);
        await page.TouchAsync("peu-satisfait");
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer" }).ClickAsync();
        await Assertions.Expect(page.Locator("[aria-pressed=true][value]")).ToHaveTextAsync("Peu satisfait");
        await page.TouchAsync("pas-du-tout-satisfait");
        await Assertions.Expect(page.Locator(".qp-k-kept")).ToContainTextAsync("Avis enregistré : pas du tout satisfait");
        var row = page.Locator(".qp-k-row").First.Locator("label");
        await row.First.ClickAsync();
        await row.First.ClickAsync();
        await row.Nth(2).ClickAsync();
        await page.Locator(".qp-k-row").Nth(1).Locator("label").First.ClickAsync();
        await page.Locator(".qp-k-row").Nth(1).Locator("label").First.ClickAsync();
        await page.WriteAsync("Garder jusque-là 4712");
        await page.FinishAsync();

        var kept = Assert.Single(await page.KeptAsync()).GetProperty("answer");
        Assert.Equal("""{"global":"pas-du-tout-satisfait","accueil":"peu-satisfait","commentaire":"Garder jusque-là 4712"}""", kept.GetProperty("answers").GetRawText());
        Assert.Equal("complete", kept.GetProperty("outcome").GetString());
        Assert.Contains("4712", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();
        await page.NextPersonAsync();
        Assert.DoesNotContain("4712", await page.EverythingKeptAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_walks_away_leaves_what_was_touched_and_nothing_that_was_typed()
    {
        const string Site = "91-ETAMPES";
        var (counted, abandoned) = (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned"));
        var page = await system.OpenKioskAsync(Site);
        await page.SpeakAsync("ar");
        await page.TouchAsync("peu-satisfait");
        await page.WriteAsync("Ne pas laisser 4711");
        Assert.Contains("4711", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        // Writing takes thought: three times as long as elsewhere. The warning can be answered as often as one likes.
        for (var times = 0; times < 3; times++)
        {
            await page.Clock.FastForwardAsync("01:01");
            await page.Locator("dialog .qp-k-btn").ClickAsync();
            await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
            await Assertions.Expect(page.Locator("#mot-commentaire")).ToHaveValueAsync("Ne pas laisser 4711");
            await Assertions.Expect(page.Locator("#mot-commentaire")).ToBeFocusedAsync();
        }
        // What is kept is looked at before it can leave.
        await page.Context.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync("01:01");
        await page.Locator("dialog").WaitForAsync();
        await page.Clock.FastForwardAsync("00:21");
        // In the site's first language again.
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("De façon générale, êtes-vous satisfait de votre visite ?");
        await page.WaitsForAsync(1);
        Assert.DoesNotContain("4711", await page.EverythingKeptAsync(), StringComparison.Ordinal);
        await page.Context.SetOfflineAsync(false);
        await page.AllSentAsync();
        Assert.Equal((counted + 1, abandoned), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));

        // Before any answer: abandoned.
        await page.SpeakAsync("en");
        await page.Clock.FastForwardAsync("00:21");
        await page.Locator("dialog").WaitForAsync();
        await page.Clock.FastForwardAsync("00:21");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await page.AllSentAsync();
        Assert.Equal((counted + 1, abandoned + 1), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));

        // Thanks end by themselves, without a warning; an untouched screen waits as long as it likes.
        await page.SpeakAsync("es");
        await page.TouchAsync("satisfait");
        await page.FinishAsync();
        await page.Clock.FastForwardAsync("00:07");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        await page.Clock.FastForwardAsync("10:00");
        await Assertions.Expect(page.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Without_a_network_it_answers_reloads_and_starts_again()
    {
        const string Site = "91-PALAISEAU";
        var before = await CountAsync(Site, "counted");
        var page = await system.OpenKioskAsync(Site);
        await page.WorksOfflineAsync();
        await page.Context.SetOfflineAsync(true);
        await AnswerAsync(page, "pt");
        await page.ReloadAsync();
        await AnswerAsync(page, "en");
        // Killed between the touch and the thanks: what was touched is kept.
        await page.TouchAsync("tres-satisfait");
        var context = page.Context;
        await page.CloseAsync();
        page = await context.NewPageAsync();
        await page.GotoAsync("/borne");
        await page.Locator(KioskSteps.First).First.WaitForAsync();
        await page.WaitsForAsync(3);
        Assert.Equal(["complete", "complete", "partial"], (await page.KeptAsync()).Select(one => one.GetProperty("answer"))
            .Where(one => one.GetProperty("answers").EnumerateObject().Any()).OrderBy(one => one.GetProperty("sequence").GetInt32()).Select(one => one.GetProperty("outcome").GetString()));
        Assert.Equal(before, await CountAsync(Site, "counted"));
        await context.SetOfflineAsync(false);
        await page.AllSentAsync();
        Assert.Equal(before + 3, await CountAsync(Site, "counted"));
        // The worker answers for the kiosk's page and for no other one.
        Assert.Equal(0, await page.EvaluateAsync<int>("async () => { let other = 0; for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) if (!/[/](borne$|assets[/])/.test(url)) other++; return other; }"));
    }

    [Fact]
    public async Task A_second_page_waits_politely_and_leaves_the_answer_of_the_first_alone()
    {
        const string Site = "91-PALAISEAU";
        var (counted, abandoned) = (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned"));
        var first = await system.OpenKioskAsync(Site);
        await first.TouchAsync("satisfait");
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync("/borne");
        await Assertions.Expect(second.Locator("h1")).ToHaveTextAsync("Cette borne est déjà ouverte");
        await Accessibility.HoldsAtEveryWidthAsync(second, "borne deja ouverte");
        await first.FinishAsync();
        await first.NextPersonAsync();
        await first.AllSentAsync();
        Assert.Equal((counted + 1, abandoned), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));

        // What the first had begun when it was closed is the second's to give up.
        await first.TouchAsync("satisfait");
        await first.CloseAsync();
        await second.Locator(KioskSteps.First).First.WaitForAsync();
        await second.AllSentAsync();
        Assert.Equal((counted + 2, abandoned), (await CountAsync(Site, "counted"), await CountAsync(Site, "abandoned")));
    }

    [Fact]
    public async Task Answers_that_a_network_or_a_crowd_refuses_wait_and_are_sent_again()
    {
        const string Site = "91-EVRY";
        var page = await system.OpenKioskAsync(Site);
        var before = await CountAsync(Site, "counted");
        var refused = 0;
        // First by a network that wants to be signed in to, which says nothing of this device; then by the service, for being too many.
        await page.RouteAsync("**/responses/batch", route => refused++ switch
        {
            0 => route.FulfillAsync(new() { Status = 401, ContentType = "text/html", Body = "<title>Connexion</title>" }),
            1 => route.FulfillAsync(new() { Status = 429, ContentType = "application/problem+json", Headers = new Dictionary<string, string> { ["Retry-After"] = "1" }, Body = "{}" }),
            _ => route.ContinueAsync(),
        });
        await AnswerAsync(page, "fr");
        await page.AllSentAsync();

        Assert.Equal((3, before + 1), (refused, await CountAsync(Site, "counted")));
    }

    private static async Task AnswerAsync(IPage page, string language)
    {
        if (language != "fr") await page.SpeakAsync(language);
        await page.TouchAsync("satisfait");
        await page.FinishAsync();
        await page.NextPersonAsync();
    }

    private Task<long> CountAsync(string site, string column) => system.CountAsync(site, column);
}
