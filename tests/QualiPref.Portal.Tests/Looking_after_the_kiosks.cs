using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests;

[Collection(AtTheDesk.Name)]
public sealed class Looking_after_the_kiosks(PortalSystem system)
{
    private const string OldOfAgen = "/equilibre/reponses?site=47-AGEN&code=QP-SURVEYS-005";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
        await Assertions.Expect(page.Locator("#pin-borne")).ToHaveTextAsync(new Regex("^[0-9]{6}$"));
        Assert.Equal($"{system.Address.TrimEnd('/')}/borne#code={code}", await QrCodes.ReadAsync(page.Locator(".qp-qr")));
        await Assertions.Expect(RowOf(page, label)).ToContainTextAsync("En attente d'enregistrement");

        Assert.Equal(HttpStatusCode.OK, await EnrolAsync(code));
        Assert.Equal(HttpStatusCode.NotFound, await EnrolAsync(code));
        await page.GetByRole(AriaRole.Link, new() { Name = label }).ClickAsync();
        await OpenAsync(page, "Remplacer ou réenregistrer l'appareil");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nouveau code", Exact = true }).ClickAsync();
        var renewed = await page.Locator("#code-borne").InnerTextAsync();
        Assert.NotEqual(code, renewed);
        Assert.Equal(HttpStatusCode.OK, await EnrolAsync(renewed));
    }

    [Long, Fact]
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

    [Long, Fact]
    public async Task Where_there_is_none_yet_the_page_says_what_to_do()
    {
        await using var surveys = await StandIn.StartAsync(api => api.MapGet("/api/surveys/v1/kiosks", () => Results.Json(new { items = Array.Empty<object>(), next = (string?)null })));
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "admin", "/bornes");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Aucune borne n'existe encore.");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes vides");
    }

    [Long, Fact]
    public async Task Two_hundred_answers_of_one_cause_are_one_decision_and_can_be_read_one_by_one()
    {
        var kiosk = new Guid(7, 0, 0, new byte[8]);
        await using var surveys = await StandIn.StartAsync(api =>
        {
            api.MapGet("/api/surveys/v1/responses/set-aside", () => Results.Json(new { readAt = "2026-07-03T08:20:00Z", items = new[] { Group(kiosk, 200) } }));
            api.MapGet("/api/surveys/v1/responses", () => Results.Json(new { items = Enumerable.Range(1, 50).Select(number => Aside(number, kiosk)), next = "la-suite" }));
        });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Surveys", surveys));
        var page = await portal.SignInAsync(system, "quality", "/equilibre/reponses");
        Assert.Single(surveys.Calls);
        var card = page.Locator(".qp-cards > li").First;
        foreach (var told in (string[])["200 réponses : Date de plus de 24 mois", "borne Guichet 7", "du 3 juillet 2026 à 10 h 12 au 3 juillet 2026 à 10 h 19", "En retard de 2 heures à en retard de 3 heures"])
        {
            await Assertions.Expect(card).ToContainTextAsync(told);
        }
        await Accessibility.HoldsAtEveryWidthAsync(page, "reponses 200");
        await page.GetByRole(AriaRole.Link, new() { Name = "Les voir une à une" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-set-aside tbody tr")).ToHaveCountAsync(50);
        foreach (var told in (string[])["Guichet 7, nº 3", "3 juillet 2026 à 10 h 12", "En retard de 2 heures"]) await Assertions.Expect(page.Locator(".qp-set-aside tbody tr").Nth(2)).ToContainTextAsync(told);
        await Accessibility.HoldsAtEveryWidthAsync(page, "reponses une a une", again: true);
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
        await Assertions.Expect(row).ToContainTextAsync("Doit encore 6 avis : nᵒˢ 3, 7 à 9 ; nᵒˢ 4 à 5 de l'appareil nº 1");
        await Assertions.Expect(row).ToContainTextAsync("12 avis en attente d'envoi");
        await Assertions.Expect(row).ToContainTextAsync("En retard de 1 heure");
        await Assertions.Expect(row).ToContainTextAsync("1.4.0, batterie 64 %, stockage non protégé");
        await Assertions.Expect(row.Locator(".qp-verdict--missed")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".qp-note--near")).ToContainTextAsync("Guichet 1");
        var second = RowOf(page, "Guichet 2").First;
        await Assertions.Expect(second).ToContainTextAsync("Rien ne manque");
        await Assertions.Expect(second.Locator(".qp-verdict--missed")).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToContainTextAsync("2 réponses à vérifier de la borne Guichet 1");
        await Accessibility.HoldsAtEveryWidthAsync(page, "bornes 50");
        await page.GotoAsync("/");
        await Assertions.Expect(page.Locator("#bornes-du-jour")).ToContainTextAsync("1 borne dont l'horloge est à régler");
    }

    [Fact]
    public async Task An_answer_kept_aside_is_decided_about_with_a_reason()
    {
        var (accepted, discarded) = (await system.KeepAsideAsync("47-AGEN"), await system.KeepAsideAsync("47-AGEN"));
        var page = await system.SignInAsync("quality", OldOfAgen, javaScript: false);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Date de plus de 24 mois");

        await DecideAsync(page, "Accepter", reason: "", accepted);
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Reason");
        await page.GetByLabel("Raison").FillAsync("Fiches retrouvées dans un carton");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("1 réponse est acceptée et entre dans les chiffres");
        await DecideAsync(page, "Refuser", "Illisible", discarded);
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("elle ne sera pas comptée");
        Assert.Equal(("counted", "discarded"), (await StatusAsync(accepted), await StatusAsync(discarded)));
    }

    [Fact]
    public async Task Those_of_one_cause_are_decided_about_together_with_one_reason()
    {
        Guid[] ids = [await system.KeepAsideAsync("91-PALAISEAU"), await system.KeepAsideAsync("91-PALAISEAU")];
        var page = await system.SignInAsync("quality", "/equilibre/reponses?site=91-PALAISEAU", javaScript: false);
        var card = page.Locator("li[data-code='QP-SURVEYS-005']");
        await OpenAsync(page, "Décider de toutes");
        await card.GetByRole(AriaRole.Button, new() { Name = "Refuser" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#QP-SURVEYS-005-91-PALAISEAU--Reason");
        await card.GetByLabel("Raison").FillAsync("Carton d'essai");
        await card.GetByRole(AriaRole.Button, new() { Name = "Refuser" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("sont refusées");
        foreach (var id in ids) Assert.Equal("discarded", await StatusAsync(id, "91-PALAISEAU"));
    }

    [Fact]
    public async Task What_a_kiosk_owes_is_written_off_or_taken_from_its_file_and_then_it_is_retired()
    {
        var label = $"Hall {Guid.NewGuid():N}"[..13];
        using var admin = system.Call("admin");
        var created = await (await admin.PostAsJsonAsync("/api/surveys/v1/kiosks", new { site = "91-ETAMPES", label }, Token)).Content.ReadFromJsonAsync<JsonElement>(Token);
        var id = created.GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await EnrolAsync(created.GetProperty("enrolmentCode").GetString()!));
        await admin.PostAsJsonAsync($"/api/surveys/v1/kiosks/{id}/import", FileOf(id, 1, 5), Token);

        var page = await system.SignInAsync("admin", "/bornes");
        await page.GetByRole(AriaRole.Link, new() { Name = label }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-facts")).ToContainTextAsync("Doit encore 3 avis : nᵒˢ 2 à 4");
        await Accessibility.HoldsAtEveryWidthAsync(page, "borne", again: true);
        await OpenAsync(page, "Reprendre un fichier");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre le fichier" }).ClickAsync();
        await Assertions.Expect(page.Locator("#erreurs a")).ToHaveAttributeAsync("href", "#Fichier");
        var file = JsonSerializer.SerializeToUtf8Bytes(FileOf(id, 2, 5));
        await page.Locator("#Fichier").SetInputFilesAsync(new FilePayload { Name = "borne.json", MimeType = "application/json", Buffer = file });
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre le fichier" }).ClickAsync();
        await Assertions.Expect(page.Locator(".fr-alert--success")).ToContainTextAsync("Comptée : 1, Une autre réponse porte son identifiant : 1");
        await Assertions.Expect(page.Locator(".qp-facts")).ToContainTextAsync("Doit encore 2 avis : nᵒˢ 3 à 4");

        await OpenAsync(page, "Ne plus les attendre");
        await page.Locator("[id='plage-1-3-Reason']").FillAsync("Appareil volé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Radier ces avis" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-history")).ToContainTextAsync("Appareil volé");
        await Assertions.Expect(page.Locator(".qp-facts")).ToContainTextAsync("Rien ne manque");
        await OpenAsync(page, "Mettre hors service");
        await page.Locator("#Reason").FillAsync("Hall fermé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre hors service" }).ClickAsync();
        await Assertions.Expect(page.Locator(".qp-facts")).ToContainTextAsync("Hall fermé");
        await page.GotoAsync("/bornes?retired=true");
        await Assertions.Expect(RowOf(page, label)).ToContainTextAsync("Hors service");
    }

    [Fact]
    public async Task The_second_who_decides_is_told_and_keeps_the_reason()
    {
        var id = await system.KeepAsideAsync("47-AGEN");
        var first = await system.SignInAsync("quality", OldOfAgen);
        var second = await system.SignInAsync("quality", OldOfAgen);
        await DecideAsync(first, "Refuser", "Illisible", id);
        await Assertions.Expect(first.Locator(".fr-alert--success")).ToBeVisibleAsync();
        await DecideAsync(second, "Accepter", "Une raison à ne pas perdre", id);
        await Assertions.Expect(second.Locator("#erreurs")).ToContainTextAsync("Une raison à ne pas perdre");
        await Accessibility.HoldsAtEveryWidthAsync(second, "reponses en erreur");
        Assert.Equal("discarded", await StatusAsync(id));
    }

    private static ILocator RowOf(IPage page, string label) => page.Locator("tbody tr").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = label, Exact = true }) });

    private static async Task DecideAsync(IPage page, string button, string reason, Guid id)
    {
        await page.Locator($"label[for='choix-{id}']").ClickAsync();
        await page.GetByLabel("Raison").FillAsync(reason);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private static async Task OpenAsync(IPage page, string summary) => await page.Locator("summary").Filter(new() { HasText = summary }).First.ClickAsync();

    private async Task<HttpStatusCode> EnrolAsync(string code)
    {
        using var device = system.Call();
        using var answer = await device.PostAsJsonAsync("/api/surveys/v1/kiosks/enrol", new { code }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    // Made anew, an answer of the same number has the same id and another moment.
    private static object FileOf(string kiosk, params int[] sequences) => new
    {
        format = "qualipref-borne",
        version = 1,
        kiosk,
        enrolment = 1,
        items = sequences.Select(sequence => new
        {
            id = new Guid(sequence, 0, 0, Guid.Parse(kiosk).ToByteArray()[8..]),
            site = "91-ETAMPES",
            questionnaire = "accueil-general",
            version = 1,
            channel = "kiosk",
            answeredAt = TimeProvider.System.GetUtcNow(),
            kiosk,
            enrolment = 1,
            sequence,
            answers = new Dictionary<string, string> { ["global"] = "satisfait" },
        }),
    };

    private async Task<string?> StatusAsync(Guid id, string site = "47-AGEN")
    {
        using var quality = system.Call("quality");
        var list = await quality.GetFromJsonAsync<JsonElement>($"/api/surveys/v1/responses?site={site}&pageSize=200", TestContext.Current.CancellationToken);
        return list.GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == id).GetProperty("status").GetString();
    }

    private static object Group(Guid kiosk, int count) => new
    {
        code = "QP-SURVEYS-005",
        site = "91-EVRY",
        kiosk,
        kioskLabel = "Guichet 7",
        count,
        firstDate = "2023-07-03",
        lastDate = "2023-07-04",
        firstReceivedAt = "2026-07-03T08:12:09Z",
        lastReceivedAt = "2026-07-03T08:19:09Z",
        leastOffsetSeconds = 7_300,
        mostOffsetSeconds = 10_900,
    };

    private static object Aside(int number, Guid kiosk) => new
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
        offsetSeconds = 7_300,
        outcome = "complete",
        sequenceRepeated = false,
        wave = (string?)null,
        uncertaintySeconds = (double?)null,
        otherDate = (string?)null,
        kiosk,
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
        clockAlert = number == 1,
        lastContiguousSequence = 2,
        missing = number == 1 ? new object[] { new { from = 3, to = 3 }, new { from = 7, to = 9 } } : [],
        setAside = number == 1 ? 2 : 0,
        backlog = 12,
        appVersion = "1.4.0",
        repeated = 0,
        aside = (long?)null,
        browser = (string?)null,
        writtenOff = Array.Empty<object>(),
        retirement = (object?)null,
        battery = 64,
        storage = new { persisted = number > 1, usage = 52_000, quota = 1_000_000_000 },
        enrolment = 2,
        earlier = number == 1 ? new object[] { new { enrolment = 1, lastSeen = now.AddDays(-9), missing = new[] { new { from = 4, to = 5 } } } } : [],
    };
}
