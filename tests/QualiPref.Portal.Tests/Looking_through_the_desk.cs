using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Looking_through_the_desk(PortalSystem system)
{
    [Fact]
    public async Task A_page_of_200_cases_is_four_calls_of_the_service_and_accessible()
    {
        await using var complaints = await StandIn.StartAsync(api =>
        {
            api.MapGet("/api/complaints/v1/complaints", (string? cursor) => Results.Json(new
            {
                items = Enumerable.Range(1, 200).Select(CaseNumber),
                next = cursor is null ? "la-suite" : null,
                previous = cursor is null ? null : "d-avant",
            }));
            api.MapGet("/api/complaints/v1/complaints/counts", () => Results.Json(Counts(400)));
            api.MapGet("/api/complaints/v1/complaints/desk", () => Results.Json(new
            {
                toDo = 400,
                overdue = 19,
                unassigned = 381,
                awaitingUser = 0,
                answered = 3,
                thanks = 2,
                unread = 7,
                reviews = 4,
                promises = 2,
                notArrived = 3,
                aside = 4,
                handlers = (object[])[new { assignee = (string?)null, cases = Counts(400) }],
                teams = Array.Empty<object>(),
            }));
            api.MapGet("/api/complaints/v1/letters/to-print", () => Results.Json(new { sites = new[] { new { site = "91-EVRY", waiting = 1200, held = Array.Empty<object>() } } }));
        });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Complaints", complaints));
        var page = await portal.SignInAsync(system, "handler", "/reclamations?pageSize=200");
        Assert.Equal(
            [
                "GET /api/complaints/v1/complaints", "GET /api/complaints/v1/complaints/counts", "GET /api/complaints/v1/complaints/desk", "GET /api/complaints/v1/letters/to-print",
            ],
            complaints.Calls.Order(StringComparer.Ordinal));
        await Assertions.Expect(page.Locator("#cote a[href='/reclamations/a-poster']")).ToContainTextAsync("1\u202F200");
        Assert.Equal(200, await page.Locator("tbody tr").CountAsync());
        await Accessibility.HoldsAtEveryWidthAsync(page, "reclamations 200", again: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Page suivante de la liste" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Début de la liste" })).ToBeVisibleAsync();
        Assert.Contains("pageSize=200", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Page précédente de la liste" }).ClickAsync();
        Assert.Contains("cursor=d-avant", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_in_force_are_named_and_each_can_be_taken_away()
    {
        var page = await system.SignInAsync("handler", "/reclamations?site=91-ETAMPES&overdue=true&q=introuvable", javaScript: false);
        await Assertions.Expect(page.Locator(".qp-narrowed li")).ToHaveCountAsync(6);
        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer le filtre « Délai : En retard »" }).ClickAsync();
        Assert.DoesNotContain("overdue", page.Url, StringComparison.Ordinal);
        Assert.Contains("q=introuvable", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer le filtre « Statut : À traiter »" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Statut")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Its_lists_stand_beside_it_or_behind_it_where_the_window_is_narrow()
    {
        var page = await system.SignInAsync("handler", "/reclamations?status=answered", javaScript: false);
        var leap = page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Listes courantes" });
        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Listes courantes" });
        await Assertions.Expect(leap).ToBeHiddenAsync();
        await Assertions.Expect(menu.Locator("[aria-current]")).ToContainTextAsync("Répondues, à clore");
        Assert.True((await BoxAsync(menu)).X < (await BoxAsync(page.Locator("h1"))).X);

        await page.SetViewportSizeAsync(360, 900);
        await leap.ClickAsync();
        Assert.EndsWith("#cote", page.Url, StringComparison.Ordinal);
        Assert.True((await BoxAsync(menu)).Y >= (await BoxAsync(page.Locator("main"))).Y + (await BoxAsync(page.Locator("main"))).Height);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator part) => (await part.BoundingBoxAsync())!;

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        var page = await system.SignInAsync("handler", "/reclamations?q=rien-de-tel");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune réclamation ne correspond à ces filtres.");
        await page.GetByRole(AriaRole.Link, new() { Name = "revenez à ce qui est à traiter" }).ClickAsync();
        Assert.EndsWith("/reclamations", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_filter_is_told_at_its_field()
    {
        var page = await system.SignInAsync("handler", "/reclamations?site=75-NULLEPART");
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#site");
        await Assertions.Expect(page.Locator("#site")).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Fact]
    public async Task Many_open_cases_are_paged_from_the_most_urgent()
    {
        const string Site = "47-AGEN";
        using var staff = system.Call("agent");
        await Parallel.ForEachAsync(Enumerable.Range(0, Effort.IsLong ? 2_000 : 250), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, cancellationToken) =>
        {
            using var filed = await staff.PostAsJsonAsync("/api/complaints/v1/complaints", Slip(Site, number), cancellationToken);
            filed.EnsureSuccessStatusCode();
        });
        var page = await system.SignInAsync("handler", $"/reclamations?site={Site}&pageSize=200");
        Assert.Equal(200, await page.Locator("tbody tr").CountAsync());
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("j. de retard");
        var total = await page.Locator(".qp-due .qp-sum b").InnerTextAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"{total}\u00A0dossiers à traiter");
    }

    private static object Counts(int total) => new { total, overdue = 19, dueToday = 0, dueThisWeek = 0, dueLater = total - 19, withoutDeadline = 0 };

    private static object CaseNumber(int number) => new
    {
        id = new Guid(number, 0, 0, new byte[8]),
        reference = $"91-EVRY-2026-{number:000000}",
        site = "91-EVRY",
        kind = "complaint",
        channel = "letter",
        status = number % 3 == 0 ? "assigned" : "received",
        receivedOn = "2026-06-01",
        dueOn = "2026-06-22",
        legalDueOn = "2026-08-01",
        verdict = "pending",
        overdue = number < 20,
        workingDaysLeft = number < 20 ? number - 20 : 15,
        motive = number % 2 == 0 ? "attente" : null,
        assignee = number % 3 == 0 ? "Bureau des titres" : null,
        unread = number == 1 ? 2 : 0,
        subject = $"Objet {number} qui est assez long pour tenir sur plusieurs lignes dans une colonne étroite",
        version = 1,
    };

    private static object Slip(string site, int number) => new
    {
        site,
        kind = "complaint",
        channel = "letter",
        receivedOn = new DateOnly(2020, 1, 5).AddDays(number % 150).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        subject = $"Courrier {number}",
        text = "L'attente au guichet a duré deux heures.",
        contact = new { name = "Usager 12", postalAddress = "1 rue de l'Exemple", language = "fr" },
    };
}
