using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

/// <summary>The administrator's page of what waits for a person, over stand-ins in the shapes of the contract.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Dealing_with_anomalies(PortalSystem system)
{
    private const string Page = "/exploitation/anomalies", Since = ", à l'écart depuis le 3 juillet 2026 à 11 h 12";

    private static readonly object Answer = SampleAnomalies.Thing("responses", SampleAnomalies.Answer, "InvalidOperationException");
    private static readonly object Fact = SampleAnomalies.Thing("facts", $"complaints:{SampleAnomalies.Case}:2", "the site is not in the catalogue");
    private static readonly object Freezing = SampleAnomalies.Thing("freezings", SampleAnomalies.Cut, "the edition could not be built: QP-REPORTING-017");

    [Fact]
    public async Task Where_nothing_waits_it_is_one_sentence()
    {
        await using var services = await SampleAnomalies.StartAsync((_, _) => []);
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("#anomalies")).ToHaveTextAsync("Rien n'attend une décision.");
        await Assertions.Expect(page.Locator("#anomalies")).ToHaveClassAsync(new Regex("fr-alert--success"));
        await Assertions.Expect(page.Locator("main form")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies vides");
        await page.GotoAsync($"{Page}?vue=renoncements");
        await Assertions.Expect(page.Locator("#anomalies")).ToHaveTextAsync("Personne n'a renoncé à rien.");
    }

    [Fact]
    public async Task What_waits_is_told_by_place_and_service_with_its_reason_in_words()
    {
        await using var services = await SampleAnomalies.StartAsync((service, givenUp) => (service, givenUp) switch
        {
            ("surveys", false) => [Answer],
            ("indicators", false) =>
            [
                Fact,
                SampleAnomalies.Thing("facts", $"surveys:{SampleAnomalies.Answer}:1", "status is none of counted, setAside, discarded, abandoned, voided"),
                SampleAnomalies.Thing("cuts", "4b0a9e0e-1111-4111-8111-000000000001", "MongoWriteException (code 2)"),
            ],
            ("reporting", false) => [Freezing],
            _ => [],
        });
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);

        await Assertions.Expect(page.Locator("#anomalies h2")).ToHaveTextAsync(
            "5 anomalies attendent une décision : 1 réponse à annoncer (questionnaires), 2 enregistrements à compter (indicateurs), "
            + "1 coupe à annoncer (indicateurs), 1 édition à établir (bilans).");
        await Assertions.Expect(page.Locator("#anomalies")).ToHaveClassAsync(new Regex("fr-alert--warning"));
        await Assertions.Expect(page.Locator(".qp-cards h3")).ToHaveTextAsync(
        [
            $"Réponse à annoncer{Since}", $"Réclamation ou suggestion, version 2{Since}", $"Réponse à un questionnaire, version 1{Since}",
            $"Coupe à annoncer{Since}", $"Édition à établir{Since}",
        ]);
        await Assertions.Expect(CardOf(page, "Réclamation ou suggestion, version 2")).ToContainTextAsync("Son site ne figure pas au catalogue.");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Les heures sont celles du fuseau Europe/Paris.");
        await Assertions.Expect(page.Locator($"a[href='/reclamations/{SampleAnomalies.Case}']")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator($"a[href='/bilans/operations/{SampleAnomalies.Cut}']")).ToHaveCountAsync(1);
        Assert.Equal(4, services.Calls.Count);
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies de plusieurs services");
    }

    [Fact]
    public async Task One_is_tried_again_and_said_to_be_on_its_way()
    {
        await using var services = await SampleAnomalies.StartAsync("surveys", [Answer], api =>
            api.MapPost("/api/surveys/v1/parked/responses/{id}/retry", () => Results.Accepted()));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page, javaScript: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer : Réponse à annoncer" }).ClickAsync();

        await Assertions.Expect(page.Locator(".fr-alert--success")).ToHaveTextAsync("En cours : réponse à annoncer. Si la cause demeure, l'anomalie revient ici.");
        Assert.Contains($"POST /api/surveys/v1/parked/responses/{SampleAnomalies.Answer}/retry", services.Calls);
    }

    [Fact]
    public async Task What_still_cannot_go_on_is_said_to_and_so_is_what_is_gone()
    {
        await using var services = await SampleAnomalies.StartAsync("indicators", [Fact, SampleAnomalies.Thing("cuts", SampleAnomalies.Cut, "X")], api =>
        {
            api.MapPost("/api/indicators/v1/parked/facts/{id}/retry", () => StandIn.Refuse(409, "QP-INDICATORS-915", "La cause n'est pas corrigée."));
            api.MapPost("/api/indicators/v1/parked/cuts/{id}/retry", () => StandIn.Refuse(404, "QP-INDICATORS-910", "Introuvable."));
        });
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer : Réclamation" }).ClickAsync();

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Encore en défaut : enregistrement à compter. La cause n'est pas corrigée");
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies encore en defaut");
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer : Coupe" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Plus rien à faire : coupe à annoncer.");
    }

    [Long, Fact]
    public async Task All_of_a_place_are_tried_again_at_once_and_no_others()
    {
        var others = Enumerable.Range(2, 58).Select(number => SampleAnomalies.Thing("facts", $"surveys:{new Guid(number, 0, 0, new byte[8])}:1", "status is none of counted"));
        await using var services = await SampleAnomalies.StartAsync("indicators", [Fact, .. others, SampleAnomalies.Thing("cuts", "4b0a9e0e-1111-4111-8111-000000000001", "X")], api =>
            api.MapPost("/api/indicators/v1/parked/facts/{id}/retry", (string id) => id.StartsWith("complaints", StringComparison.Ordinal)
                ? StandIn.Refuse(409, "QP-INDICATORS-915", "La cause n'est pas corrigée.")
                : Results.Accepted()));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("section").First).ToContainTextAsync("Les 50 plus anciennes sont montrées");
        await Assertions.Expect(page.Locator("section").First.Locator(".qp-cards > li")).ToHaveCountAsync(50);
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies nombreuses", again: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout relancer : 59 enregistrements à compter (indicateurs)" }).ClickAsync();

        await Assertions.Expect(page.Locator(".fr-alert--success")).ToHaveTextAsync("En cours : 58. Encore en défaut : 1, dont la cause n'est pas corrigée.");
        Assert.Equal(59, services.Calls.Count(call => call.EndsWith("/retry", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Giving_up_says_what_follows_and_asks_why()
    {
        var reasons = new List<string>();
        await using var services = await SampleAnomalies.StartAsync("surveys", [Answer], api =>
            api.MapPost("/api/surveys/v1/parked/responses/{id}/give-up", (JsonElement body) =>
            {
                var reason = body.GetProperty("reason").GetString()!;
                if (reason.Length == 0) return StandIn.Refuse(422, "QP-SURVEYS-905", "Valeurs refusées.", StandIn.Errors("/reason"));
                reasons.Add(reason);
                return Results.NoContent();
            }));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await page.Locator("summary", new() { HasText = "Renoncer" }).ClickAsync();
        await Assertions.Expect(CardOf(page, "Réponse à annoncer")).ToContainTextAsync("sa journée reste ouverte dans l'équilibre");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renoncer" }).ClickAsync();

        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveTextAsync("Raison : Ce champ est obligatoire.");
        await Assertions.Expect(page.GetByLabel("Raison")).ToBeVisibleAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies sans raison");
        await page.GetByLabel("Raison").FillAsync(" Essai de mise en service ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renoncer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("vous avez renoncé à cette anomalie");
        Assert.Equal(["Essai de mise en service"], reasons);
    }

    [Long, Fact]
    public async Task What_was_given_up_is_kept_with_who_when_and_why_and_can_still_be_tried_again()
    {
        var given = SampleAnomalies.Thing("responses", SampleAnomalies.Answer, "Essai", SampleAnomalies.GivenUp("Borne volée"));
        await using var services = await SampleAnomalies.StartAsync((service, givenUp) => service == "surveys" && givenUp ? [given] : [], api =>
            api.MapPost("/api/surveys/v1/parked/responses/{id}/retry", () => Results.Accepted()));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Renoncements" }).ClickAsync();

        await Assertions.Expect(page.Locator("#anomalies h2")).ToHaveTextAsync("Renoncements : 1 réponse à annoncer (questionnaires).");
        await Assertions.Expect(page.Locator(".qp-cards")).ToContainTextAsync("Agent 7 y a renoncé le 4 juillet 2026 à 12 h 00");
        await Assertions.Expect(page.Locator(".qp-text")).ToHaveTextAsync("Borne volée");
        await Assertions.Expect(page.Locator("summary", new() { HasText = "Renoncer" })).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies renoncements");
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer" }).ClickAsync();
        await page.ArrivesAtAsync("?vue=renoncements", ends: true);
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("En cours");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named_and_the_others_are_shown()
    {
        var nothing = new { items = Array.Empty<object>(), next = (string?)null };
        await using var services = await SampleAnomalies.StartAsync("surveys", [Answer], api =>
        {
            api.MapGet("/api/surveys/v1/kiosks", () => Results.Json(nothing));
            api.MapGet("/api/reporting/v1/reports", () => Results.Json(nothing));
        });
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services, "surveys", "reporting");
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("#anomalies")).ToContainTextAsync("2 services ne répondent pas : réclamations, indicateurs.");
        await Assertions.Expect(page.Locator(".qp-cards > li")).ToHaveCountAsync(1);
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies sans services");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("#anomalies-du-jour .qp-today__wait")).ToHaveTextAsync("1 anomalie attend une décision. Services sans réponse : réclamations, indicateurs.");
        await Assertions.Expect(page.Locator("#anomalies-du-jour a")).ToHaveAttributeAsync("href", Page);
    }

    [Long, Fact]
    public async Task With_a_service_away_it_is_never_said_that_nothing_waits_anywhere()
    {
        await using var services = await SampleAnomalies.StartAsync((_, _) => []);
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services, "surveys");
        var page = await portal.SignInAsync(system, "admin", Page);
        await Assertions.Expect(page.Locator("#anomalies h2")).ToHaveTextAsync("Rien n'attend une décision dans les services qui répondent.");
        await Assertions.Expect(page.Locator("#anomalies")).ToHaveClassAsync(new Regex("fr-alert--warning"));
    }

    [Long, Fact]
    public async Task A_service_that_goes_away_over_a_decision_leaves_open_whether_it_was_done()
    {
        await using var services = await SampleAnomalies.StartAsync("surveys", [Answer], api =>
            api.MapPost("/api/surveys/v1/parked/responses/{id}/retry", () => StandIn.Refuse(503, "QP-SURVEYS-911", "Le service ne répond pas.")));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Le service des questionnaires ne répond pas : la demande a peut-être abouti, peut-être pas.");
        Assert.Single(services.Calls, call => call.EndsWith("/retry", StringComparison.Ordinal));
    }

    [Long, Fact]
    public async Task Whatever_a_service_says_is_shown_as_text_and_fits()
    {
        const string Script = "\"><script>document.title='pris'</script>";
        var thing = SampleAnomalies.Thing("ailleurs", $"a b/../{Script}", Script + new string('x', 700), SampleAnomalies.GivenUp(Script + new string('y', 400), Script));
        await using var services = await SampleAnomalies.StartAsync((service, givenUp) => service == "surveys" && givenUp ? [thing] : [], api =>
            api.MapPost("/api/surveys/v1/parked/{place}/{id}/retry", () => Results.Accepted()));
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", $"{Page}?vue=renoncements");
        await page.Locator("main summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("dd").Nth(2)).ToHaveTextAsync($"a b/../{Script}");
        await Assertions.Expect(page.Locator("dd").Nth(3)).ToContainTextAsync(Script);
        await Assertions.Expect(page.Locator("main script")).ToHaveCountAsync(0);
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("^Anomalies"));
        await Accessibility.HoldsAtEveryWidthAsync(page, "anomalies hostiles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Relancer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("En cours");
        Assert.Equal(["GET /api/surveys/v1/parked"], services.Calls.Where(call => call.Contains("surveys", StringComparison.Ordinal) && !call.EndsWith("/retry", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task By_keyboard_alone_one_is_given_up_and_tried_again()
    {
        await using var services = await SampleAnomalies.StartAsync("surveys", [Answer], api =>
        {
            api.MapPost("/api/surveys/v1/parked/responses/{id}/retry", () => Results.Accepted());
            api.MapPost("/api/surveys/v1/parked/responses/{id}/give-up", () => Results.NoContent());
        });
        await using var portal = await SampleAnomalies.PortalOverAsync(system, services);
        var page = await portal.SignInAsync(system, "admin", Page);
        await page.GoAndPressAsync("main details:has(form) > summary");
        await page.GoAndTypeAsync("textarea", "Essai");
        await page.GoAndPressAsync("form[action$='handler=GiveUp'] button");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("vous avez renoncé");
        await page.GoAndPressAsync("form[action$='handler=Retry'] button");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("En cours");
    }

    private static ILocator CardOf(IPage page, string what) => page.Locator(".qp-cards > li").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = what + Since, Exact = true }) });
}
