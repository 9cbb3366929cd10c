using System.Text.Json;

namespace QualiPref.Portal.Services;

/// <summary>What the reference says of one service.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="Calls">Its calls in the order of its document; null when it does not answer.</param>
internal sealed record ServiceReference(string Name, IReadOnlyList<CallReference>? Calls);

/// <summary>Whether a call needs a token.</summary>
internal enum TokenNeed
{
    /// <summary>Anybody may call.</summary>
    None,

    /// <summary>It depends on what is sent.</summary>
    Sometimes,

    /// <summary>Refused without one.</summary>
    Always,
}

/// <summary>One call, as an OpenAPI document describes it; the texts are the document's own, in English.</summary>
internal sealed record CallReference(
    string Method, string Path, string Id, string Summary, string Description, TokenNeed Token, bool TakesBody,
    IReadOnlyList<ParameterReference> Parameters, IReadOnlyList<AnswerReference> Answers)
{
    /// <summary>The calls of a document.</summary>
    public static IReadOnlyList<CallReference> Of(JsonElement document)
    {
        var shared = document.GetProperty("components").TryGetProperty("parameters", out var parameters) ? parameters : default;
        return [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => Of(path.Name, call, shared)))];
    }

    private static CallReference Of(string path, JsonProperty call, JsonElement shared) => new(
        call.Name.ToUpperInvariant(),
        path,
        Text(call.Value, "operationId"),
        Text(call.Value, "summary"),
        Text(call.Value, "description"),
        NeedOf(call.Value),
        call.Value.TryGetProperty("requestBody", out _),
        [.. Items(call.Value, "parameters").Select(parameter => ParameterReference.Of(parameter, shared))],
        [.. call.Value.GetProperty("responses").EnumerateObject().Select(answer => new AnswerReference(answer.Name, Text(answer.Value, "description")))]);

    private static TokenNeed NeedOf(JsonElement call)
    {
        // The empty requirement is the way without one.
        var ways = Items(call, "security").Select(way => way.EnumerateObject().Any()).Distinct().ToList();
        return ways switch { [true] => TokenNeed.Always, [false] => TokenNeed.None, _ => TokenNeed.Sometimes };
    }

    internal static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;
}

/// <summary>A parameter of a call.</summary>
internal sealed record ParameterReference(string Name, string In, bool IsRequired, string Description)
{
    public static ParameterReference Of(JsonElement parameter, JsonElement shared)
    {
        var named = CallReference.Text(parameter, "$ref") is { Length: > 0 } address ? shared.GetProperty(address[(address.LastIndexOf('/') + 1)..]) : parameter;
        return new ParameterReference(
            CallReference.Text(named, "name"), CallReference.Text(named, "in"), named.TryGetProperty("required", out var required) && required.GetBoolean(), CallReference.Text(named, "description"));
    }
}

/// <summary>An answer of a call.</summary>
internal sealed record AnswerReference(string Status, string Description);
