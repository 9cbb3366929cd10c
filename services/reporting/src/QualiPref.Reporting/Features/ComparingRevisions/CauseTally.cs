using QualiPref.Platform.Time;
using QualiPref.Reporting.Indicators;
using QualiPref.Statistics;

namespace QualiPref.Reporting.Features.ComparingRevisions;

/// <summary>Counts changed facts by source, site and cause: what a figure's changes are explained by.</summary>
/// <param name="period">The period of the figures; facts of the year before do not explain them.</param>
internal sealed class CauseTally(Period period)
{
    // The network as a whole is the site "".
    private readonly Dictionary<(string Source, string Site), Dictionary<string, int>> _counts = [];

    public static async Task<CauseTally> ReadAsync(Period period, IAsyncEnumerable<FactChange> changes, CancellationToken cancellationToken)
    {
        var tally = new CauseTally(period);
        await foreach (var change in changes.WithCancellation(cancellationToken)) tally.Add(change);
        return tally;
    }

    /// <summary>A fact that moved explains the figures of the site it left as well as of the one it came to.</summary>
    public void Add(FactChange change)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        if (change.Site is { } site && change.Date is { } date && period.Contains(date)) places.Add(site);
        if ((change.FromSite ?? change.Site) is { } fromSite && (change.FromDate ?? change.Date) is { } fromDate && period.Contains(fromDate)) places.Add(fromSite);
        if (places.Count > 0) places.Add("");
        foreach (var place in places)
        {
            var causes = _counts.TryGetValue((change.Source, place), out var held) ? held : _counts[(change.Source, place)] = [];
            causes[change.Cause] = causes.GetValueOrDefault(change.Cause) + 1;
        }
    }

    /// <summary>The causes within the scope of a figure, most first.</summary>
    /// <param name="kind">How the indicator is computed, which says from which source.</param>
    /// <param name="site">The site; null for the network.</param>
    public IEnumerable<CauseCount> Of(IndicatorKind kind, string? site) =>
        from cause in _counts.GetValueOrDefault((SourceOf(kind), site ?? "")) ?? []
        orderby cause.Value descending, cause.Key
        select new CauseCount(cause.Key, cause.Value);

    private static string SourceOf(IndicatorKind kind) => kind switch
    {
        IndicatorKind.SatisfactionRate => "surveys",
        IndicatorKind.MeasuredRatio => "measurements",
        _ => "complaints",
    };
}
