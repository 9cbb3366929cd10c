using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>The pages around an edition, over a stand-in: only that they fit the shapes of the contract, not that anything is frozen.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Freezing_a_report(PortalSystem system)
{
    private static readonly Guid Report = new("0198f000-0000-7000-8000-000000000001");
    private static readonly Guid Busy = new("0198f000-0000-7000-8000-000000000002");
    private static readonly Guid First = new("0198f000-0000-7000-8000-000000000011");
    private static readonly Guid Second = new("0198f000-0000-7000-8000-000000000012");
    private static readonly Guid Running = new("0198f000-0000-7000-8000-000000000021");
    private static readonly Guid Verified = new("0198f000-0000-7000-8000-000000000023");
    private static readonly Guid Failed = new("0198f000-0000-7000-8000-000000000022");
    private static readonly Guid NotBuilt = new("0198f000-0000-7000-8000-000000000024");

    private readonly ConcurrentQueue<(string Key, JsonElement Body)> _freezings = new();
    private readonly ConcurrentQueue<string> _publications = new();
    private readonly ConcurrentQueue<double> _progress = new([0.25]);

    [Fact]
    public async Task Rows_that_stay_open_are_declared_with_a_reason_and_the_edition_opens()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/{Report}/arret", javaScript: false);
        await Accessibility.HoldsAtEveryWidthAsync(await portal.SignInAsync(system, "quality", $"/bilans/{Report}/arret"), "arret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tout ce qui a été reçu n'est pas encore compté.");
        // Whether waiting helps, only the balance knows.
        await Assertions.Expect(page.Locator("form").Filter(new() { HasText = "dit si cela se règle seul" }).GetByRole(AriaRole.Link, new() { Name = "Reçu et compté" })).ToHaveAttributeAsync("href", "/equilibre");
        var reason = page.GetByLabel("Réponses aux questionnaires, Préfecture de l'Essonne (Évry), juillet 2026");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition sans eux" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Declared[0]-Reason");
        await reason.FillAsync("Borne volée avant d'avoir tout rendu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition sans eux" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bilan 2026, révision 1");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Raison donnée : Borne volée avant d'avoir tout rendu");
        var (empty, declared) = (_freezings.First(), _freezings.Last());
        Assert.Equal(2, _freezings.Count);
        Assert.NotEqual(empty.Key, declared.Key);
        var row = Assert.Single(declared.Body.GetProperty("declared").EnumerateArray());
        Assert.Equal("2026-07", row.GetProperty("month").GetString());
        Assert.Equal(3, row.GetProperty("pending").GetInt64());
    }

    [Long, Fact]
    public async Task What_is_to_be_declared_is_accessible_with_its_errors()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/{Report}/arret");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "arret a declarer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition sans eux" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveCountAsync(1);
        await Accessibility.HoldsAtEveryWidthAsync(page, "arret a declarer en erreur");
    }

    [Long, Fact]
    public async Task A_verification_that_takes_long_ends_in_words_and_so_does_the_lack_of_a_difference()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/operations/{Verified}?edition={First}");
        await Assertions.Expect(page.Locator("#verification")).ToContainTextAsync("L'édition est vérifiée");
        await Accessibility.HoldsAtEveryWidthAsync(page, "verification achevee");
        await page.GotoAsync($"/bilans/editions/{Second}/differences?to={First}");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucun chiffre ne diffère");
        await Accessibility.HoldsAtEveryWidthAsync(page, "differences vides");
    }

    [Long, Fact]
    public async Task Where_nothing_is_open_yet_the_page_says_what_to_do_and_tells_errors()
    {
        await using var reporting = await StandIn.StartAsync(api =>
        {
            api.MapGet("/api/reporting/v1/reports", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null }));
            api.MapGet("/api/reporting/v1/editions", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null }));
            api.MapPost("/api/reporting/v1/reports", () => StandIn.Refuse(422, "QP-REPORTING-905", "Valeurs refusées.", StandIn.Errors("/period", "/title")));
        });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", "/bilans/editions");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune édition n'est encore arrêtée.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "editions vides");
        await page.GotoAsync("/bilans");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bilans vides");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le bilan" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveCountAsync(2);
        await Accessibility.HoldsAtEveryWidthAsync(page, "bilans en erreur");
    }

    [Fact]
    public async Task The_form_sent_twice_asks_for_the_same_freezing()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/{Report}/arret", javaScript: false);
        var key = await page.Locator("input[name=Cle]").GetAttributeAsync("value");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeVisibleAsync();
        // Sends the form again, as it was.
        await page.ReloadAsync();
        Assert.Equal([key!, key!], _freezings.Select(freezing => freezing.Key));
    }

    [Long, Fact]
    public async Task Where_a_freezing_is_under_way_it_is_followed()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/{Busy}");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bilan");
        await page.GetByRole(AriaRole.Link, new() { Name = "Arrêter une édition" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition", Exact = true }).ClickAsync();
        await page.ArrivesAtAsync($"/bilans/operations/{Running}?bilan={Busy}");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("En cours");
    }

    [Fact]
    public async Task Long_work_says_how_far_it_is_and_reloads_only_when_asked_to()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/operations/{Running}?bilan={Report}", javaScript: false);
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("25,0");
        var answer = await page.ReloadAsync();
        Assert.False(answer!.Headers.ContainsKey("refresh"));
        await Accessibility.HoldsAtEveryWidthAsync(
            await portal.SignInAsync(system, "quality", $"/bilans/operations/{Running}?bilan={Report}"), "arret en cours");

        await page.GetByRole(AriaRole.Link, new() { Name = "Actualiser seul toutes les 5 secondes" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ne plus actualiser seul" })).ToBeVisibleAsync();
        _progress.Clear();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bilan 2026, révision 1");
    }

    [Fact]
    public async Task A_freezing_that_failed_asks_for_the_reasons()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/operations/{Failed}?bilan={Report}");
        await Accessibility.HoldsAtEveryWidthAsync(page, "arret refuse");
        await page.GetByLabel("Réponses aux questionnaires, Préfecture de l'Essonne (Évry), juillet 2026").FillAsync("Borne volée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrêter l'édition sans eux" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Bilan 2026, révision 1");
    }

    [Theory]
    [LongData("quality", "L'administrateur peut le relancer ou y renoncer, à sa page « Anomalies ».", 0)]
    [InlineData("admin", "Relancer cet arrêt ou y renoncer", 1)]
    public async Task One_whose_edition_could_not_be_built_says_who_has_it_tried_again(string role, string text, int links)
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, role, $"/bilans/operations/{NotBuilt}?bilan={Report}");
        await Assertions.Expect(page.Locator(".fr-alert--error")).ToContainTextAsync(text);
        await Assertions.Expect(page.Locator(".fr-alert--error a[href='/exploitation/anomalies']")).ToHaveCountAsync(links);
        await Accessibility.HoldsAtEveryWidthAsync(page, $"arret en attente {role}", again: links > 0);
    }

    [Fact]
    public async Task An_edition_is_verified_published_compared_and_taken_away()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", "/bilans/editions");
        await Accessibility.HoldsAtEveryWidthAsync(page, "editions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Bilan 2026, révision 1" }).ClickAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "edition");
        await page.GetByRole(AriaRole.Button, new() { Name = "Vérifier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator("#verification")).ToContainTextAsync("1 différence sur 212 chiffres");
        await Accessibility.HoldsAtEveryWidthAsync(page, "edition qui differe");

        await page.GetByRole(AriaRole.Button, new() { Name = "Publier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Reason");
        await Accessibility.HoldsAtEveryWidthAsync(page, "edition en erreur");
        await page.GetByLabel("Raison de la publication").FillAsync("Validée par le comité");
        await page.GetByRole(AriaRole.Button, new() { Name = "Publier l'édition" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("L'édition est publiée");
        await Accessibility.HoldsAtEveryWidthAsync(page, "edition publiee");
        Assert.Equal("\"4\"", _publications.Last());

        await page.GetByRole(AriaRole.Link, new() { Name = "Comparer à une autre révision" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Comparer" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("arrivé après l'arrêt : 2");
        await Assertions.Expect(page.Locator("tbody tr").Last).ToContainTextAsync("version 1");
        await Accessibility.HoldsAtEveryWidthAsync(page, "differences");
        var document = await page.APIRequest.GetAsync($"/bilans/editions/{First}?handler=document&format=csv");
        Assert.Equal("a;b", await document.TextAsync());
    }

    [Fact]
    public async Task What_was_received_stands_in_a_table_a_site_by_motive_and_channel()
    {
        await using var reporting = await StandIn.StartAsync(Answer);
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Reporting", reporting));
        var page = await portal.SignInAsync(system, "quality", $"/bilans/editions/{First}");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Satisfaction globale", Level = 3 })).ToBeVisibleAsync();

        Assert.Equal(
            ["Motif | Fiche au guichet | Courrier | Total", "Accueil et amabilité | 2 | 1 200 | 1 202", "Temps d'attente | 17 | 0 | 17", "Total | 19 | 1 200 | 1 219"],
            await RowsAsync("Réclamations reçues, par motif et canal Préfecture de l'Essonne (Évry)"));
        Assert.Equal(
            ["Motif | Fiche au guichet | Courrier | Total", "Accueil et amabilité | 2 | 1 200 | 1 202", "Temps d'attente | 17 | 0 | 17", "Total | 19 | 1 200 | 1 219"],
            await RowsAsync("Réclamations reçues, par motif et canal Ensemble du réseau"));
        await Assertions.Expect(page.Locator("section").Last).ToContainTextAsync("Rien n'a été reçu.");

        async Task<IEnumerable<string>> RowsAsync(string table) =>
            from row in await page.GetByRole(AriaRole.Table, new() { Name = table }).GetByRole(AriaRole.Row).AllInnerTextsAsync()
            select row.Replace("\t", " | ", StringComparison.Ordinal).Replace('\u202F', ' ');
    }

    private void Answer(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/reporting/v1");
        api.MapGet("/reports/{id}", (Guid id) => Results.Json(SampleReports.Report(id, First)));
        api.MapPost($"/reports/{Busy}/freeze", () => StandIn.Refuse(409, "QP-REPORTING-005", "Ce bilan est déjà en cours d'arrêté.", ("operation", $"/api/reporting/v1/operations/{Running}")));
        api.MapPost("/reports/{id}/freeze", (HttpRequest request, JsonElement body) => Freeze(request.Headers["Idempotency-Key"].ToString(), body));
        api.MapGet($"/operations/{Running}", () => Results.Json(_progress.TryPeek(out var progress)
            ? SampleReports.Operation(Running, "running", progress)
            : SampleReports.Operation(Running, "succeeded", 1, new { edition = First, address = $"/api/reporting/v1/editions/{First}", revision = 1, report = Report })));
        api.MapGet($"/operations/{Verified}", () => Results.Json(SampleReports.Operation(Verified, "succeeded", 1, SampleReports.Verified())));
        api.MapGet($"/operations/{Failed}", () => Results.Json(SampleReports.Operation(Failed, "failed", 1, problem: StandIn.Problem(409, "QP-REPORTING-003", "Le solde n'est pas clos.", SampleReports.OpenRows))));
        api.MapGet($"/operations/{NotBuilt}", () => Results.Json(SampleReports.Operation(NotBuilt, "failed", 1, problem: StandIn.Problem(409, "QP-REPORTING-014", "L'édition n'a pas pu être établie."))));
        api.MapGet("/editions", () => Results.Json(new { items = new[] { SampleReports.Summary(First, Report, 1, null), SampleReports.Summary(Second, Report, 2, "2027-02-02T10:00:00Z") }, next = (string?)null }));
        api.MapGet("/editions/{id}", (Guid id) => Results.Json(SampleReports.Edition(id, Report, 1)));
        api.MapPost("/editions/{id}/verify", () => Results.Json(SampleReports.Differing()));
        api.MapPost("/editions/{id}/publish", (HttpRequest request, JsonElement body) => Publish(request.Headers.IfMatch.ToString(), body));
        api.MapGet("/editions/{id}/differences", (Guid id, Guid to) => Results.Json(id == First ? SampleReports.Compared(id, to) : SampleReports.Same(id, to)));
        api.MapGet("/editions/{id}/document", () => Results.Text("a;b", "text/csv"));
    }

    private IResult Freeze(string key, JsonElement body)
    {
        _freezings.Enqueue((key, body));
        return body.GetProperty("declared").GetArrayLength() == 0
            ? StandIn.Refuse(409, "QP-REPORTING-003", "Le solde n'est pas clos.", SampleReports.OpenRows)
            : Results.Json(SampleReports.Summary(First, Report, 1, null), statusCode: 201);
    }

    private IResult Publish(string ifMatch, JsonElement body)
    {
        _publications.Enqueue(ifMatch);
        return body.GetProperty("reason").GetString() is { Length: > 0 }
            ? Results.Json(SampleReports.Summary(First, Report, 1, "2027-01-15T10:00:00Z"))
            : StandIn.Refuse(422, "QP-REPORTING-905", "Valeurs refusées.", StandIn.Errors("/reason"));
    }
}
