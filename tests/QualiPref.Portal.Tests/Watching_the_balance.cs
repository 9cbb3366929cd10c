using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>A portal whose balance says whatever a test has it say.</summary>
public sealed class ToldBalance(PortalSystem system) : IAsyncLifetime
{
    private StandIn _indicators = null!;

    /// <summary>What <c>indicators</c> answers from now on, in the shape of the contract.</summary>
    internal object Balance { get; set; } = new();

    internal PortalAlone Portal { get; private set; } = null!;

    /// <summary>How often <c>indicators</c> was asked for anything.</summary>
    internal int Calls => _indicators.Calls.Count;

    public async ValueTask InitializeAsync()
    {
        _indicators = await StandIn.StartAsync(api => api.MapGet("/api/indicators/v1/balance", () => Results.Json(Balance)));
        Portal = await PortalAlone.StartForStaffAsync(system, ("Indicators", _indicators));
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await _indicators.DisposeAsync();
    }
}

/// <summary>What the balance says, over a stand-in in the shapes of the contract.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Watching_the_balance(PortalSystem system, ToldBalance told) : IClassFixture<ToldBalance>
{
    private const string SettlesByItself = "se règle seul en quelques minutes";

    /// <summary>How often <c>indicators</c> was asked before this test.</summary>
    private readonly int _calls = told.Calls;

    [Fact]
    public async Task Closed_it_is_one_sentence()
    {
        await SaysAsync(new { closed = true, rows = Enumerable.Range(0, 200).Select(row => Row(0, row, agrees: true)), openDays = Array.Empty<object>() },
            "Tout ce qui a été reçu est compté, sauf 400 réponses abandonnées, refusées ou retirées.", "equilibre ferme");
    }

    [Fact]
    public async Task With_answers_to_decide_on_it_is_amber_and_leads_to_them()
    {
        var page = await SaysAsync(
            new { closed = true, rows = new[] { Row(0, 6, agrees: true, setAside: 90), Row(0, 8, agrees: true, setAside: 6) }, openDays = Array.Empty<object>() },
            "96 réponses attendent une décision. Tout le reste est compté, sauf 4 réponses abandonnées, refusées ou retirées.", "equilibre a decider");
        await Assertions.Expect(page.Locator("#equilibre")).ToHaveClassAsync(new Regex("fr-alert--warning"));
        await Assertions.Expect(page.Locator("#equilibre a")).ToHaveAttributeAsync("href", "/equilibre/reponses");
        await Assertions.Expect(page.Locator("tbody .qp-verdict--near")).ToHaveTextAsync(["À décider", "À décider"]);
    }

    [Long, Fact]
    public async Task The_home_page_too_is_amber_and_leads_to_the_decisions()
    {
        var page = await ShowsAtHomeAsync(new { closed = true, rows = new[] { Row(0, 6, agrees: true, setAside: 96) }, openDays = Array.Empty<object>() },
            "96 réponses attendent une décision");
        await Assertions.Expect(page.Locator("#indicateurs-du-jour a[href='/equilibre/reponses']")).ToHaveCountAsync(1);
    }

    [Long, Fact]
    public async Task The_home_page_too_says_that_something_is_parked() =>
        await ShowsAtHomeAsync(new { closed = false, rows = new[] { Row(0, 6, agrees: false) }, openDays = new[] { Day(parked: 1) } },
            "1 enregistrement bloqué : l'exploitant doit décider.");

    [Fact]
    public async Task Its_table_follows_the_months()
    {
        var rows = new[] { Row(0, 7, agrees: true), Row(0, 9, agrees: true), Row(0, 6, agrees: true), Row(0, 8, agrees: true) };
        var page = await SaysAsync(new { closed = true, rows, openDays = Array.Empty<object>() }, "Tout ce qui a été reçu est compté, sauf 8 réponses abandonnées, refusées ou retirées.", "equilibre par mois");
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["juillet 2010", "août 2010", "septembre 2010", "octobre 2010"]);
        await Assertions.Expect(page.Locator("#equilibre")).ToHaveClassAsync(new Regex("fr-alert--success"));
    }

    [Fact]
    public async Task Open_it_says_what_where_and_since_when()
    {
        var page = await SaysAsync(new { closed = false, rows = new[] { Row(3, 6, agrees: false), Row(0, 7, agrees: false) }, openDays = new[] { Day(parked: 0) } },
            "Tout n'est pas encore compté : 3 enregistrements en attente, 2 mois en désaccord avec la source.", "equilibre ouvert");
        await Assertions.Expect(page.Locator("#equilibre li")).ToHaveTextAsync(
            "Réponses aux questionnaires, Préfecture de l'Essonne (Évry), 3 juillet 2010 : 40 reçues, 37 retrouvées, 3 en attente, depuis le 3 juillet 2010 à 11 h 12.");
        await Assertions.Expect(page.Locator("#equilibre")).ToContainTextAsync(SettlesByItself);
        await Assertions.Expect(page.Locator("#equilibre")).Not.ToContainTextAsync("bloqué");
    }

    [Fact]
    public async Task With_something_parked_it_does_not_say_that_it_settles_by_itself()
    {
        var rows = new[] { Row(3, 6, agrees: true), Row(0, 7, agrees: true), Row(1, 8, agrees: true) };
        var page = await SaysAsync(new { closed = false, rows, openDays = new[] { Day(parked: 2), Day(parked: 0, date: "2010-09-03") } },
            "Tout n'est pas encore compté : 4 enregistrements en attente. 2 enregistrements bloqués : l'exploitant doit décider.", "equilibre bloque");
        await Assertions.Expect(page.Locator("#equilibre")).ToHaveClassAsync(new Regex("fr-alert--warning"));
        await Assertions.Expect(page.Locator("#equilibre li").First).ToHaveTextAsync(
            "Réponses aux questionnaires, Préfecture de l'Essonne (Évry), 3 juillet 2010 : 40 reçues, 37 retrouvées, 3 en attente, 2 bloquées, depuis le 3 juillet 2010 à 11 h 12.");
        await Assertions.Expect(page.Locator("#equilibre")).Not.ToContainTextAsync(SettlesByItself);
        await Assertions.Expect(page.Locator("tbody .qp-verdict--near")).ToHaveTextAsync(["À décider par l'exploitant", "En attente"]);
        await Assertions.Expect(page.Locator("#equilibre")).ToContainTextAsync("Prévenez-le.");
        await Assertions.Expect(page.Locator("#equilibre a")).ToHaveCountAsync(0);
    }

    [Long, Fact]
    public async Task With_something_parked_it_leads_an_administrator_to_the_anomalies()
    {
        told.Balance = new { closed = false, rows = new[] { Row(0, 6, agrees: false) }, openDays = new[] { Day(parked: 1) } };
        var page = await told.Portal.SignInAsync(system, "admin", "/equilibre?Reseau=essonne&Periode=2026");
        await Assertions.Expect(page.Locator("#equilibre a")).ToHaveAttributeAsync("href", "/exploitation/anomalies");
        await Assertions.Expect(page.Locator("#equilibre")).Not.ToContainTextAsync("Prévenez-le.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "equilibre bloque pour un administrateur", again: true);
    }

    [Long, Fact]
    public async Task With_more_open_days_than_are_listed_it_does_not_say_so_either()
    {
        var openDays = Enumerable.Range(0, 200).Select(day => Day(parked: 0, date: new DateOnly(2010, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        var page = await SaysAsync(new { closed = false, rows = new[] { Row(3, 6, agrees: true) }, openDays },
            "Tout n'est pas encore compté : 3 enregistrements en attente.", "equilibre ouvert longtemps", again: true);
        await Assertions.Expect(page.Locator("#equilibre")).Not.ToContainTextAsync(SettlesByItself);
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

    private async Task<IPage> ShowsAtHomeAsync(object balance, string text)
    {
        var page = await OpenAsync(balance, "/");
        await Assertions.Expect(page.Locator("#indicateurs-du-jour .qp-today__wait")).ToContainTextAsync(text);
        Assert.Equal(1, told.Calls - _calls);
        return page;
    }

    private async Task<IPage> SaysAsync(object balance, string sentence, string state, bool again = false)
    {
        var page = await OpenAsync(balance, "/equilibre?Reseau=essonne&Periode=2026");
        await Assertions.Expect(page.Locator("#equilibre h2")).ToHaveTextAsync(sentence);
        await Accessibility.HoldsAtEveryWidthAsync(page, state, again);
        Assert.Equal(1, told.Calls - _calls);
        return page;
    }

    private Task<IPage> OpenAsync(object balance, string path)
    {
        told.Balance = balance;
        return told.Portal.SignInAsync(system, "quality", path);
    }

    private static object Day(int parked, string date = "2010-07-03") => new
    {
        source = "surveys",
        site = "91-EVRY",
        date,
        received = 40,
        facts = 37,
        pending = 3,
        parked,
        since = "2010-07-03T09:12:00Z",
    };

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
