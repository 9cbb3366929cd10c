using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Colleagues key, close and settle at the same time, or the service goes away over a slip: what was keyed is neither lost nor stored as another slip's.</summary>
[Collection(AtTheDesk.Name)]
public sealed class Keying_slips_beside_others(PortalSystem system) : IAsyncLifetime
{
    private const string Batch = "0198f000-0000-7000-8000-00000000ba7c";
    private const string Page = $"/saisie/fiches/{Batch}";
    private const string OtherContent = "QP-SURVEYS-002";

    private static readonly JsonObject Closed = View("closed", toCheck: [4]);

    private readonly ConcurrentQueue<(string Path, JsonNode Body)> _sent = new();
    private readonly ConcurrentQueue<IResult> _replies = new();

    private JsonObject _view = View("open");
    private JsonObject? _viewAfterwards;
    private StandIn _surveys = null!;
    private PortalAlone _portal = null!;

    public async ValueTask InitializeAsync()
    {
        const string Api = "/api/surveys/v1/slip-batches/{id}";
        _surveys = await StandIn.StartAsync(api =>
        {
            api.MapGet(Api, () => Json(_view));
            api.MapGet("/api/surveys/v1/questionnaires/{code}", () => Json(Questionnaire()));
            api.MapPut(Api + "/slips/{slip}", TakeAsync);
            api.MapPut(Api + "/checks/{number}", TakeAsync);
            api.MapPost(Api + "/checks/{number}/settle", TakeAsync);
        });
        _portal = await PortalAlone.StartForStaffAsync(system, ("surveys", _surveys));
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _surveys.DisposeAsync();
    }

    [Fact]
    public async Task A_slip_is_kept_while_the_service_is_away_and_bears_the_number_that_the_service_gave_it()
    {
        _replies.Enqueue(StandIn.Refuse(503, "QP-SURVEYS-911", "Le service ne répond pas."));
        _replies.Enqueue(Results.Json(new { id = Guid.Empty, number = 13, result = "accepted" }, statusCode: 201));
        var page = await _portal.SignInAsync(system, "agent", Page);
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("Fiche suivante");
        // A question of several choices is a stop like the others: each digit ticks its own, the same once more takes it back.
        foreach (var key in (string[])["2", "Enter", "1", "3", "2", "3", "Enter", "Enter"]) await page.Keyboard.PressAsync(key);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Le service ne répond pas");
        await Accessibility.HoldsAtEveryWidthAsync(page, "fiche non envoyee");
        await Assertions.Expect(page.Locator("main button")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#numero")).ToHaveTextAsync("Écrivez 13 sur la fiche que vous venez de saisir.");
        await Assertions.Expect(page.GetByRole(AriaRole.Radiogroup).First).ToHaveAccessibleDescriptionAsync("Écrivez 13 sur la fiche que vous venez de saisir.");
        await Assertions.Expect(page.Locator("input[name='q-global']").First).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("form[data-fiche] :checked")).ToHaveCountAsync(0);
        var (first, second) = (_sent.First(), _sent.Last());
        Assert.Equal((2, first.Path, first.Body.ToJsonString()), (_sent.Count, second.Path, second.Body.ToJsonString()));
        Assert.Equal("""{"answers":{"global":"b","guichets":["x","y"]}}""", first.Body.ToJsonString());
    }

    [Fact]
    public async Task What_was_keyed_is_never_in_the_form_of_another_slip()
    {
        // Closed by a colleague while the slip was being keyed.
        _replies.Enqueue(StandIn.Refuse(409, "QP-SURVEYS-030", "Ce lot de fiches est clos."));
        var page = await _portal.SignInAsync(system, "agent", Page);
        await page.Keyboard.PressAsync("1");
        _viewAfterwards = Closed;
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la fiche" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Ce lot de fiches est clos.");
        await Assertions.Expect(page.Locator("main h2").Nth(1)).ToHaveTextAsync("Seconde saisie de la fiche n° 4");
        await Assertions.Expect(page.Locator("form[data-fiche] :checked")).ToHaveCountAsync(0);

        // What is wrong in this very slip keeps what was keyed.
        _replies.Enqueue(StandIn.Refuse(422, "QP-SURVEYS-905", "À corriger.", StandIn.Errors("/answers/guichets")));
        await page.Locator("input[name='q-global'][value=b]").PressAsync("Space");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la seconde saisie" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("#erreurs")).ToContainTextAsync("Ce champ est obligatoire.");
        await Assertions.Expect(page.Locator("input[name='q-global'][value=b]")).ToBeCheckedAsync();

        // A colleague keyed the same slip of the sample: the next one begins empty.
        _replies.Enqueue(StandIn.Refuse(409, OtherContent, "Une autre seconde saisie est enregistrée."));
        _viewAfterwards = View("closed", toCheck: [5]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la seconde saisie" }).PressAsync("Enter");
        await Assertions.Expect(page.Locator("main h2").Nth(1)).ToHaveTextAsync("Seconde saisie de la fiche n° 5");
        await Assertions.Expect(page.Locator("form[data-fiche] :checked")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_difference_that_was_forgotten_is_told_at_its_place_and_the_others_stay_chosen()
    {
        _view = View("closed", checks: [Check(1, "global", "guichets"), Check(2, "global", "guichets")]);
        _replies.Enqueue(StandIn.Refuse(422, "QP-SURVEYS-905", "À corriger.", StandIn.Errors("/answers/guichets")));
        var page = await _portal.SignInAsync(system, "agent", Page);
        await page.Locator("input[name='q-global-2'][value=b]").CheckAsync(new() { Force = true });
        await page.Locator("section[aria-labelledby='fiche-2'] button").PressAsync("Enter");

        var link = page.Locator("#erreurs a");
        await Assertions.Expect(link).ToHaveTextAsync("Quels guichets ? : Ce champ est obligatoire.");
        await Assertions.Expect(page.Locator((await link.GetAttributeAsync("href"))!)).ToHaveTextAsync("Quels guichets ?");
        var forgotten = page.Locator("section[aria-labelledby='fiche-2'] [role=radiogroup]").Nth(1);
        await Assertions.Expect(forgotten).ToHaveAccessibleDescriptionAsync("Ce champ est obligatoire.");
        await Assertions.Expect(page.Locator("input[name='q-global-2'][value=b]")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator("main :checked")).ToHaveCountAsync(1);
        Assert.Equal(("/checks/2/settle", """{"answers":{"global":"b"}}"""), (_sent.Last().Path[^16..], _sent.Last().Body.ToJsonString()));
        await Accessibility.HoldsAtEveryWidthAsync(page, "difference oubliee");

        // Somebody settled it meanwhile, and was broken off: what they said is chosen, whatever was chosen here.
        var begun = Check(2, "global");
        (begun["differences"]![0]!["settled"], begun["differences"]![0]!["right"]) = (true, "a");
        _viewAfterwards = View("closed", checks: [begun]);
        _replies.Enqueue(StandIn.Refuse(409, OtherContent, "Quelqu'un a déjà tranché autrement."));
        await page.Locator("section[aria-labelledby='fiche-2'] button").PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("la correction de la réponse a été interrompue");
        await Assertions.Expect(page.Locator("input[name='q-global-2'][value=a]")).ToBeCheckedAsync();
    }

    private static IResult Json(JsonNode node) => Results.Text(node.ToJsonString(), "application/json");

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        _sent.Enqueue((request.Path, (await JsonNode.ParseAsync(request.Body))!));
        (_view, _viewAfterwards) = (_viewAfterwards ?? _view, null);
        return _replies.TryDequeue(out var reply) ? reply : throw new InvalidOperationException("The test expected no such call.");
    }

    private static JsonObject View(string state, int[]? toCheck = null, JsonNode[]? checks = null) => new()
    {
        ["batch"] = new JsonObject
        {
            ["id"] = Batch,
            ["site"] = "91-PALAISEAU",
            ["emptiedOn"] = "2026-07-03",
            ["questionnaire"] = "essai",
            ["questionnaireVersion"] = 1,
            ["createdAt"] = "2026-07-03T09:00:00Z",
            ["closedAt"] = state == "open" ? null : "2026-07-03T10:00:00Z",
            ["state"] = state,
            ["slips"] = 12,
            ["sample"] = 5,
            ["checked"] = 4,
            ["errorRate"] = null,
        },
        ["last"] = new JsonArray(),
        ["toCheck"] = new JsonArray([.. (toCheck ?? []).Select(number => JsonValue.Create(number))]),
        ["checks"] = new JsonArray(checks ?? []),
    };

    private static JsonObject Check(int number, params string[] questions) => new()
    {
        ["number"] = number,
        ["compared"] = 2,
        ["settled"] = false,
        ["differences"] = new JsonArray([.. questions.Select(question => new JsonObject
        {
            ["question"] = question,
            ["first"] = question == "global" ? "a" : "x",
            ["second"] = question == "global" ? "b" : "x y",
            ["settled"] = false,
            ["right"] = null,
        })]),
    };

    private static JsonObject Questionnaire() => new()
    {
        ["code"] = "essai",
        ["version"] = 1,
        ["languages"] = new JsonArray("fr"),
        ["title"] = new JsonObject { ["fr"] = "Essai" },
        ["introduction"] = new JsonObject { ["fr"] = "Essai" },
        ["questions"] = new JsonArray(
            Question("global", "single-choice", "Satisfait ?", ("a", "Oui"), ("b", "Non")),
            Question("guichets", "multi-choice", "Quels guichets ?", ("x", "Accueil"), ("y", "Titres"), ("z", "Caisse")),
            Question("commentaire", "text", "Un mot ?")),
    };

    private static JsonObject Question(string code, string type, string text, params (string Code, string Text)[] options) => new()
    {
        ["code"] = code,
        ["type"] = type,
        ["required"] = false,
        ["module"] = "essai",
        ["commitment"] = "essai",
        ["texts"] = new JsonObject { ["fr"] = text },
        ["options"] = new JsonArray([.. options.Select(option => new JsonObject { ["code"] = option.Code, ["texts"] = new JsonObject { ["fr"] = option.Text } })]),
    };
}
