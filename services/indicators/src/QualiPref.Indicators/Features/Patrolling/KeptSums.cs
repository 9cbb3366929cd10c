using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.Patrolling;

/// <summary>
/// The sums of a month of a site, and in December of its year, held against what they should be made of: one that was altered in the database, or that a release which does not know of
/// them has overtaken, is made anew when it is asked for. It has to be read before the cells are: what is written since then only makes it stale.
/// </summary>
internal sealed class KeptSums
{
    private readonly SpanStore _spans;
    private readonly SpanKey _month;
    private readonly IReadOnlyDictionary<string, SpanDocument> _kept;

    private KeptSums(SpanStore spans, SpanKey month, IReadOnlyDictionary<string, SpanDocument> kept) => (_spans, _month, _kept) = (spans, month, kept);

    public static async Task<KeptSums> ReadAsync(SpanStore spans, string site, DateOnly month, CancellationToken cancellationToken)
    {
        var key = new SpanKey(site, month.Year, month.Month);
        return new KeptSums(spans, key, await spans.FindAsync([.. MonthsToRead(key), key.OfYear], cancellationToken));
    }

    /// <returns>Whether one of them was wrong.</returns>
    public async Task<bool> MendAsync(IEnumerable<SiteDayCell> cells, CancellationToken cancellationToken)
    {
        var month = new SiteSpanSum(_month.Site, _month.From, _month.To);
        foreach (var cell in cells) month.Add(cell);
        if (IsAsKept(_month, month) && IsYearAsKept()) return false;
        await _spans.TouchAsync([new SiteDay(_month.Site, _month.From)], cancellationToken);
        return true;
    }

    private bool IsYearAsKept()
    {
        if (_month.Month < 12) return true;
        var months = MonthsToRead(_month).Select(key => _kept.GetValueOrDefault(key.ToString())).ToList();
        // One that may no longer hold has a year that may not either.
        if (!months.All(one => one is { IsFresh: true })) return true;
        var year = new SiteSpanSum(_month.Site, _month.OfYear.From, _month.OfYear.To);
        foreach (var one in months) year.Add(SpanStore.Read(one!));
        return IsAsKept(_month.OfYear, year);
    }

    private bool IsAsKept(SpanKey key, SiteSpanSum sum) =>
        _kept.GetValueOrDefault(key.ToString()) is not { IsFresh: true } kept || kept.Sum.AsSpan().SequenceEqual(SpanStore.Write(sum.ToSpan()));

    private static IEnumerable<SpanKey> MonthsToRead(SpanKey month) => month.Month < 12 ? [month] : Enumerable.Range(1, 12).Select(one => month with { Month = one });
}
