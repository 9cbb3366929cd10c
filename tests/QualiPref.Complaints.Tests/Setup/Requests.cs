using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>A case as a handler reads it.</summary>
internal sealed record Known(string Id, string ETag, JsonNode Body);

internal static class Requests
{
    public const string Site = "91-EVRY";

    /// <summary>A valid letter with a contact, with changes.</summary>
    public static JsonObject Filing(params (string Name, JsonNode? Value)[] changes)
    {
        var filing = new JsonObject
        {
            ["site"] = Site,
            ["kind"] = "complaint",
            ["channel"] = "letter",
            ["subject"] = "Attente au guichet",
            ["text"] = "Deux heures d'attente.",
            ["contact"] = new JsonObject { ["name"] = "Usager 12", ["email"] = "usager12@example.org" },
        };
        foreach (var (name, value) in changes) filing[name] = value;
        return filing;
    }

    public static async Task<JsonNode> ReadAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>Reads the answer and insists on its status; the failure shows the body.</summary>
    public static async Task<JsonNode> ReadAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} instead of {(int)expected}: {text}");
        return JsonNode.Parse(text)!;
    }

    public static Task<HttpResponseMessage> FileAsync(this HttpClient client, JsonNode filing, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "complaints") { Content = JsonContent.Create(filing) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Files and reads the new case.</summary>
    public static async Task<Known> FiledAsync(this HttpClient handler, params (string Name, JsonNode? Value)[] changes)
    {
        var filed = await (await handler.FileAsync(Filing(changes))).ReadAsync(HttpStatusCode.Created);
        return await handler.KnownAsync(filed.Text("id")!);
    }

    public static async Task<Known> KnownAsync(this HttpClient handler, string id)
    {
        var response = await handler.GetAsync(new Uri($"complaints/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return new Known(id, response.Headers.ETag!.Tag, await response.ReadAsync(HttpStatusCode.OK));
    }

    public static Task<HttpResponseMessage> TryAsync(this HttpClient handler, Known known, string transition, object body) =>
        handler.TryAsync(known.Id, known.ETag, transition, body);

    public static Task<HttpResponseMessage> TryAsync(this HttpClient handler, string id, string? tag, string transition, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"complaints/{id}/{transition}") { Content = JsonContent.Create(body) };
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
        return handler.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Carries a transition out.</summary>
    public static async Task<Known> DoAsync(this HttpClient handler, Known known, string transition, object body)
    {
        var response = await handler.TryAsync(known, transition, body);
        var read = await response.ReadAsync(HttpStatusCode.OK);
        return new Known(known.Id, response.Headers.ETag!.Tag, read);
    }

    public static async Task<JsonNode> GetJsonAsync(this HttpClient client, string address) =>
        await (await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).ReadAsync(HttpStatusCode.OK);

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string address, object body) =>
        client.PostAsync(new Uri(address, UriKind.Relative), JsonContent.Create(body), TestContext.Current.CancellationToken);

    public static async Task<HttpStatusCode> StatusOfAsync(this HttpClient client, string address) =>
        (await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode;

    public static string? Text(this JsonNode node, string name) => node[name]?.GetValue<string>();

    public static int Number(this JsonNode node, string name) => node[name]!.GetValue<int>();

    public static JsonArray List(this JsonNode node, string name) => node[name]!.AsArray();

    public static IReadOnlyList<string> Pointers(this JsonNode problem) => [.. problem.List("errors").Select(error => error!.Text("pointer")!).Order()];
}
