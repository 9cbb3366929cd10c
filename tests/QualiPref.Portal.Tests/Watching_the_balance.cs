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
    public async Task Open_it_says_what_where_and_since_when()
    {
        var openDays = new[] { new { source = "surveys", site = "91-EVRY", date = "2026-07-03", received = 40, facts = 37, pending = 3, since = "2026-07-03T09:12:00Z" } };
        var page = await SaysAsync(new { closed = false, rows = new[] { Row(3, 6, agrees: false), Row(0, 7, agrees: false) }, openDays },
            "Tout n'est pas encore compté : 3 enregistrements en cours de traitement, 2 mois en désaccord avec la source.", "equilibre ouvert");
        await Assertions.Expect(page.Locator("#equilibre li")).ToHaveTextAsync(
            "Réponses aux questionnaires, Préfecture de l'Essonne (Évry), 3 juillet 2026 : 40 reçues, 37 retrouvées, dont 3 en cours, depuis le 3 juillet 2026 à 11 h 12.");
    }

    [Fact]
    public async Task Empty_it_says_that_nothing_was_received() =>
        await SaysAsync(new { closed = true, rows = Array.Empty<object>() }, "Rien n'a encore été reçu pour cette période.", "equilibre vide");

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

    private static object Row(int pending, int month, bool agrees) => new
    {
        source = month % 2 == 0 ? "surveys" : "complaints",
        site = "91-EVRY",
        month = $"{2010 + (month / 12)}-{(month % 12) + 1:00}",
        received = 40,
        counted = 37 - pending,
        setAside = 1,
        discarded = 1,
        abandoned = 1,
        voided = 0,
        pending,
        agrees,
    };
}
