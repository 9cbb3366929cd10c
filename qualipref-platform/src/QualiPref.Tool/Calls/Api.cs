using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Calls;

/// <summary>A call of a service.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Service">One of <see cref="Platform.Calls.ServiceNames"/>.</param>
/// <param name="Path">Path and query after <c>/api/service/v1/</c>.</param>
internal sealed record Call(HttpMethod Method, string Service, string Path)
{
    /// <summary>What is sent as JSON; null for nothing.</summary>
    public object? Body { get; init; }

    public string? IfMatch { get; init; }

    /// <summary>Whether it is made as anybody makes it, without a token.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Where it goes to instead of where the service is called otherwise.</summary>
    public Uri? At { get; init; }

    /// <summary>Another token than one's own.</summary>
    public string? Token { get; init; }

    public static Call Get(string service, string path) => new(HttpMethod.Get, service, path);

    public static Call Post(string service, string path, object? body = null) => new(HttpMethod.Post, service, path) { Body = body };
}

/// <summary>The answer to a call.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Its document; undefined when it has none.</param>
/// <param name="ETag">The version of what it tells of.</param>
/// <param name="Location">Where its operation is.</param>
/// <param name="Call">The call, as people are told of it.</param>
internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string? ETag, Uri? Location, string Call)
{
    /// <summary>What it says, as it came.</summary>
    public required string Text { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Code of the problem, such as <c>QP-REPORTING-016</c>; empty when it names none.</summary>
    public string Code => Problem?.Code ?? "";

    /// <summary>What kept it from succeeding, in words.</summary>
    public string Trouble => Problem is { } problem
        ? $"{problem.Detail ?? problem.Title ?? $"{(int)Status}"}{string.Concat((problem.Errors ?? []).Select(error => $" {error.Pointer}: {error.Detail}"))} ({Code})"
        : $"{(int)Status} {Status}";

    /// <summary>The document as something.</summary>
    /// <exception cref="Failure">It is something else.</exception>
    public T As<T>()
    {
        try
        {
            return Body.Deserialize<T>(Wire.Json) ?? throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Failure.NotReached($"What answers {Call} is no QualiPref, or one of another version: look at the address.");
        }
    }

    private ProblemDocument? Problem => IsSuccess || Body.ValueKind != JsonValueKind.Object ? null : As<ProblemDocument>();

    private sealed record ProblemDocument(string? Title, string? Detail, string? Code, IReadOnlyList<WrongField>? Errors);

    private sealed record WrongField(string? Pointer, string? Detail);
}

/// <summary>A page of a list.</summary>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>The calls of the services, in words where they fail.</summary>
internal sealed class Api(HttpClient http, Settings settings, Credentials credentials)
{
    /// <summary>Reads something.</summary>
    public async Task<T> ReadAsync<T>(Call call, CancellationToken cancellationToken) => (await SendAsync(call, cancellationToken)).As<T>();

    /// <summary>Reads a list page by page, to its end unless less is enough.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string service, string path, CancellationToken cancellationToken, int most = int.MaxValue)
    {
        var items = new List<T>();
        for (string? cursor = ""; cursor is not null && items.Count < most;)
        {
            var query = $"{path}{(path.Contains('?') ? '&' : '?')}pageSize=200{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}";
            var page = await ReadAsync<ListPage<T>>(Call.Get(service, query), cancellationToken);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        return items;
    }

    /// <summary>Makes a call that has to succeed.</summary>
    /// <exception cref="Failure">It did not; the message says what to do.</exception>
    public async Task<Answer> SendAsync(Call call, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(call, cancellationToken);
        return answer.IsSuccess ? answer : throw new Failure(
            $"{answer.Call} was refused: {answer.Trouble}", answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity ? ExitCode.WrongUse : ExitCode.Wrong);
    }

    /// <summary>Makes a call whose refusal is an answer too.</summary>
    /// <exception cref="Failure">Nobody answered, or does not let us.</exception>
    public async Task<Answer> TryAsync(Call call, CancellationToken cancellationToken)
    {
        var origin = call.At ?? settings.AddressFor(call.Service);
        using var request = RequestOf(call, origin);
        var answer = await AnswerAsync(call, request, origin, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized when call.Token is null => throw Failure.NotReached(Unbelieved(call, origin, answer)),
            HttpStatusCode.Forbidden when call.Token is null => throw Failure.NotReached(
                $"{call.Service} at {Origin(origin)} believes {credentials.Description}, but it does not allow that: {answer.Call} needs the role admin for all sites."),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => throw Failure.NotReached(
                $"{call.Service} at {Origin(origin)} is away: {answer.Trouble} Try again once it is ready; `qualipref check` says what is not."),
            _ => answer,
        };
    }

    private HttpRequestMessage RequestOf(Call call, Uri origin)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(origin, $"/api/{call.Service}/v1/{call.Path}"));
        if (call.Body is not null) request.Content = JsonContent.Create(call.Body, call.Body.GetType(), options: Wire.Json);
        if (!call.IsPublic) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Token ?? credentials.Token());
        // Whose token is on trial is to be judged by every replica, not by the one that is connected already.
        request.Headers.ConnectionClose = call.Token is not null;
        if (call.IfMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", call.IfMatch);
        request.Headers.AcceptLanguage.ParseAdd("en");
        return request;
    }

    private async Task<Answer> AnswerAsync(Call call, HttpRequestMessage request, Uri origin, CancellationToken cancellationToken)
    {
        var words = $"{call.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}";
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return new Answer(response.StatusCode, BodyOf(text), response.Headers.ETag?.ToString(), response.Headers.Location, words) { Text = text };
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failure.NotReached($"{call.Service} does not answer at {Origin(origin)} ({Reaching.Why(exception)}). Is it running, and is the address right?");
        }
    }

    // A page of whoever else listens there is no document.
    private static JsonElement BodyOf(string text)
    {
        try
        {
            return text.Length == 0 ? default : JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private string Unbelieved(Call call, Uri origin, Answer answer) => call.IsPublic
        ? $"{call.Service} at {Origin(origin)} refused {answer.Call}: {answer.Trouble}"
        : $"{call.Service} at {Origin(origin)} does not believe {credentials.Description}. " + (settings.TokenFile.Length > 0
            ? "It may have expired, or be of another issuer or audience than QualiPref__Identity__Authority and __Audience say there."
            : $"The public half of that key has to be among the public keys of {call.Service}, and both clocks have to agree within two minutes.");

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
