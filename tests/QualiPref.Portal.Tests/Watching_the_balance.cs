using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>What the balance says, over a stand-in in the shapes of the contract.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Watching_the_balance(PortalSystem system)
{
    [Fact]
    public async Task Closed_it_is_one_sentence()
    {
        await SaysAsync(new { closed = true, rows = Enumerable.Range(0, 200).Select(row => Row(0, row, agrees: true)), openDays = Array.Empty<object>() },
            "Tout ce qui a été reçu est compté.", "equilibre ferme");
    }

    [Fact]
    public async Task With_answers_to_decide_on_it_is_amber_and_leads_to_them()
    {
        var page = await SaysAsync(
            new { closed = true, rows = new[] { Row(0, 6, agrees: true, setAside: 90), Row(0, 8, agrees: true, setAside: 6) }, openDays = Array.Empty<object>() },
            "96 réponses attendent une décision. Tout le reste est compté.", "equilibre a decider");
        await Assertions.Expect(page.Locator("#equilibre")).ToHaveClassAsync(new Regex("fr-alert--warning"));
        await Assertions.Expect(page.Locator("#equilibre a")).ToHaveAttributeAsync("href", "/equilibre/reponses");
        await Assertions.Expect(page.Locator("tbody .fr-badge--warning")).ToHaveTextAsync(["À décider", "À décider"]);
    }

    [Fact]
    public async Task The_home_page_too_is_amber_and_leads_to_the_decisions()
    {
        var balance = new { closed = true, rows = new[] { Row(0, 6, agrees: true, setAside: 96) }, openDays = Array.Empty<object>() };
        await using var indicators = await StandIn.StartAsync(api => api.MapGet("/api/indicators/v1/balance", () => Results.Json(balance)));
        await using var portal = await PortalAlone.StartForStaffAsync(("Indicators", indicators));
        var page = await portal.SignInAsync(system, "quality", "/");
        await Assertions.Expect(page.Locator("#indicateurs-du-jour .qp-today__wait")).ToContainTextAsync("96 réponses attendent une décision");
        await Assertions.Expect(page.Locator("#indicateurs-du-jour a[href='/equilibre/reponses']")).ToHaveCountAsync(1);
        Assert.Single(indicators.Calls);
    }

    [Fact]
    public async Task Its_table_follows_the_months()
    {
        var rows = new[] { Row(0, 7, agrees: true), Row(0, 9, agrees: true), Row(0, 6, agrees: true), Row(0, 8, agrees: true) };
        var page = await SaysAsync(new { closed = true, rows, openDays = Array.Empty<object>() }, "Tout ce qui a été reçu est compté.", "equilibre par mois");
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["juillet 2010", "août 2010", "septembre 2010", "octobre 2010"]);
        await Assertions.Expect(page.Locator("#equilibre")).ToHaveClassAsync(new Regex("fr-alert--success"));
    }

    [Fact]
    public async Task Open_it_says_what_where_and_since_when()
    {
        var openDays = new[] { new { source = "surveys", site = "91-EVRY", date = "2026-07-03", received = 40, facts = 37, pending = 3, parked = 0, since = "2026-07-03T09:12:00Z" } };
        var page = await SaysAsync(new { closed = false, rows = new[] { Row(3, 6, agrees: false), Row(0, 7, agrees: false) }, openDays },
            "Tout n'est pas encore compté : 3 enregistrements en cours de traitement, 2 mois en désaccord avec la source.", "equilibre ouvert");
        await Assertions.Expect(page.Locator("#equilibre li")).ToHaveTextAsync(
            "Réponses aux questionnaires, Préfecture de l'Essonne (Évry), 3 juillet 2026 : 40 reçues, 37 retrouvées, dont 3 en cours, depuis le 3 juillet 2026 à 11 h 12.");
    }

    [Fact]
    public async Task Empty_it_says_that_nothing_was_received() =>
        await SaysAsync(new { closed = true, rows = Array.Empty<object>(), openDays = Array.Empty<object>() }, "Rien n'a encore été reçu pour cette période.", "equilibre vide");

    [Fact]
    public async Task A_period_that_is_none_is_named_once()
    {
        var page = await system.SignInAsync("quality", "/equilibre?Periode=ete");
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveTextAsync("Période : Écrivez 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.");
    }

    private async Task<IPage> SaysAsync(object balance, string sentence, string state)
    {
        await using var indicators = await StandIn.StartAsync(api => api.MapGet("/api/indicators/v1/balance", () => Results.Json(balance)));
        await using var portal = await PortalAlone.StartForStaffAsync(("Indicators", indicators));
        var page = await portal.SignInAsync(system, "quality", "/equilibre?Reseau=essonne&Periode=2026");
        await Assertions.Expect(page.Locator("#equilibre h2")).ToHaveTextAsync(sentence);
        await Accessibility.HoldsAtEveryWidthAsync(page, state);
        Assert.Single(indicators.Calls);
        return page;
    }

    private static object Row(int pending, int month, bool agrees, int setAside = 0) => new
    {
        source = month % 2 == 0 ? "surveys" : "complaints",
        site = "91-EVRY",
        month = $"{2010 + (month / 12)}-{(month % 12) + 1:00}",
        received = 39 + setAside,
        counted = 37 - pending,
        setAside,
        discarded = 1,
        abandoned = 1,
        voided = 0,
        pending,
        agrees,
    };
}
