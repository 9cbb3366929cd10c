using System.Text.RegularExpressions;
using QualiPref.Local;

namespace QualiPref.Charts.Tests;

/// <summary>A metric that Prometheus has.</summary>
/// <param name="Together">How values of replicas are brought together, <c>max</c> or <c>sum</c>; null of others' metrics, of which that is not said.</param>
/// <param name="Labels">Its labels.</param>
internal sealed record KnownMetric(string? Together, IReadOnlySet<string> Labels);

/// <summary>The metrics of <c>contracts/metrics.md</c>, which a test of the contracts compares with the code, by the names under which they are asked for.</summary>
internal static partial class MetricsTable
{
    private static readonly string[] OfEach = ["job", "instance"];

    public static IReadOnlyDictionary<string, KnownMetric> All { get; } = Read();

    private static Dictionary<string, KnownMetric> Read()
    {
        var known = new Dictionary<string, KnownMetric>();
        foreach (var line in File.ReadLines(Path.Combine(ProjectFolder.Root, "contracts", "metrics.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            var (name, kind, how) = (cells[2].Trim('`'), cells[3], Together().Match(cells[4]));
            var labels = how.Success ? Names(how.Groups["tags"].Value, ',') : Names(cells[4].Replace("`", "", StringComparison.Ordinal), ',');
            foreach (var asked in kind == "histogram" ? (string[])[$"{name}_bucket", $"{name}_sum", $"{name}_count"] : [name])
            {
                var own = asked.EndsWith("_bucket", StringComparison.Ordinal) ? labels.Append("le") : labels;
                known.Add(asked, new KnownMetric(how.Success ? how.Groups["how"].Value : null, own.Concat(OfEach).ToHashSet()));
            }
        }
        return known;
    }

    private static string[] Names(string text, char separator) => text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^`(?<how>max|sum)( by \((?<tags>[^)]*)\))?`$")]
    private static partial Regex Together();
}
