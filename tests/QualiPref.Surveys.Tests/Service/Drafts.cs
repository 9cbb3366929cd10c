using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>Questionnaires as somebody writes them, and the steps to a published one.</summary>
internal static class Drafts
{
    public const string Code = "accueil-court";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One question of each kind, in French and English.</summary>
    public static JsonObject Content(string code = Code) => new()
    {
        ["code"] = code,
        ["languages"] = new JsonArray("fr", "en"),
        ["title"] = Texts("Accueil"),
        ["introduction"] = Texts("Anonyme"),
        ["questions"] = new JsonArray(
            Question("visages", "single-choice", Option("bien", "satisfied"), Option("moyen", "dissatisfied"), Option("mal", "dissatisfied"), Option("sans-avis", "excluded")).With("presentation", "faces3").With("required", true),
            Question("attente", "single-choice", Option("oui", "satisfied"), Option("non", "dissatisfied")).With("presentation", "yes-no"),
            Question("raisons", "multi-choice", Option("accueil"), Option("delai"), Option("locaux"))
                .With("minChoices", 1).With("maxChoices", 2).With("showIf", new JsonObject { ["question"] = "attente", ["options"] = new JsonArray("non") }),
            Question("remarque", "text").With("maxLength", 200).With("showIf", new JsonObject { ["question"] = "raisons", ["options"] = new JsonArray("locaux") })),
    };

    public static JsonObject Question(string code, string type, params JsonNode[] options)
    {
        var question = new JsonObject { ["code"] = code, ["type"] = type, ["module"] = "accueil-general", ["commitment"] = "E8", ["texts"] = Texts(code) };
        if (options.Length > 0) question["options"] = new JsonArray(options);
        return question;
    }

    public static JsonObject Option(string code, string? counts = null)
    {
        var option = new JsonObject { ["code"] = code, ["texts"] = Texts(code) };
        if (counts is not null) option["counts"] = counts;
        return option;
    }

    public static JsonObject Texts(string text) => new() { ["fr"] = $"{text} (fr)", ["en"] = $"{text} (en)" };

    /// <summary>Begins a draft.</summary>
    public static async Task<string> DraftAsync(this HttpClient quality, JsonObject content)
    {
        using var created = await quality.PostAsJsonAsync("questionnaire-drafts", content, Token);
        Assert.Equal(System.Net.HttpStatusCode.Created, created.StatusCode);
        return (await created.ReadAsync()).Text("id")!;
    }

    /// <summary>Drafts and publishes.</summary>
    public static async Task<int> PublishAsync(this HttpClient quality, JsonObject content)
    {
        var published = await quality.SendIfAsync(HttpMethod.Post, $"questionnaire-drafts/{await quality.DraftAsync(content)}/publish", null, 1);
        Assert.Equal(System.Net.HttpStatusCode.Created, published.StatusCode);
        return (await published.ReadAsync()).Number("version");
    }

    /// <summary>Sends a call that takes If-Match.</summary>
    public static async Task<HttpResponseMessage> SendIfAsync(this HttpClient client, HttpMethod method, string address, JsonNode? body, long? revision)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (body is not null) request.Content = JsonContent.Create(body);
        if (revision is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{revision}\"");
        return await client.SendAsync(request, Token);
    }
}
