using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Mime;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;
using QualiPref.Local;

namespace QualiPref.Testing.Contract;

/// <summary>The committed OpenAPI document of a service: what went over the wire is held against it.</summary>
public sealed class CommittedContract
{
    private static readonly string[] HeadersToDeclare = ["If-Match", "Idempotency-Key"];

    private static readonly ConcurrentDictionary<string, Task<CommittedContract>> Read = new();

    private readonly List<Call> _calls;

    private CommittedContract(OpenApiDocument document)
    {
        foreach (var (name, schema) in document.Components.Schemas)
        {
            // A reader of the contract passes over what it does not know, so that replies can grow; we do not answer what no document names.
            if (name != "Problem" && schema.Properties.Count > 0) schema.AllowAdditionalProperties = false;
        }
        _calls = [.. document.Paths.SelectMany(path => path.Value.Select(call => new Call(path.Key, call.Key.ToUpperInvariant(), call.Value)))];
    }

    /// <summary>The document of a service.</summary>
    /// <param name="service">Such as <c>surveys</c>.</param>
    public static Task<CommittedContract> OfAsync(string service) => Read.GetOrAdd(service, async name => new CommittedContract(
        await OpenApiDocument.FromFileAsync(Path.Combine(ProjectFolder.Root, "contracts", "openapi", $"{name}.json"))));

    /// <summary>What of an exchange the document does not allow.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="holdsRequest">Whether the request must be one that the document allows; a refused one need not.</param>
    public IReadOnlyList<string> FaultsOf(Exchange exchange, bool holdsRequest)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var call = _calls.Where(call => call.Method == exchange.Method && call.Fits(exchange.Path)).MinBy(call => call.Variables);
        // Nobody answers there, and says so.
        if (call is null) return exchange.Status is 404 or 405 ? [] : [$"{exchange}: the document knows no such call."];
        IEnumerable<string> faults = [.. holdsRequest ? call.FaultsOfRequest(exchange) : [], .. call.FaultsOfReply(exchange)];
        return [.. faults.Select(fault => $"{exchange}: {fault}")];
    }

    private sealed class Call(string path, string method, OpenApiOperation operation)
    {
        private readonly string[] _parts = path.Split('/');

        public string Method => method;

        public int Variables { get; } = path.Count(c => c == '{');

        public bool Fits(string asked) => asked.Split('/') is var parts && parts.Length == _parts.Length
            && parts.Zip(_parts).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second);

        public IEnumerable<string> FaultsOfRequest(Exchange exchange)
        {
            var declared = operation.ActualParameters.Where(parameter => parameter.Kind != OpenApiParameterKind.Body).ToList();
            var given = exchange.Query.Select(name => (Name: name, Kind: OpenApiParameterKind.Query))
                .Concat(HeadersToDeclare.Where(name => exchange.Headers.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => (Name: name, Kind: OpenApiParameterKind.Header)))
                .ToList();
            foreach (var (name, kind) in given.Where(one => !declared.Exists(parameter => parameter.Name == one.Name && parameter.Kind == one.Kind)))
            {
                yield return $"no {kind.ToString().ToUpperInvariant()} parameter {name}.";
            }
            foreach (var parameter in declared.Where(parameter => parameter.IsRequired && parameter.Kind != OpenApiParameterKind.Path && !given.Contains((parameter.Name, parameter.Kind))))
            {
                yield return $"{parameter.Name} is required and was not sent.";
            }
            foreach (var fault in FaultsOfBody(exchange)) yield return fault;
        }

        public List<string> FaultsOfReply(Exchange exchange)
        {
            if (!operation.ActualResponses.TryGetValue(exchange.Status.ToString(CultureInfo.InvariantCulture), out var response))
            {
                return [$"no status {exchange.Status} is declared. {exchange.ReplyBody}"];
            }
            var faults = exchange.ReplyHeaders.Contains("ETag", StringComparer.OrdinalIgnoreCase) && exchange.IsAccepted && !response.Headers.ContainsKey("ETag")
                ? new List<string> { "an ETag is given and not declared." }
                : [];
            if (exchange.ReplyBody.Length == 0) return exchange.Method == "HEAD" || exchange.Status is 204 or 304 || response.Content.Count == 0 ? faults : [.. faults, "nothing is answered where content is declared."];
            var type = TypeOf(exchange.ReplyType);
            if (!response.Content.TryGetValue(type, out var content)) return [.. faults, $"no content type {type} is declared under {exchange.Status}."];
            if (IsJson(type)) faults.AddRange(Mismatches(content.Schema, exchange.ReplyBody, "reply"));
            if (response.ExtensionData?.TryGetValue("x-problem-codes", out var codes) == true) faults.AddRange(UndeclaredCode(exchange.ReplyBody, codes));
            return faults;
        }

        private IEnumerable<string> FaultsOfBody(Exchange exchange)
        {
            if (exchange.RequestBody.Length == 0) return operation.RequestBody?.IsRequired == true ? ["the body is required and was not sent."] : [];
            if (operation.RequestBody is not { } body) return ["no body is declared."];
            var type = TypeOf(exchange.RequestType);
            if (!body.Content.TryGetValue(type, out var content)) return [$"a body {type} is not declared."];
            return IsJson(type) ? Mismatches(content.Schema, exchange.RequestBody, "request") : [];
        }

        private static IEnumerable<string> UndeclaredCode(string problem, object? codes)
        {
            var code = (string?)JObject.Parse(problem)["code"];
            return JArray.FromObject(codes!).Values<string>().Contains(code) ? [] : [$"{code} is not among the codes declared."];
        }

        private static IEnumerable<string> Mismatches(JsonSchema schema, string json, string what) =>
            schema.Validate(json).SelectMany(Innermost).Select(error => $"{what} {error.Path}: {error.Kind}.");

        // An item or a choice that does not fit says only so; why stands inside.
        private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
            error is ChildSchemaValidationError outer ? outer.Errors.Values.SelectMany(inner => inner).SelectMany(Innermost) : [error];

        private static string TypeOf(string? header) => header is null ? "" : new ContentType(header).MediaType;

        private static bool IsJson(string type) => type.EndsWith("json", StringComparison.Ordinal);
    }
}
