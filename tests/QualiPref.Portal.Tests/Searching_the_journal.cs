using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Platform.Calls;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>Who did what, in the audit logs of all services together and of one page by page.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Searching_the_journal(PortalSystem system)
{
    private const string Page = "/exploitation/journal", Case = "0198f000-0000-7000-8000-0000000000b1";

    [Fact]
    public async Task The_newest_of_all_services_come_first_with_what_came_of_them()
    {
        await using var services = await StartAsync(service => service switch
        {
            "surveys" => Noted(5, "parked.retry", SampleAnomalies.Answer, "responses", "onItsWay").Concat(Noted(1, "parked.retry", SampleAnomalies.Answer, "responses", "stillParked")),
            "indicators" => Noted(4, "parked.giveUp", "7f3a", "messages", "done").Concat(Noted(3, "message.mend", "\"><script>document.title='pris'</script>" + new string('x', 100), "messages", null)),
            "complaints" => [Item(2, "read", "case.read", "case", [Case], ["91-EVRY"]), Item(2, "read", "case.list", "case", [Case, SampleAnomalies.Case, "x"], ["91-EVRY", "91-PALAISEAU"])],
            _ => [],
        });
        await using var portal = await PortalOverAsync(services);
        var page = await portal.SignInAsync(system, "admin", "/exploitation/anomalies");
        await page.Locator("#cote").GetByRole(AriaRole.Link, new() { Name = "Journal" }).ClickAsync();

        // What is noted before it is done and once it is done is one line.
        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync("6 actes, le plus récent d'abord");
        await Assertions.Expect(page.Locator("tbody tr td:nth-child(2)")).ToHaveTextAsync(["Relance", "Renoncement", "Contenu corrigé", "Dossier consulté", "Liste de réclamations consultée", "Relance"]);
        await Assertions.Expect(page.Locator("tbody tr td:last-child")).ToHaveTextAsync(["Relancée", "Fait", "Inconnue (échec, ou arrêt du service)", "–", "–", "Encore en défaut"]);
        await Assertions.Expect(page.Locator("tbody th").First).ToHaveTextAsync("5 juillet 2026 à 11 h 12");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync($"Réponse à annoncer, {SampleAnomalies.Answer}");
        await Assertions.Expect(page.Locator("tbody tr").Nth(4)).ToContainTextAsync("3 dossiers (réclamations)");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"Dossier {Case}" })).ToHaveAttributeAsync("href", $"/reclamations/{Case}");
        await Assertions.Expect(page.Locator("main script")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "journal");
    }

    [Fact]
    public async Task What_is_looked_for_is_asked_of_every_service_in_its_own_terms()
    {
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var services = await StartAsync(_ => [], asked.Add);
        await using var portal = await PortalOverAsync(services);
        var page = await portal.SignInAsync(system, "admin", Page);
        asked.Clear();
        await page.GetByText("Chercher dans le journal").ClickAsync();
        await page.Locator("#kind").SelectOptionAsync("read");
        await page.Locator("#site").SelectOptionAsync("91-EVRY");
        await page.Locator("#on").FillAsync($" {Case} ");
        await page.Locator("#from").FillAsync("2026-07-01");
        await page.Locator("#until").FillAsync("2026-07-03");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();

        // Days of the clock on the wall: from midnight to the midnight after the last one.
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucun acte ne correspond à cette recherche.");
        Assert.Equal(5, asked.Count);
        Assert.All(asked, query => Assert.Equal($"?kind=read&on={Case}&site=91-EVRY&from=2026-06-30T22:00:00Z&until=2026-07-03T22:00:00Z", Uri.UnescapeDataString(query)));

        await page.GotoAsync($"{Page}?from=hier");
        await Assertions.Expect(page.Locator("#from-erreur")).ToHaveTextAsync("Une date est attendue, telle que 2026-07-03.");
        Assert.Equal(5, asked.Count);
        await Accessibility.HoldsAtEveryWidthAsync(page, "journal en erreur");
    }

    [Fact]
    public async Task Of_one_service_it_is_read_page_by_page()
    {
        await using var services = await StartAsync(service => service == "surveys" ? Enumerable.Range(1, 50).Select(_ => Item(1, "void", "response.void", "response", [SampleAnomalies.Answer], ["91-EVRY"])) : [Item(2, "publication", "edition.publish", "edition", [SampleAnomalies.Cut], [])]);
        await using var portal = await PortalOverAsync(services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync("50 actes sur cette page, le plus récent d'abord");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Pour lire les plus anciens, choisissez un service ci-dessus.");
        await page.GetByText("Chercher dans le journal").ClickAsync();
        await page.Locator("#service").SelectOptionAsync("surveys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante de la liste" }).ClickAsync();
        await page.ArrivesAtAsync("?service=surveys&cursor=la-suite", ends: true);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Il n'y a plus d'acte après ceux que vous avez vus.");
    }

    [Long, Fact]
    public async Task Without_an_act_and_with_services_away_it_says_so()
    {
        await using var services = await StartAsync(_ => []);
        await using var portal = await PortalOverAsync(services, "surveys", "complaints", "portal");
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("#anomalies")).ToContainTextAsync("2 services ne répondent pas : indicateurs, bilans.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucun acte n'est noté.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "journal vide");
    }

    // Its own log is behind a call like those of the others.
    private Task<PortalAlone> PortalOverAsync(StandIn services, params IEnumerable<string> there) => SampleAnomalies.PortalOverAsync(system, services, there.Any() ? there : [.. ServiceNames.All, "portal"]);

    private static Task<StandIn> StartAsync(Func<string, IEnumerable<object>> found, Action<string>? hear = null) => SampleAnomalies.StartAsync((_, _) => [], api =>
        api.MapGet("/api/{service}/v1/audit", (string service, HttpRequest request) =>
        {
            hear?.Invoke(request.QueryString.Value ?? "");
            return Results.Json(request.Query.ContainsKey("cursor")
                ? new { items = (IReadOnlyList<object>)[], next = (string?)null }
                : new { items = (IReadOnlyList<object>)[.. found(service)], next = found(service).Count() == 50 ? "la-suite" : null });
        }));

    /// <summary>What came of something done to what was parked, behind that it was asked for; without an outcome the latter alone.</summary>
    private static IEnumerable<object> Noted(int day, string act, string item, string place, string? outcome)
    {
        var asked = Guid.CreateVersion7();
        if (outcome is not null) yield return Item(day, "operation", act, "parked", [item], [], null, new() { ["place"] = place, ["asked"] = asked.ToString(), ["outcome"] = outcome });
        yield return Item(day, "operation", act, "parked", [item], [], asked, new() { ["place"] = place });
    }

    private static object Item(int day, string kind, string act, string on, IReadOnlyList<string> ids, IReadOnlyList<string> sites, Guid? id = null, Dictionary<string, string>? details = null) => new
    {
        number = day,
        id = id ?? Guid.CreateVersion7(),
        at = $"2026-07-{day:00}T09:12:00Z",
        kind,
        act,
        by = new { kind = "person", id = "0198f000-0000-7000-8000-00000000000d" },
        on = new { kind = on, ids },
        sites,
        details = details ?? [],
        previous = new string('0', 64),
        hash = new string('1', 64),
    };
}
