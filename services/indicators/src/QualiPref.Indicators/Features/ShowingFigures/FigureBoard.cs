using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>
/// Computes figures from what the cells of two periods add up to, and from one more read: since when the sources have been heard. Each figure's comparison is
/// adjusted for all the others of the same answer, so that no page of them can be computed alone; a page after the first finds them computed as long as nothing
/// has changed.
/// </summary>
internal sealed class FigureBoard(CellStore cells, CellSpans spans, SpanStore kept, BalanceReader balance, RecentFigures recent, Catalogue catalogue, TimeProvider time)
{
    /// <summary>All figures that a query asks for, of which it shows a page. Two reads of indexes; the cells are read when something is new.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(FiguresQuery query, CancellationToken cancellationToken) =>
        (await ReadAsync(query, new FigureSet(query), (request, tally) => new ReportFigures(FigureCalculator.Calculate(request, tally), [], tally.SiteDays), cancellationToken)).Figures;

    /// <summary>What a report of a network shows. The same reads.</summary>
    public Task<ReportFigures> ReadReportAsync(FiguresQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, new FigureSet(query) { IsReport = true }, ReportFigures.Of, cancellationToken);

    private async Task<ReportFigures> ReadAsync(
        FiguresQuery query, FigureSet set, Func<FigureRequest, FigureTally, ReportFigures> calculate, CancellationToken cancellationToken)
    {
        Period[] periods = [query.Period, query.CompareTo];
        // Only a traced reading asks what it rests on.
        if (TraceContext.Current is not null) TraceContext.Link(await cells.NewestTracesAsync(query.Sites, periods.Min(period => period.From), periods.Max(period => period.To), cancellationToken));
        var heard = await balance.FirstMonthsAsync(query.Sites, cancellationToken);
        if (!kept.IsInUse(time)) return calculate(RequestOf(query), await AddUpAsync(query, SpanPlan.ByDay(periods), heard, cancellationToken));
        var plan = SpanPlan.Of(periods);
        // Before the cells: what is kept may be newer than its stamp, never older.
        var stamp = new FigureStamp(await kept.ReadStampAsync(query.Sites.SelectMany(plan.StampOf), cancellationToken), string.Join('\n', heard), catalogue);
        return await recent.GetAsync(set, stamp, async token => calculate(RequestOf(query), await AddUpAsync(query, plan, heard, token))).WaitAsync(cancellationToken);
    }

    private async Task<FigureTally> AddUpAsync(FiguresQuery query, SpanPlan plan, IReadOnlyList<SourceSince> sources, CancellationToken cancellationToken)
    {
        var tally = new FigureTally(query.Network.Sites, Span(query.Period), Span(query.CompareTo), query.AsOf);
        foreach (var source in sources) tally.Add(source);
        await spans.AddUpAsync(query.Sites, plan, tally, cancellationToken);
        return tally;
    }

    private FigureRequest RequestOf(FiguresQuery query) => new()
    {
        Definitions = catalogue.Indicators,
        Network = query.Network.Code,
        Sites = [.. query.Network.Sites.Select(ScopeOf)],
        By = query.By,
        Site = query.Site?.Code,
        Indicator = query.Indicator,
    };

    private SiteScope ScopeOf(string code)
    {
        var site = catalogue.Sites.First(one => one.Code == code);
        return new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]);
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);
}
