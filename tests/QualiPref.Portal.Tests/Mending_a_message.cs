using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>A message that a service could not take: its content is read, mended and tried again.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Mending_a_message(PortalSystem system)
{
    private const string List = "/exploitation/anomalies", Id = "7f3a", Address = $"{List}/messages/indicators/{Id}";
    private const string Call = $"/api/indicators/v1/parked/messages/{Id}";
    private const string Hostile = "</textarea></pre><script>document.title='pris'</script> { \"message\": { \"site\": \"91-EVRI\" } }";

    private readonly List<(string Version, string Content, string Reason)> _mendings = [];
    private string _content = Hostile;
    private bool _isBase64, _isWhole = true, _isStale;

    [Fact]
    public async Task Its_content_is_read_mended_with_a_reason_and_tried_again()
    {
        await using var services = await StartAsync();
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", List, javaScript: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "Lire et corriger le contenu" }).ClickAsync();
        await page.ArrivesAtAsync(Address, ends: true);
        await Assertions.Expect(page.Locator("#Text")).ToHaveValueAsync(Hostile);
        await Assertions.Expect(page.Locator("dl")).ToContainTextAsync("qualipref.indicators.surveys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveTextAsync("Raison : Ce champ est obligatoire.");

        await page.Locator("#Text").FillAsync("{ \"message\": { \"site\": \"91-EVRY\" } }");
        await page.GetByLabel("Raison").FillAsync("Code de site mal saisi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Le contenu est corrigé");
        await Assertions.Expect(page.Locator(".qp-history")).ToContainTextAsync("3 juillet 2026 à 11 h 12, par Agent 7");
        Assert.Equal([("\"1\"", "{ \"message\": { \"site\": \"91-EVRY\" } }", "Code de site mal saisi")], _mendings);
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer le message" }).ClickAsync();
        await page.ArrivesAtAsync(List, ends: true);
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("En cours : message à traiter.");
        Assert.Contains($"POST {Call}/retry", services.Calls);
    }

    [Long, Fact]
    public async Task Every_state_of_its_page_is_accessible_and_runs_nothing_that_it_holds()
    {
        await using var services = await StartAsync();
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Address);
        await Accessibility.HoldsAtEveryWidthAsync(page, "message");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "message en erreur");
        await Assertions.Expect(page.Locator("main script")).ToHaveCountAsync(0);
        _isWhole = false;
        _content = new string('x', 5_000) + Hostile;
        await page.GotoAsync(Address);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Ce contenu est trop long pour être corrigé ici");
        await Assertions.Expect(page.Locator("pre")).ToContainTextAsync(Hostile);
        await Assertions.Expect(page.Locator("textarea")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("main script")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "message trop long");
        _isBase64 = true;
        await page.GotoAsync(Address);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Ce contenu n'est pas du texte");
    }

    [Fact]
    public async Task What_would_not_fit_the_form_has_none()
    {
        _content = new string('x', 100_001);
        await using var services = await StartAsync();
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Address);
        await Assertions.Expect(page.Locator("textarea")).ToHaveCountAsync(0);
        Assert.Equal(100_000, (await page.Locator("pre").TextContentAsync())!.Length);
    }

    [Fact]
    public async Task The_second_who_mends_is_told_and_keeps_what_was_typed()
    {
        await using var services = await StartAsync();
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Address);
        _isStale = true;
        await page.Locator("#Text").FillAsync("Un texte à ne pas perdre");
        await page.GetByLabel("Raison").FillAsync("Essai");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la correction" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Quelqu'un d'autre a corrigé ce message depuis que vous l'avez lu.");
        await Assertions.Expect(page.Locator("#Text")).ToHaveValueAsync("Un texte à ne pas perdre");
        await Assertions.Expect(page.GetByLabel("Raison")).ToHaveValueAsync("Essai");
    }

    [Theory]
    [InlineData($"{List}/messages/indicators/inconnu")]
    [InlineData($"{List}/messages/ailleurs/{Id}")]
    public async Task One_that_is_not_there_is_not_found(string address)
    {
        await using var services = await StartAsync();
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", "/");
        Assert.Equal(404, (await page.GotoAsync(address))!.Status);
    }

    private Task<StandIn> StartAsync() => SampleAnomalies.StartAsync("indicators", [SampleAnomalies.Thing("messages", Id, "It could not be taken (JsonException).")], api =>
    {
        api.MapPost($"{Call}/retry", () => Results.Accepted());
        api.MapGet("/api/indicators/v1/parked/messages/{id}/content", (string id, HttpResponse response) => id == Id ? Read(response) : StandIn.Refuse(404, "QP-INDICATORS-910", "Introuvable."));
        api.MapPut($"{Call}/content", Mend);
        // What the home page asks for is not what is looked at here.
        api.MapGet("/api/surveys/v1/kiosks", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null }));
        api.MapGet("/api/reporting/v1/reports", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null }));
        api.MapGet("/api/complaints/v1/complaints/desk", () => Results.Json(new { toDo = 0, overdue = 0, unassigned = 0, awaitingUser = 0, answered = 0, thanks = 0, unread = 0, reviews = 0, promises = 0, notArrived = 0, aside = 0, handlers = Array.Empty<object>(), teams = Array.Empty<object>() }));
        api.MapGet("/api/complaints/v1/complaints", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null }));
        api.MapGet("/api/indicators/v1/balance", () => Results.Json(new { closed = true, rows = Array.Empty<object>(), openDays = Array.Empty<object>() }));
    });

    private IResult Read(HttpResponse response)
    {
        response.Headers.ETag = $"\"{_mendings.Count + 1}\"";
        return Results.Json(new
        {
            queue = "qualipref.indicators.surveys",
            contentType = "application/vnd.masstransit+json",
            bytes = _content.Length,
            digest = "a",
            content = _content,
            isBase64 = _isBase64,
            isWhole = _isWhole,
            tries = 1,
            mendings = _mendings.Select(one => new { at = "2026-07-03T09:12:00Z", by = "Agent 7", reason = one.Reason, digestBefore = "a", digestAfter = "b" }),
        });
    }

    private IResult Mend(HttpRequest request, JsonElement body)
    {
        if (_isStale) return StandIn.Refuse(412, "QP-INDICATORS-907", "Relisez avant de modifier.");
        var reason = body.GetProperty("reason").GetString()!;
        if (reason.Length == 0) return StandIn.Refuse(422, "QP-INDICATORS-905", "Valeurs refusées.", StandIn.Errors("/reason"));
        _content = body.GetProperty("content").GetString()!;
        _mendings.Add((request.Headers.IfMatch.ToString(), _content, reason));
        return Results.NoContent();
    }
}
