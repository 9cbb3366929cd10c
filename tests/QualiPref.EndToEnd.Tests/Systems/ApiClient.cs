using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualiPref.Recomputation;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>Single calls of the public contract, each noted in the recount.</summary>
public sealed class ApiClient(HttpClient http, Identities identities, Recount recount)
{
    public const string Responses = "/api/surveys/v1/responses";
    public const string Complaints = "/api/complaints/v1/complaints";

    /// <summary>Sends JSON, or nothing, with the token of a role, or none.</summary>
    public Task<ApiReply> SendAsync(HttpMethod method, string path, string? role, object? body = null, string? ifMatch = null, string? key = null) =>
        SendRawAsync(method, path, role, body is null ? null : JsonContent.Create(body, body.GetType(), options: Json.Options), ifMatch, key);

    public Task<ApiReply> GetAsync(string path, string? role = "quality") => SendAsync(HttpMethod.Get, path, role);

    public Task<ApiReply> PutAnswerAsync(Guid id, object answer, string? role = "agent") => SendAsync(HttpMethod.Put, $"{Responses}/{id}", role, answer);

    public Task<ApiReply> FileAsync(object filing, string? role = "agent") => SendAsync(HttpMethod.Post, Complaints, role, filing);

    /// <summary>Files as the public does: with a proof for the id of the filing.</summary>
    public async Task<ApiReply> FilePubliclyAsync(JsonObject filing)
    {
        filing["proof"] = await ProofAsync(filing["id"]!.GetValue<Guid>().ToString());
        return await FileAsync(filing, role: null);
    }

    /// <summary>The proof for a case that the public is to file.</summary>
    public async Task<string> ProofAsync(string id) =>
        (await SendAsync(HttpMethod.Post, "/api/complaints/v1/filing-proofs", role: null, new { id })).Body!.Value.GetProperty("proof").GetString()!;

    public Task<ApiReply> MoveAsync(Guid id, string transition, object body, string? ifMatch, string role = "handler") =>
        SendAsync(HttpMethod.Post, $"{Complaints}/{id}/{transition}", role, body, ifMatch);

    public async Task<ApiReply> SendRawAsync(HttpMethod method, string path, string? role, HttpContent? content, string? ifMatch = null, string? key = null)
    {
        using var message = new HttpRequestMessage(method, path) { Content = content };
        if (role is not null)
            message.Headers.Authorization = identities.Staff(role);
        if (ifMatch is not null)
            message.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        var sent = content is null ? [] : await content.ReadAsByteArrayAsync();
        var at = TimeProvider.System.GetUtcNow();
        using var response = await http.SendAsync(message, TestContext.Current.CancellationToken);
        var reply = await ApiReply.ReadAsync(response);
        recount.Observe(new Exchange
        {
            Method = method.Method,
            Path = path,
            Caller = role is null ? Caller.Public : Caller.Staff,
            SentAt = at,
            Body = Json.Parse(sent),
            Status = reply.Status,
            Reply = reply.Body,
        });
        return reply;
    }

    /// <summary>The figures of all pages.</summary>
    public async Task<IReadOnlyList<JsonElement>> FiguresAsync(FigureQuery query)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"{query.Path}&pageSize=200" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            if (page.Status != 200)
                throw new HttpRequestException($"{query.Path}: {page}");
            items.AddRange(page.Body!.Value.GetProperty("items").EnumerateArray());
            cursor = page.Body.Value.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Answers of the year that stand in the figures of <c>essonne</c>.</summary>
    public async Task<long> CountedAnswersAsync()
    {
        var query = new FigureQuery { Network = "essonne", Period = $"{RunningSystem.Year}", Indicator = "satisfaction.global", AsOf = RunningSystem.Today };
        var total = (await FiguresAsync(query)).Single(figure => figure.GetProperty("site").ValueKind == JsonValueKind.Null);
        return total.GetProperty("n").GetInt64() + total.GetProperty("excluded").GetInt64();
    }
}

/// <summary>A reply as the tests look at it.</summary>
public sealed record ApiReply(int Status, string? ContentType, string? Etag, RetryConditionHeaderValue? RetryAfter, Uri? Location, string Text, JsonElement? Body)
{
    public string? Code => Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>JSON pointers of the fields the problem names.</summary>
    public IReadOnlyList<string> Pointers => Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!)]
        : [];

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new ApiReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.ETag?.ToString(), response.Headers.RetryAfter, response.Headers.Location,
            System.Text.Encoding.UTF8.GetString(bytes), Json.Parse(bytes));
    }

    public override string ToString() => $"{Status} {ContentType} {Text}";
}
