using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>A questionnaire with a question of each kind, some of which are asked after certain answers only, published through the public calls.</summary>
internal static class EveryKind
{
    private const string Surveys = "/api/surveys/v1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Publishes it under a code of its own; answers that. It is version 1.</summary>
    public static async Task<string> PublishAsync(PortalSystem system)
    {
        var code = $"genres-{Guid.NewGuid():N}"[..20];
        using var admin = system.Call("admin");
        using var drafted = await admin.PostAsJsonAsync($"{Surveys}/questionnaire-drafts", Content(code), Token);
        var draft = await drafted.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Token);
        using var publish = new HttpRequestMessage(HttpMethod.Post, $"{Surveys}/questionnaire-drafts/{draft.GetProperty("id").GetString()}/publish");
        publish.Headers.IfMatch.Add(drafted.Headers.ETag!);
        using var published = await admin.SendAsync(publish, Token);
        published.EnsureSuccessStatusCode();
        return code;
    }

    /// <summary>Waits until every replica is sure to know it, half a minute after its publication.</summary>
    public static async Task IsOfferedAsync(PortalSystem system, string code)
    {
        using var anybody = system.Call();
        await Eventually.ReadsAsync("it is offered", token => anybody.GetFromJsonAsync<JsonElement>($"{Surveys}/questionnaires", token),
            list => list.GetProperty("items").EnumerateArray().Any(one => one.GetProperty("code").GetString() == code && one.GetProperty("offered").GetBoolean()),
            TimeSpan.FromMinutes(1), Token);
    }

    /// <summary>Has a site ask it from today on; answers what ends that.</summary>
    public static async Task<IAsyncDisposable> AskAsync(PortalSystem system, string code, string site)
    {
        var today = $"{SiteCalendar.Today:yyyy-MM-dd}";
        using var admin = system.Call("admin");
        using var declared = await admin.PutAsJsonAsync($"{Surveys}/waves/{code}",
            new { title = "Tous les genres", questionnaire = code, version = 1, sites = (string[])[site], first = today, last = today, method = "volunteer" }, Token);
        declared.EnsureSuccessStatusCode();
        using var anybody = system.Call();
        await Eventually.ReadsAsync("the site asks it", token => anybody.GetFromJsonAsync<JsonElement>($"{Surveys}/sites/{site}/questionnaire", token),
            asked => asked.GetProperty("questionnaire").GetString() == code, cancellationToken: Token);
        return new RunningWave(system, code);
    }

    private static JsonObject Content(string code) => new()
    {
        ["code"] = code,
        ["languages"] = new JsonArray("fr", "ar"),
        ["title"] = Texts("Tous les genres", "جميع الأنواع"),
        ["introduction"] = Texts("Vos réponses sont anonymes.", "إجاباتكم مجهولة."),
        ["questions"] = new JsonArray(
            Question("visite", "single-choice", "Content de votre visite ?", "faces3", true,
                Option("bien", "Content", "satisfied"), Option("moyen", "Mitigé", "dissatisfied"), Option("mal", "Mécontent", "dissatisfied"), Option("sans-avis", "Sans avis", "excluded")),
            Question("accueil", "single-choice", "L'accueil", "faces4", false,
                Option("a", "Très bien", "satisfied"), Option("b", "Bien", "satisfied"), Option("c", "Mal", "dissatisfied"), Option("d", "Très mal", "dissatisfied"), Option("e", "Non concerné", "excluded")),
            Question("note", "single-choice", "Recommanderiez-vous ce guichet ?", "scale", false,
                [.. Enumerable.Range(0, 11).Select(grade => Option($"{grade}", grade switch { 0 => "Jamais", 10 => "Toujours", _ => $"{grade}" }, grade > 6 ? "satisfied" : "dissatisfied"))]),
            Question("retour", "single-choice", "Êtes-vous déjà venu ?", "yes-no", false, Option("oui", "Oui"), Option("non", "Non")),
            Question("motif", "single-choice", "Votre démarche", null, false, Option("titres", "Un titre"), Option("permis", "Un permis")),
            If("visite", ["moyen", "mal"], With(Question("raisons", "multi-choice", "Pourquoi ?", null, false,
                Option("attente", "L'attente"), Option("bruit", "Le bruit"), Option("locaux", "Les locaux"), Option("autre", "Autre chose")), ("minChoices", 2), ("maxChoices", 3))),
            If("raisons", ["autre"], With(Question("precision", "text", "Quoi d'autre ?", null, true), ("maxLength", 200))),
            With(Question("mot", "text", "Un mot pour nous ?", null, false), ("maxLength", 500))),
    };

    private static JsonObject Question(string code, string type, string text, string? presentation, bool required, params JsonNode[] options) => new()
    {
        ["code"] = code,
        ["type"] = type,
        ["required"] = required,
        ["module"] = "accueil-general",
        ["commitment"] = "E8",
        ["presentation"] = presentation,
        ["texts"] = Texts(text, $"سؤال {code}"),
        ["options"] = options.Length == 0 ? null : new JsonArray(options),
    };

    private static JsonObject Option(string code, string text, string? counts = null) => new() { ["code"] = code, ["counts"] = counts, ["texts"] = Texts(text, int.TryParse(text, out _) ? text : $"جواب {code}") };

    private static JsonObject If(string question, string[] options, JsonObject asked)
    {
        asked["showIf"] = new JsonObject { ["question"] = question, ["options"] = new JsonArray([.. options.Select(option => JsonValue.Create(option))]) };
        return asked;
    }

    private static JsonObject With(JsonObject question, params (string Name, int Value)[] fields)
    {
        foreach (var (name, value) in fields) question[name] = value;
        return question;
    }

    private static JsonObject Texts(string french, string arabic) => new() { ["fr"] = french, ["ar"] = arabic };

    private sealed class RunningWave(PortalSystem system, string code) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            using var admin = system.Call("admin");
            using var end = new HttpRequestMessage(HttpMethod.Post, $"{Surveys}/waves/{code}/end") { Content = JsonContent.Create(new { reason = "Essai terminé" }) };
            end.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var ended = await admin.SendAsync(end, CancellationToken.None);
            ended.EnsureSuccessStatusCode();
        }
    }
}
