using System.Text.Json;

namespace QualiPref.Traces.Tests;

/// <summary>A span as the viewer received it.</summary>
/// <param name="Resource">The process that it is of, such as <c>qualipref-surveys</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Causes">The span that it is a child of and those that it is linked to.</param>
/// <param name="Outcome">What it says of its outcome.</param>
public sealed record Span(string Resource, string Name, string Id, IReadOnlySet<string> Causes, string? Outcome);

/// <summary>A span that a walk has to come by.</summary>
/// <param name="Resource">The process that it is of.</param>
/// <param name="Name">How its name ends.</param>
/// <param name="Outcome">The outcome that it has to have; any when null.</param>
public sealed record Stage(string Resource, string Name, string? Outcome = null)
{
    public bool Is(Span span) => span.Resource == Resource && span.Name.EndsWith(Name, StringComparison.Ordinal) && (Outcome is null || span.Outcome == Outcome);
}

/// <summary>How far a walk came.</summary>
/// <param name="Missing">The stage that nothing leads to; null when it came to the end.</param>
/// <param name="Reached">The ids of the spans of the last stage that was reached.</param>
public sealed record Walk(Stage? Missing, IReadOnlySet<string> Reached);

/// <summary>Spans as a graph whose edges are parents and links.</summary>
public sealed class Spans(IReadOnlyList<Span> all)
{
    private readonly ILookup<string, Span> _following =
        all.SelectMany(span => span.Causes.Select(cause => (cause, span))).ToLookup(edge => edge.cause, edge => edge.span);

    public IReadOnlyList<Span> All => all;

    public Walk Follow(string from, IEnumerable<Stage> stages)
    {
        IReadOnlySet<string> reached = new HashSet<string> { from };
        foreach (var stage in stages)
        {
            var next = After(reached).Where(stage.Is).Select(span => span.Id).ToHashSet();
            if (next.Count == 0) return new Walk(stage, reached);
            reached = next;
        }
        return new Walk(null, reached);
    }

    /// <summary>All spans that these lead to.</summary>
    private IEnumerable<Span> After(IEnumerable<string> ids)
    {
        var seen = new HashSet<string>();
        var left = new Queue<string>(ids);
        while (left.TryDequeue(out var id))
        {
            foreach (var span in _following[id].Where(span => seen.Add(span.Id)))
            {
                left.Enqueue(span.Id);
                yield return span;
            }
        }
    }
}

/// <summary>Reads what the viewer shows.</summary>
public sealed class ViewerClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address) };

    public async Task<Spans> SpansAsync(CancellationToken cancellationToken)
    {
        var document = JsonElement.Parse(await TextAsync("spans", cancellationToken));
        Assert.Equal(document.GetProperty("totalCount").GetInt32(), document.GetProperty("returnedCount").GetInt32());
        return new Spans([.. document.GetProperty("data").GetProperty("resourceSpans").EnumerateArray().SelectMany(OfResource)]);
    }

    /// <summary>Everything of a kind, as text.</summary>
    /// <param name="kind"><c>spans</c> or <c>logs</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<string> TextAsync(string kind, CancellationToken cancellationToken) =>
        _http.GetStringAsync(new Uri($"/api/telemetry/{kind}?limit=100000", UriKind.Relative), cancellationToken);

    public void Dispose() => _http.Dispose();

    private static IEnumerable<Span> OfResource(JsonElement resource)
    {
        var name = Attribute(resource.GetProperty("resource"), "service.name")!;
        return resource.GetProperty("scopeSpans").EnumerateArray()
            .SelectMany(scope => scope.GetProperty("spans").EnumerateArray())
            .Select(span => new Span(name, span.GetProperty("name").GetString()!, span.GetProperty("spanId").GetString()!, CausesOf(span), Attribute(span, "qualipref.outcome")));
    }

    private static HashSet<string> CausesOf(JsonElement span)
    {
        var causes = List(span, "links").Select(link => link.GetProperty("spanId").GetString()!).ToHashSet();
        if (span.TryGetProperty("parentSpanId", out var parent) && parent.GetString() is { Length: > 0 } id) causes.Add(id);
        return causes;
    }

    private static string? Attribute(JsonElement holder, string key) => List(holder, "attributes")
        .Where(attribute => attribute.GetProperty("key").GetString() == key)
        .Select(attribute => attribute.GetProperty("value").GetProperty("stringValue").GetString())
        .FirstOrDefault();

    private static JsonElement.ArrayEnumerator List(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;
}
