using System.Diagnostics;

namespace QualiPref.Platform.Telemetry;

/// <summary>
/// Keeps a trace together where work waits in a database: whoever writes leaves its W3C trace parent beside the mark that something is
/// to be done, and whoever does it later names the writers as its causes. Neither baggage nor trace state is kept.
/// </summary>
public static class TraceContext
{
    /// <summary>Causes that one span names at most: as many as a batch of the outbox can have.</summary>
    public const int MostCauses = 500;

    /// <summary>
    /// Trace parent of the present span when it is recorded here, else null: what is not traced leaves nothing behind. A caller that says
    /// "sampled" to a process without telemetry makes a span that nobody listens to.
    /// </summary>
    public static string? Current => Activity.Current is { Recorded: true } activity && activity.Source.HasListeners() ? activity.Id : null;

    /// <summary>The trace parents that were left behind, each once; null when nothing was traced.</summary>
    /// <param name="left">What the documents hold.</param>
    public static IReadOnlyList<string>? CausesOf(IEnumerable<string?> left)
    {
        ArgumentNullException.ThrowIfNull(left);
        HashSet<string>? causes = null;
        foreach (var one in left)
        {
            if (one is null) continue;
            causes ??= new HashSet<string>(StringComparer.Ordinal);
            if (causes.Count < MostCauses) causes.Add(one);
        }
        return causes is null ? null : [.. causes];
    }

    /// <summary>
    /// Starts a span that is a child of its first cause and linked to the others. The first was recorded, so sampling that follows the
    /// parent records this one too, whatever share of the traces is kept.
    /// </summary>
    /// <param name="source">Whose span it is.</param>
    /// <param name="name">What it does.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="causes">Trace parents; without any it is a child of the present span, if there is one.</param>
    /// <param name="since">When it began, if that was before now.</param>
    /// <returns>The span to dispose of at its end; null when nobody listens.</returns>
    public static Activity? Start(ActivitySource source, string name, ActivityKind kind, IReadOnlyList<string>? causes, DateTimeOffset since = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!source.HasListeners()) return null;
        List<ActivityContext> contexts = [.. Contexts(causes ?? [])];
        return contexts.Count == 0
            ? source.StartActivity(name, kind, default(ActivityContext), startTime: since)
            : source.StartActivity(name, kind, contexts[0], null, contexts.Skip(1).Select(context => new ActivityLink(context)), since);
    }

    /// <summary>Links the present span, if it is recorded, to others.</summary>
    /// <param name="others">Their trace parents.</param>
    public static void Link(IEnumerable<string> others)
    {
        if (Activity.Current is not { Recorded: true } activity) return;
        foreach (var context in Contexts(others)) activity.AddLink(new ActivityLink(context));
    }

    private static IEnumerable<ActivityContext> Contexts(IEnumerable<string> parents)
    {
        foreach (var parent in parents)
        {
            if (ActivityContext.TryParse(parent, null, isRemote: true, out var context)) yield return context;
        }
    }
}
