using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Calls;

namespace QualiPref.Portal.Services;

/// <summary>Calls one service and turns its refusals into exceptions that pages can show.</summary>
internal abstract class ServiceClient(HttpClient http, string service)
{
    // Escaping every accent would make a long French text six times as large on the wire.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Somebody waits for a page that does without one service.
    protected static readonly TimeSpan PartBudget = TimeSpan.FromSeconds(3);

    /// <summary>Name of the service.</summary>
    public string Service => service;

    /// <summary>The OpenAPI document of the service.</summary>
    public Task<JsonElement> ReadDocumentAsync(CancellationToken cancellationToken) => GetAsync<JsonElement>("openapi.json", PartBudget, cancellationToken);

    /// <summary>What the service has parked, or what of it was given up.</summary>
    public Task<ParkedList> ListParkedAsync(bool givenUp, CancellationToken cancellationToken) =>
        GetAsync<ParkedList>("parked" + QueryText.Of(("givenUp", givenUp ? "true" : null)), PartBudget, cancellationToken);

    /// <summary>Tries once more what is parked.</summary>
    public Task RetryParkedAsync(string place, string id, CancellationToken cancellationToken) => PostAsync($"{Parked(place, id)}/retry", null, cancellationToken);

    /// <summary>Notes that what is parked is not tried again.</summary>
    public Task GiveUpParkedAsync(string place, string id, string reason, CancellationToken cancellationToken) =>
        PostAsync($"{Parked(place, id)}/give-up", new { reason }, cancellationToken);

    /// <summary>Who did what here, the newest first.</summary>
    public Task<ServicePage<AuditItem>> SearchAuditAsync(AuditFilter filter, string? cursor, CancellationToken cancellationToken) =>
        GetAsync<ServicePage<AuditItem>>("audit" + filter.Query(cursor), PartBudget, cancellationToken);

    /// <summary>A message that the service could not take.</summary>
    public async Task<ParkedMessage> ReadMessageAsync(string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ContentOf(id));
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<ParkedMessage>(response, cancellationToken) with { Version = response.Headers.ETag?.Tag ?? "" };
    }

    /// <summary>Puts another content in the place of a message's.</summary>
    /// <param name="id">The message.</param>
    /// <param name="version">ETag of what was read.</param>
    /// <param name="content">The whole new content.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task MendMessageAsync(string id, EntityTagHeaderValue version, string content, string reason, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, ContentOf(id)) { Content = JsonContent.Create(new { content, reason }, options: Json) };
        request.Headers.IfMatch.Add(version);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    protected Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => GetAsync<T>(path, CallBudget.Usual, cancellationToken);

    protected async Task<T> GetAsync<T>(string path, TimeSpan budget, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path).Within(budget);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    protected Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, string? ifMatch = null, string? idempotencyKey = null) =>
        PostAsync<T>(path, body, CallBudget.Usual, cancellationToken, ifMatch, idempotencyKey);

    protected async Task<T> PostAsync<T>(string path, object? body, TimeSpan budget, CancellationToken cancellationToken, string? ifMatch = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) }.Within(budget);
        if (ifMatch is not null) request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Sends something else than what is written here as JSON, as it came.</summary>
    protected async Task<T> PostAsync<T>(string path, HttpContent content, TimeSpan budget, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content }.Within(budget);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    protected async Task<T> PutAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body, options: Json) };
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Sends what is answered without content.</summary>
    protected async Task PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) };
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Starts long work: its result, or the operation that will have it when the service answers 202.</summary>
    protected async Task<LongCall<T>> StartAsync<T>(string path, object? body, TimeSpan budget, CancellationToken cancellationToken, string? idempotencyKey = null)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, options: Json) }.Within(budget);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Accepted) return new LongCall<T>(await ReadAsync<T>(response, cancellationToken), null);
        return ProblemDocument.OperationIn(response.Headers.Location?.OriginalString) is { } operation
            ? new LongCall<T>(null, operation)
            : throw new JsonException("The service accepted long work and did not say which operation has its result.");
    }

    /// <summary>Sends a call; the caller disposes of the response.</summary>
    /// <exception cref="ServiceRefusedException">4xx, with the service's own words.</exception>
    /// <exception cref="ServiceAwayException">No answer, or 5xx.</exception>
    protected async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var response = await ReachAsync(request, completion, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            if (response.StatusCode >= HttpStatusCode.InternalServerError) throw new ServiceAwayException(service);
            throw new ServiceRefusedException(await ReadProblemAsync(response, cancellationToken));
        }
    }

    private static string ContentOf(string message) => $"{Parked("messages", message)}/content";

    private static string Parked(string place, string id) => $"parked/{Uri.EscapeDataString(place)}/{Uri.EscapeDataString(id)}";

    private async Task<HttpResponseMessage> ReachAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, completion, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or TimeoutRejectedException or BrokenCircuitException)
        {
            throw new ServiceAwayException(service, fault);
        }
    }

    protected static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new JsonException("The service answered null.");

    private static async Task<ServiceProblem> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return new ServiceProblem(status, "", $"HTTP {status}", "", []);
        var document = await response.Content.ReadFromJsonAsync<ProblemDocument>(Json, cancellationToken);
        return document?.ToProblem(status) ?? new ServiceProblem(status, "", $"HTTP {status}", "", []);
    }
}

/// <summary>A refusal as it stands in the body of an answer, or in an operation that failed.</summary>
internal sealed record ProblemDocument(
    string? Code, string? Title, string? Detail, IReadOnlyList<ServiceFieldError>? Errors, IReadOnlyList<OpenRow>? Open, string? Operation)
{
    public ServiceProblem ToProblem(int status) => new(status, Code ?? "", Title ?? "", Detail ?? "", Errors ?? [])
    {
        Open = Open ?? [],
        Operation = OperationIn(Operation),
    };

    /// <summary>The id at the end of an operation's address.</summary>
    public static Guid? OperationIn(string? address) =>
        address is not null && Guid.TryParse(address[(address.LastIndexOf('/') + 1)..], out var id) ? id : null;
}

/// <summary>A page of a list.</summary>
internal sealed record ServicePage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What long work answered: its result, or the id of the operation that goes on.</summary>
internal sealed record LongCall<T>(T? Result, Guid? Operation) where T : class;
