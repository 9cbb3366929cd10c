using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Who decided what on anomalies, of all services together and of one page by page.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Reading_the_journal_of_anomalies(PortalSystem system)
{
    private const string Page = "/exploitation/anomalies/journal";

    [Fact]
    public async Task The_newest_of_all_services_come_first_with_what_came_of_them()
    {
        await using var services = await StartAsync(service => service switch
        {
            "surveys" => [Act(5, "retry", "responses", SampleAnomalies.Answer, null, "onItsWay"), Act(1, "retry", "responses", SampleAnomalies.Answer, null, "stillParked")],
            "indicators" =>
            [
                Act(4, "giveUp", "messages", "7f3a", "\"><script>document.title='pris'</script>" + new string('x', 400), "done"),
                Act(3, "mend", "messages", "7f3a", "Code de site", null),
            ],
            _ => [],
        });
        await using var portal = await SampleAnomalies.PortalOverAsync(services);
        var page = await portal.SignInAsync(system, "admin", "/exploitation/anomalies");
        await page.GetByRole(AriaRole.Link, new() { Name = "Journal" }).ClickAsync();

        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync("4 actes, le plus récent d'abord");
        await Assertions.Expect(page.Locator("tbody tr td:nth-child(2)")).ToHaveTextAsync(["Relance", "Renoncement", "Contenu corrigé", "Relance"]);
        await Assertions.Expect(page.Locator("tbody tr td:last-child")).ToHaveTextAsync(["Relancée", "Fait", "Inconnue (échec, ou arrêt du service)", "Encore en défaut"]);
        await Assertions.Expect(page.Locator("tbody th").First).ToHaveTextAsync("5 juillet 2026 à 11 h 12");
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync($"réponse à annoncer (questionnaires), {SampleAnomalies.Answer}");
        await Assertions.Expect(page.Locator("main script")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "journal");
    }

    [Fact]
    public async Task Of_one_service_it_is_read_page_by_page()
    {
        await using var services = await StartAsync(service => service == "surveys" ? [.. Enumerable.Range(1, 50).Select(_ => Act(1, "retry", "responses", SampleAnomalies.Answer, null, "onItsWay"))] : [Act(2, "retry", "cuts", SampleAnomalies.Cut, null, "onItsWay")]);
        await using var portal = await SampleAnomalies.PortalOverAsync(services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("caption")).ToHaveTextAsync("50 actes sur cette page, le plus récent d'abord");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Pour lire les plus anciens, choisissez un service ci-dessus.");
        await page.Locator("#service").SelectOptionAsync("surveys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Afficher" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante de la liste" }).ClickAsync();
        await page.ArrivesAtAsync("?service=surveys&cursor=la-suite", ends: true);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Il n'y a plus d'acte après ceux que vous avez vus.");
    }

    [Fact]
    public async Task Without_an_act_and_with_services_away_it_says_so()
    {
        await using var services = await StartAsync(_ => []);
        await using var portal = await SampleAnomalies.PortalOverAsync(services, "surveys", "complaints");
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("#anomalies")).ToContainTextAsync("2 services ne répondent pas : indicateurs, bilans.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucun acte n'est noté.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "journal vide");
    }

    private static Task<StandIn> StartAsync(Func<string, IReadOnlyList<object>> acts) => SampleAnomalies.StartAsync((_, _) => [], api =>
        api.MapGet("/api/{service}/v1/parked/acts", (string service, HttpRequest request) => Results.Json(request.Query.ContainsKey("cursor")
            ? new { items = (IReadOnlyList<object>)[], next = (string?)null }
            : new { items = acts(service), next = acts(service).Count == 50 ? "la-suite" : null })));

    private static object Act(int day, string act, string place, string item, string? reason, string? outcome) => new
    {
        id = Guid.CreateVersion7(),
        at = $"2026-07-{day:00}T09:12:00Z",
        by = "Agent 7",
        act,
        place,
        item,
        reason,
        digestBefore = (string?)null,
        digestAfter = (string?)null,
        outcome,
    };
}
