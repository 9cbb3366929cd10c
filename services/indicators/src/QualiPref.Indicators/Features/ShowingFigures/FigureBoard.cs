using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>
/// Computes figures from the cells of two periods, read once each, and from one more read: since when the sources have been heard. Each figure's comparison is
/// adjusted for all the others of the same answer, so that no page of them can be computed alone; a page after the first finds them computed as long as nothing
/// has changed.
/// </summary>
internal sealed class FigureBoard(CellStore cells, BalanceMonthStore months, RecentFigures recent, Catalogue catalogue)
{
    /// <summary>All figures that a query asks for, of which it shows a page. Two reads of indexes; the cells are read when something is new.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(FiguresQuery query, CancellationToken cancellationToken)
    {
        var from = query.CompareTo.From < query.Period.From ? query.CompareTo.From : query.Period.From;
        var to = query.CompareTo.To > query.Period.To ? query.CompareTo.To : query.Period.To;
        // Before the cells: what is kept may be newer than its stamp, never older.
        var heard = await months.FirstMonthsAsync(query.Sites, cancellationToken);
        var stamp = new FigureStamp(await cells.ReadStampAsync(query.Sites, from, to, cancellationToken), string.Join('\n', heard), catalogue);
        return await recent.GetAsync(new FigureSet(query), stamp, token => ComputeAsync(query, heard, token)).WaitAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Figure>> ComputeAsync(FiguresQuery query, IReadOnlyList<SourceSince> sources, CancellationToken cancellationToken)
    {
        var tally = new FigureTally(query.Network.Sites, Span(query.Period), Span(query.CompareTo), query.AsOf);
        foreach (var source in sources) tally.Add(source);
        await cells.ReadAsync(query.Sites, [query.Period, query.CompareTo], tally.Add, cancellationToken);
        var request = new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = query.Network.Code,
            Sites = [.. query.Network.Sites.Select(ScopeOf)],
            By = query.By,
            Site = query.Site?.Code,
            Indicator = query.Indicator,
        };
        return FigureCalculator.Calculate(request, tally);
    }

    private SiteScope ScopeOf(string code)
    {
        var site = catalogue.Sites.First(one => one.Code == code);
        return new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]);
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);
}
