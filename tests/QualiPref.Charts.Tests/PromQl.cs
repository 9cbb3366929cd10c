using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using QualiPref.Local;

namespace QualiPref.Charts.Tests;

/// <summary>What an expression asks for, as <c>charts/tools/promql.mjs</c> reads it.</summary>
/// <param name="Error">Why it is no PromQL; null when it is.</param>
/// <param name="Metrics">The metrics that it asks for.</param>
internal sealed record PromQl(string? Error, IReadOnlyList<AskedMetric>? Metrics)
{
    private static readonly ConcurrentDictionary<string, PromQl> Read = [];

    /// <summary>Reads expressions, all that are new in one go.</summary>
    public static IReadOnlyList<PromQl> Of(IReadOnlyList<string> expressions)
    {
        List<string> unread = [.. expressions.Distinct().Where(one => !Read.ContainsKey(one))];
        if (unread.Count > 0) foreach (var (expression, read) in unread.Zip(Run(unread))) Read[expression] = read;
        return [.. expressions.Select(one => Read[one])];
    }

    private static PromQl[] Run(List<string> expressions)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["promql.mjs"])
        {
            WorkingDirectory = Path.Combine(ProjectFolder.Root, "charts", "tools"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        node.StandardInput.Write(JsonSerializer.Serialize(expressions));
        node.StandardInput.Close();
        return JsonSerializer.Deserialize<PromQl[]>(node.StandardOutput.ReadToEnd(), JsonSerializerOptions.Web)!;
    }
}

/// <summary>A metric in an expression.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Labels">The labels that it is chosen or grouped by.</param>
/// <param name="Aggregation">What brings its values together, such as <c>max</c>; null when nothing does.</param>
internal sealed record AskedMetric(string Name, IReadOnlyList<string> Labels, string? Aggregation);
