using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>A pile of slips of complaints, one after the other: each is filed once, whatever is pressed, and none is lost.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Typing_in_a_pile(PortalSystem system)
{
    private static readonly string Received = TimeProvider.System.GetUtcNow().AddDays(-3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Enter_files_a_slip_and_gives_the_next_one_and_pressed_again_it_files_none()
    {
        var page = await system.SignInAsync("agent", "/saisie/serie");
        await Assertions.Expect(page.Locator("#Form-Site")).ToBeFocusedAsync();
        await BeginAsync(page);
        // The first letters choose, in the list itself.
        await page.Locator("#Form-Motive").FocusAsync();
        await page.Keyboard.TypeAsync("Temps");
        await page.Keyboard.PressAsync("Enter");

        var status = page.Locator("main [role=status]");
        await Assertions.Expect(status).ToContainTextAsync("Fiche n°\u00A01 enregistrée sous la référence 91-ETAMPES-");
        await Assertions.Expect(page.Locator("#Form-Motive")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#Form-Site")).ToHaveValueAsync("91-ETAMPES");
        await Assertions.Expect(page.Locator("#Form-ReceivedOn")).ToHaveValueAsync(Received);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Choisissez le motif, ou recopiez ce qui est écrit sur la fiche.");
        await page.Locator("#Form-Text").FillAsync("Deux lignes");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("sur la fiche.");
        await page.Locator("#Form-Name").FillAsync("Usager 2");
        await page.Locator("#Form-Text").PressAsync("Enter");

        await Assertions.Expect(page.Locator("h2#pile")).ToHaveTextAsync("2\u00A0fiches de cette pile");
        await Assertions.Expect(page.Locator(".qp-lot__last li").First).ToContainTextAsync("à qualifier, avec coordonnées");
        await Assertions.Expect(page.Locator(".qp-lot__last li").Last).ToContainTextAsync("Temps d'attente, anonyme");
        // An agent opens no cases.
        await Assertions.Expect(page.Locator(".qp-lot__last a")).ToHaveCountAsync(0);
        await Accessibility.HoldsAtEveryWidthAsync(page, "saisie en serie avec fiches");

        // The form before, sent once more: with what was in it, and with something else.
        await page.EvaluateAsync("document.querySelector('[name=Row]').value = 2");
        await page.Locator("#Form-Text").FillAsync("Deux lignes\nsur la fiche.");
        await page.Locator("#Form-Name").FillAsync("Usager 2");
        await page.Locator("#Form-Name").PressAsync("Enter");
        await Assertions.Expect(status).ToContainTextAsync("La fiche n°\u00A02 était déjà enregistrée, avec le même contenu");
        await page.EvaluateAsync("document.querySelector('[name=Row]').value = 2");
        await page.Locator("#Form-Text").FillAsync("Une autre fiche.");
        await page.Locator("#Form-Text").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("La fiche n°\u00A02 de cette pile est déjà enregistrée, avec un autre contenu");
        await Assertions.Expect(page.Locator("legend").Last).ToHaveTextAsync("Fiche n°\u00A03");
        await page.Locator("#Form-Text").PressAsync("Enter");
        await Assertions.Expect(page.Locator("h2#pile")).ToHaveTextAsync("3\u00A0fiches de cette pile");
    }

    [Fact]
    public async Task Without_javascript_a_slip_that_the_service_did_not_take_stays_and_is_sent_again_under_its_id()
    {
        var sent = new ConcurrentQueue<JsonNode>();
        await using var complaints = await StandIn.StartAsync(api =>
        {
            api.MapGet("/api/complaints/v1/complaints/filed", (string id) => Results.Json(new { items = sent.Where(one => one["taken"] is not null && id.Contains((string)one["id"]!, StringComparison.Ordinal)).Select(Filed) }));
            api.MapPost("/api/complaints/v1/complaints", async (HttpRequest request) =>
            {
                var filing = (await JsonNode.ParseAsync(request.Body))!;
                var isFirst = sent.IsEmpty;
                if (!isFirst) filing["taken"] = true;
                sent.Enqueue(filing);
                return isFirst
                    ? StandIn.Refuse(503, "QP-COMPLAINTS-911", "Le service ne répond pas.")
                    : Results.Json(new { id = (string)filing["id"]!, reference = "91-ETAMPES-2026-000007", trackingCode = "00000-00000-00000-00000", acknowledgement = (object?)null }, statusCode: 201);
            });
        });
        await using var portal = await PortalAlone.StartForStaffAsync(system, ("Complaints", complaints));
        var page = await portal.SignInAsync(system, "handler", "/saisie/serie", javaScript: false);
        await BeginAsync(page);
        await page.Locator("#Form-Text").FillAsync("Reste à l'écran.");
        await page.Locator("main button").PressAsync("Enter");

        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Enregistrez-la de nouveau dans un moment, sans rien changer : elle ne compte qu'une fois.");
        await Assertions.Expect(page.Locator("#Form-Text")).ToHaveValueAsync("Reste à l'écran.");
        await page.Locator("main button").PressAsync("Enter");

        await Assertions.Expect(page.Locator("main [role=status]")).ToContainTextAsync("Fiche n°\u00A01 enregistrée sous la référence 91-ETAMPES-2026-000007");
        await Assertions.Expect(page.Locator("#Form-Motive")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".qp-lot__last a")).ToHaveAttributeAsync("href", $"/reclamations/{sent.Last()["id"]}");
        Assert.Equal((2, (string)sent.First()["id"]!), (sent.Count, (string)sent.Last()["id"]!));
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.Locator("#Form-Site").SelectOptionAsync("91-ETAMPES");
        await page.Locator("#Form-ReceivedOn").FillAsync(Received);
    }

    private static object Filed(JsonNode filing) => new
    {
        id = (string)filing["id"]!,
        reference = "91-ETAMPES-2026-000007",
        site = "91-ETAMPES",
        kind = "complaint",
        motive = (string?)null,
        receivedOn = Received,
        anonymous = true,
    };
}
