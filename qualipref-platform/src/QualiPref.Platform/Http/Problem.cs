using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Platform.Http;

/// <summary>A kind of refusal that callers can rely on.</summary>
/// <param name="Code">Stable code <c>QP-SERVICE-NNN</c>; kinds shared by all services write <c>*</c> for the service, which is filled in.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What happened, in one sentence.</param>
public sealed record ProblemKind(string Code, int Status, Words Title)
{
    /// <summary>The code as a service gives it.</summary>
    /// <param name="service">Name of the service, such as <c>surveys</c>.</param>
    public string CodeOf(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Code.Replace("*", service.ToUpperInvariant(), StringComparison.Ordinal);
    }
}

/// <summary>An answer that refuses, as RFC 9457 <c>application/problem+json</c>: what was wrong, where, and what to do.</summary>
/// <param name="kind">Which refusal it is.</param>
public sealed class Problem(ProblemKind kind) : IResult
{
    // French stays readable: the document is served as JSON, never inside a page.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Which refusal it is.</summary>
    public ProblemKind Kind => kind;

    /// <summary>What is particular to this case, if anything.</summary>
    public Words? Detail { get; init; }

    /// <summary>The fields at fault.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>After how long it is worth trying again; becomes <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further members of the document, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode?> More { get; init; } = new Dictionary<string, JsonNode?>();

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.ContentType = "application/problem+json; charset=utf-8";
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        // To the end, even to a caller who has gone: what is thrown here is logged with the refusal as a fault of the server.
        return response.WriteAsync(Describe(httpContext).ToJsonString(Readable), CancellationToken.None);
    }

    /// <summary>The document itself, for answers that carry a problem inside.</summary>
    /// <param name="context">The request that is answered.</param>
    public JsonObject Describe(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var code = kind.CodeOf(ServiceOf(context));
        var document = new JsonObject
        {
            ["type"] = $"urn:qualipref:problem:{code}",
            ["title"] = kind.Title.For(context.Request),
            ["status"] = kind.Status,
            ["detail"] = (Detail ?? kind.Title).For(context.Request),
            ["instance"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            ["code"] = code,
        };
        if (Errors.Count > 0)
        {
            document["errors"] = new JsonArray([.. Errors.Select(e =>
                new JsonObject { ["pointer"] = e.Pointer, ["detail"] = e.Message.For(context.Request) })]);
        }
        foreach (var (name, value) in More) document[name] = value?.DeepClone();
        return document;
    }

    // Paths begin with /api/<service>/; everything else is answered by the portal.
    private static string ServiceOf(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', 4);
        return parts is [_, "api", { Length: > 0 and < 20 } service, ..] && service.All(char.IsAsciiLetterLower)
            ? service
            : "portal";
    }
}

/// <summary>Ends the request with a <see cref="Problem"/> from wherever it was found.</summary>
/// <param name="problem">The answer to give.</param>
/// <param name="cause">What was thrown when it was found, for the log; nothing of it is answered.</param>
public sealed class ProblemException(Problem problem, Exception? cause = null) : Exception(problem.Kind.Title.English, cause)
{
    /// <summary>The answer to give.</summary>
    public Problem Problem => problem;
}
