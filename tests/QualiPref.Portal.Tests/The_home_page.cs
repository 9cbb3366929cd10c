using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheCounter.Name)]
public sealed class The_home_page(PortalSystem system)
{
    private static readonly string[] Agent = ["/saisie"];
    private static readonly string[] Handler = [.. Agent, "/reclamations"];
    private static readonly string[] Quality = [.. Handler, "/indicateurs", "/bilans"];

    [Fact]
    public async Task Of_the_public_offers_its_tasks()
    {
        var page = await system.OpenAsync("/", javaScript: false);
        await Assertions.Expect(page.Locator("main a")).ToHaveTextAsync(
        [
            "Donner mon avis", "Faire une réclamation", "Suivre ma demande",
            "Give your opinion in English", "Dé su opinión en español", "Dê a sua opinião em português", "أعطوا رأيكم بالعربية",
        ]);
        await Assertions.Expect(page).ToHaveTitleAsync("Accueil — QualiPref");
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("handler")]
    [InlineData("quality")]
    [InlineData("admin")]
    public async Task Of_a_role_shows_what_it_may_do_and_nothing_else(string role)
    {
        var page = await system.SignInAsync(role, "/");
        var allowed = role switch { "agent" => Agent, "handler" => Handler, _ => Quality };
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("À faire aujourd'hui");
        foreach (var path in Quality)
        {
            var expected = allowed.Contains(path) ? 1 : 0;
            Assert.Equal(expected, await page.Locator($"nav#menu a[href='{path}']").CountAsync());
            Assert.Equal(expected, Math.Min(1, await page.Locator($".qp-today a[href^='{path}']").CountAsync()));
        }
        foreach (var part in (string[])["#bornes-du-jour", "#anomalies-du-jour", "nav#menu a[href='/exploitation/anomalies']"])
            Assert.Equal(role == "admin" ? 1 : 0, await page.Locator(part).CountAsync());
    }

    [Fact]
    public async Task Counts_what_is_late_due_and_nobody_s()
    {
        await FileLateAsync();
        await system.FileAsync("91-ETAMPES", "À attribuer");
        using var http = system.Call("handler");
        var (late, nobodys) = await CountAsync(http);

        var home = await system.SignInAsync("handler", "/");
        var links = home.Locator("#reclamations-du-jour a span");
        await Assertions.Expect(links.Nth(0)).ToHaveTextAsync(new Regex($"^{late} réclamations? en retard$"));
        await Assertions.Expect(links.Nth(2)).ToHaveTextAsync(new Regex($"^{nobodys} réclamations? à traiter "));
        await links.Nth(0).ClickAsync();
        await Assertions.Expect(home.Locator("tbody tr")).ToHaveCountAsync(Math.Min(late, 50));
    }

    [Fact]
    public async Task Opens_while_the_services_are_away()
    {
        await using var portal = await PortalAlone.StartForStaffAsync(system);
        var page = await portal.SignInAsync(system, "admin", "/");
        var home = await page.Locator("body").InnerTextAsync();
        Assert.Contains("À faire aujourd'hui", home, StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(home, "Information momentanément indisponible"));
        Assert.Contains("qui est compté n'est pas disponible", home, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_administrator_of_kiosks_that_wait_for_their_device()
    {
        await system.NewKioskAsync("91-ETAMPES");
        var page = await system.SignInAsync("admin", "/");
        await Assertions.Expect(page.Locator("#bornes-du-jour")).ToContainTextAsync("à enregistrer");
    }

    /// <summary>How many open complaints and suggestions are late, and how many nobody's, page by page.</summary>
    private static async Task<(int Late, int Nobodys)> CountAsync(HttpClient http)
    {
        var (late, nobodys) = (0, 0);
        string? cursor = null;
        do
        {
            var page = await http.GetFromJsonAsync<JsonElement>(
                $"/api/complaints/v1/complaints?status=open&kind=complaint,suggestion&pageSize=200&cursor={cursor}", TestContext.Current.CancellationToken);
            var cases = page.GetProperty("items").EnumerateArray().ToArray();
            late += cases.Count(one => one.GetProperty("overdue").GetBoolean());
            nobodys += cases.Count(one => one.GetProperty("assignee").ValueKind == JsonValueKind.Null);
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return (late, nobodys);
    }

    // Received two months ago: the fifteen working days are over.
    private async Task FileLateAsync()
    {
        using var agent = system.Call("agent");
        var received = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-60);
        using var response = await agent.PostAsJsonAsync("/api/complaints/v1/complaints", new
        {
            site = "91-ETAMPES",
            kind = "complaint",
            channel = "letter",
            receivedOn = received,
            text = "Courrier resté sans réponse.",
            contact = new { name = "Usager 15", postalAddress = "1 rue de l'Exemple" },
        });
        response.EnsureSuccessStatusCode();
    }
}
