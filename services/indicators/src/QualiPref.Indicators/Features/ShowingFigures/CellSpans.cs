using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>
/// Adds up cells by the sums of their years and months, and makes those sums that are missing or may no longer hold. A sum is read, or the count is by which it is kept, before the cells
/// that a new one is made of: what is written meanwhile grows the count afterwards.
/// </summary>
internal sealed class CellSpans(SpanStore spans, CellStore cells)
{
    /// <summary>Adds all cells of some sites in a plan to a tally. For each group of sites one read, and more where sums have to be made.</summary>
    public Task AddUpAsync(IReadOnlyCollection<string> sites, SpanPlan plan, FigureTally tally, CancellationToken cancellationToken) =>
        LongReads.BySitesAsync(sites, async (group, token) =>
        {
            foreach (var span in await ReadAsync([.. group.SelectMany(plan.Of)], token)) tally.Add(span);
            if (plan.CutMonths.Count > 0) await cells.ReadAsync(group, plan.CutMonths, tally.Add, token);
        }, cancellationToken);

    private async Task<IReadOnlyList<SiteSpan>> ReadAsync(IReadOnlyList<SpanKey> keys, CancellationToken cancellationToken)
    {
        var held = await spans.FindAsync(keys, cancellationToken);
        var stale = keys.Where(key => held.GetValueOrDefault(key.ToString()) is not { IsFresh: true }).ToList();
        var made = new List<(SpanKey Key, long Touched, SiteSpan Sum)>();
        if (stale.Count > 0)
        {
            made.AddRange(await SumMonthsAsync([.. stale.Where(key => key.Month is not null)], held, cancellationToken));
            made.AddRange(await SumYearsAsync([.. stale.Where(key => key.Month is null)], held, cancellationToken));
            await spans.KeepAsync(made, cancellationToken);
        }
        return [.. keys.Except(stale).Select(key => SpanStore.Read(held[key.ToString()])), .. made.Select(one => one.Sum)];
    }

    private async Task<IEnumerable<(SpanKey Key, long Touched, SiteSpan Sum)>> SumYearsAsync(
        IReadOnlyList<SpanKey> years, IReadOnlyDictionary<string, SpanDocument> held, CancellationToken cancellationToken)
    {
        if (years.Count == 0) return [];
        var months = (await ReadAsync([.. years.SelectMany(MonthsOf)], cancellationToken)).ToLookup(month => (month.Site, month.From.Year));
        return years.Select(year =>
        {
            var sum = new SiteSpanSum(year.Site, year.From, year.To);
            foreach (var month in months[(year.Site, year.Year)]) sum.Add(month);
            return (year, TouchedOf(year, held), sum.ToSpan());
        });
    }

    private async Task<IEnumerable<(SpanKey Key, long Touched, SiteSpan Sum)>> SumMonthsAsync(
        IReadOnlyList<SpanKey> months, IReadOnlyDictionary<string, SpanDocument> held, CancellationToken cancellationToken)
    {
        var sums = months.ToDictionary(month => month, month => new SiteSpanSum(month.Site, month.From, month.To));
        // Mostly it is the same months of all sites: one read for those of which it is.
        var alike = months.GroupBy(month => month.Site, month => month.From).GroupBy(site => string.Join(' ', site.Select(month => month.DayNumber)));
        foreach (var sites in alike)
        {
            await cells.ReadAsync([.. sites.Select(site => site.Key)], [.. sites.First()], cell => sums[SpanKey.MonthOf(new SiteDay(cell.Site, cell.Date))].Add(cell), cancellationToken);
        }
        return sums.Select(sum => (sum.Key, TouchedOf(sum.Key, held), sum.Value.ToSpan()));
    }

    private static IEnumerable<SpanKey> MonthsOf(SpanKey year) => Enumerable.Range(1, 12).Select(month => year with { Month = month });

    private static long TouchedOf(SpanKey key, IReadOnlyDictionary<string, SpanDocument> held) => held.GetValueOrDefault(key.ToString())?.Touched ?? 0;
}
