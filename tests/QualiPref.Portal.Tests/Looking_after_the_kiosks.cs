using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Looking_after_the_kiosks(PortalSystem system)
{
    [Fact]
    public async Task A_kiosk_is_created_and_its_code_enrols_a_device_once()
    {
        var label = $"Guichet {Guid.NewGuid():N}";
        var page = await system.SignInAsync("admin", "/bornes", javaScript: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a").First).ToHaveAttributeAsync("href", "#Site");
        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        await page.GetByLabel("Nom de la borne").FillAsync(label);
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la borne" }).ClickAsync();
        var code = await page.Locator("#code-borne").InnerTextAsync();
        await Assertions.Expect(RowOf(page, label)).ToContainTextAsync("En attente d'enregistrement");

        Assert.Equal(HttpStatusCode.OK, await EnrolAsync(code));
        Assert.Equal(HttpStatusCode.NotFound, await EnrolAsync(code));
        await page.GetByRole(AriaRole.Button, new() { Name = $"Nouveau code pour la borne {label}" }).ClickAsync();
        var renewed = await page.Locator("#code-borne").InnerTextAsync();
        Assert.NotEqual(code, renewed);
        Assert.Equal(HttpStatusCode.OK, await EnrolAsync(renewed));
    }

    [Fact]
    public async Task Creating_one_is_accessible_with_its_errors_and_its_code()
    {
        var page = await system.SignInAsync("admin", "/bornes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la borne" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs")).ToBeFocusedAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes en erreur");
        await page.GetByLabel("Site").SelectOptionAsync("91-ETAMPES");
        await page.GetByLabel("Nom de la borne").FillAsync("Guichet 4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la borne" }).ClickAsync();
        await page.Locator("#code-borne").WaitForAsync();
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes code");
    }

    [Fact]
    public async Task Where_there_is_none_yet_the_page_says_what_to_do()
    {
        await using var surveys = await StandIn.StartAsync(api => api.MapGet("/api/surveys/v1/kiosks", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null })));
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "admin", "/bornes");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune borne n'existe encore.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes vides");
    }

    [Fact]
    public async Task Two_hundred_answers_to_decide_about_are_one_call_and_accessible()
    {
        await using var surveys = await StandIn.StartAsync(api => api.MapGet("/api/surveys/v1/responses", () => Results.Json(new
        {
            items = Enumerable.Range(1, 200).Select(Aside),
            next = "la-suite",
        })));
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/equilibre/reponses");
        Assert.Single(surveys.Calls);
        await Assertions.Expect(page.Locator(".qp-cards > li")).ToHaveCountAsync(200);
        await Accessibility.HoldsAtEveryWidthAsync(page, "reponses 200", again: true);
    }

    [Fact]
    public async Task The_state_of_each_is_told_in_words()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var surveys = await StandIn.StartAsync(api =>
        {
            api.MapGet("/api/surveys/v1/kiosks", () => Results.Json(new { items = Enumerable.Range(1, 50).Select(number => Listed(number, now)), next = "la-suite" }));
            // The home page of who runs the system counts these too.
            api.MapGet("/api/surveys/v1/parked", () => Results.Json(new { waiting = 0, items = Array.Empty<object>() }));
        });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "admin", "/bornes");
        Assert.Single(surveys.Calls);
        var row = RowOf(page, "Guichet 1").First;
        await Assertions.Expect(row).ToContainTextAsync("Vue il y a 2 jours");
        await Assertions.Expect(row).ToContainTextAsync("4 réponses : n° 3, n° 7 à 9");
        await Assertions.Expect(row).ToContainTextAsync("En retard de 1 heure");
        await Assertions.Expect(row.Locator(".fr-badge")).ToHaveTextAsync("Horloge à régler");
        await Assertions.Expect(page.Locator(".fr-alert--warning")).ToContainTextAsync("Guichet 1");
        await Assertions.Expect(RowOf(page, "Guichet 2").First.Locator(".fr-badge")).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToContainTextAsync("2 réponses à vérifier de la borne Guichet 1");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes 50");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("#bornes-du-jour")).ToContainTextAsync("1 borne dont l'horloge est à régler");
    }

    [Fact]
    public async Task An_answer_kept_aside_is_decided_about_with_a_reason()
    {
        var (accepted, discarded) = (await system.KeepAsideAsync("47-AGEN"), await system.KeepAsideAsync("47-AGEN"));
        var page = await system.SignInAsync("quality", "/equilibre/reponses?site=47-AGEN", javaScript: false);
        await Assertions.Expect(CardOf(page, accepted)).ToContainTextAsync("Vieille de plus de 24 mois");
        await Accessibility.HoldsAtEveryWidthAsync(await system.SignInAsync("quality", "/equilibre/reponses?site=47-AGEN"), "reponses a decider");

        await DecideAsync(page, accepted, "Accepter", reason: "");
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", $"#r-{accepted}-Reason");
        await DecideAsync(page, accepted, "Accepter", "Fiches retrouvées dans un carton");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("elle entre dans les chiffres");
        await DecideAsync(page, discarded, "Refuser", "Illisible");
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("elle ne sera pas comptée");
        Assert.Equal(("counted", "discarded"), (await StatusAsync(accepted), await StatusAsync(discarded)));
    }

    [Fact]
    public async Task The_second_who_decides_is_told_and_keeps_the_reason()
    {
        var id = await system.KeepAsideAsync("47-AGEN");
        var first = await system.SignInAsync("quality", "/equilibre/reponses?site=47-AGEN");
        var second = await system.SignInAsync("quality", "/equilibre/reponses?site=47-AGEN");
        await DecideAsync(first, id, "Refuser", "Illisible");
        await DecideAsync(second, id, "Accepter", "Une raison à ne pas perdre");
        await Assertions.Expect(second.Locator("#erreurs")).ToContainTextAsync("Une raison à ne pas perdre");
        await Accessibility.HoldsAtEveryWidthAsync(second, "reponses en erreur");
        Assert.Equal("discarded", await StatusAsync(id));
    }

    private static ILocator RowOf(IPage page, string label) => page.Locator("tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = label, Exact = true }) });

    private static ILocator CardOf(IPage page, Guid id) => page.Locator($"li[aria-labelledby='reponse-{id}']");

    private static async Task DecideAsync(IPage page, Guid id, string button, string reason)
    {
        var decision = CardOf(page, id).Locator("details").Last;
        if (await decision.GetAttributeAsync("open") is null) await decision.Locator("summary").ClickAsync();
        await decision.GetByLabel("Raison").FillAsync(reason);
        await decision.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private async Task<HttpStatusCode> EnrolAsync(string code)
    {
        using var device = system.Call();
        using var answer = await device.PostAsJsonAsync("/api/surveys/v1/kiosks/enrol", new { code }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private async Task<string?> StatusAsync(Guid id)
    {
        using var quality = system.Call("quality");
        var list = await quality.GetFromJsonAsync<JsonElement>("/api/surveys/v1/responses?site=47-AGEN&pageSize=200", TestContext.Current.CancellationToken);
        return list.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == id).GetProperty("status").GetString();
    }

    private static object Aside(int number) => new
    {
        id = new Guid(number, 0, 0, new byte[8]),
        version = 1,
        status = "setAside",
        site = "91-EVRY",
        date = "2023-07-03",
        channel = "kiosk",
        etag = "\"1\"",
        questionnaire = "accueil-general",
        questionnaireVersion = 1,
        language = "fr",
        answeredAt = "2023-07-03T08:12:08Z",
        receivedAt = "2026-07-03T08:12:09Z",
        uncertaintySeconds = (double?)null,
        otherDate = (string?)null,
        kiosk = (Guid?)null,
        enrolment = 1,
        sequence = number,
        code = "QP-SURVEYS-005",
        answers = new { global = "satisfait" },
        decisions = Array.Empty<object>(),
        comment = $"Commentaire numéro {number}, gardé avec sa réponse.",
        raw = number % 10 == 0 ? "{ \"answers\": { \"global\": \"moyennement-satisfait\" }, \"unknown\": \"un très long contenu que personne ne connaît\" }" : null,
    };

    private static object Listed(int number, DateTimeOffset now) => new
    {
        id = new Guid(number, 0, 0, new byte[8]),
        site = "91-EVRY",
        label = $"Guichet {number}",
        status = "enrolled",
        lastSeen = now.AddHours(-50),
        clockOffsetSeconds = number == 1 ? 4_000 : 3,
        lastContiguousSequence = 2,
        missing = number == 1 ? new object[] { new { from = 3, to = 3 }, new { from = 7, to = 9 } } : [],
        setAside = number == 1 ? 2 : 0,
        backlog = 12,
        appVersion = "1.4.0",
        enrolment = 1,
    };
}
