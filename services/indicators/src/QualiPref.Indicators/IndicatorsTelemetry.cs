using System.Diagnostics;
using System.Diagnostics.Metrics;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators;

/// <summary>
/// What this service tells of its work. Tags name sources and outcomes, never a site, a person or an id; each description ends with how values of replicas
/// are brought together, and names there every tag of the metric.
/// </summary>
internal static class IndicatorsTelemetry
{
    public const string Name = "QualiPref.Indicators";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Facts = Meter.CreateCounter<long>(
        "qualipref.indicators.facts", "{fact}", "Facts received. Of each replica its own: sum by (source, outcome)");

    private static readonly Counter<long> Cells = Meter.CreateCounter<long>(
        "qualipref.indicators.cells", "{cell}", "Site-days recomputed. Of each replica its own: sum by (outcome)");

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>(
        "qualipref.indicators.cell.lag", "s", "From the arrival of a fact to the cells that count it. Of each replica its own: sum",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300] });

    private static readonly Histogram<double> Cuts = Meter.CreateHistogram<double>(
        "qualipref.indicators.cut.duration", "s", "From the arrival of a request to the end of its cut. Of each replica its own: sum by (outcome)",
        tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] });

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "qualipref.indicators.balance.rows", "{row}", "Rows of the balance compared. Of each replica its own: sum by (source, outcome)");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "qualipref.indicators.balance.requests", "{siteday}", "Site-days asked for again. Of each replica its own: sum by (source)");

    public static ActivitySource Source { get; } = new(Name);

    public static void Recorded(string source, RecordedFacts facts, int parked)
    {
        Count(source, "added", facts.Added);
        Count(source, "replaced", facts.Replaced);
        Count(source, "known", facts.Known);
        Count(source, "parked", parked);
    }

    public static void Recomputed(CellOutcome outcome) =>
        Cells.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));

    public static void Compared(IEnumerable<BalanceOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            Rows.Add(1, new("source", outcome.Row.Source), new KeyValuePair<string, object?>("outcome", outcome.Agrees ? "agrees" : "open"));
        }
    }

    public static void Asked(string source, int days) => Requests.Add(days, new KeyValuePair<string, object?>("source", source));

    public static void Fresh(TimeSpan lag) => Lag.Record(lag.TotalSeconds);

    public static void CutEnded(string outcome, TimeSpan duration) =>
        Cuts.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    public static string NameOf(CellOutcome outcome) => outcome switch
    {
        CellOutcome.Changed => "changed",
        CellOutcome.Unchanged => "unchanged",
        CellOutcome.Overtaken => "overtaken",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static void Count(string source, string outcome, long count)
    {
        if (count > 0) Facts.Add(count, new("source", source), new KeyValuePair<string, object?>("outcome", outcome));
    }
}
