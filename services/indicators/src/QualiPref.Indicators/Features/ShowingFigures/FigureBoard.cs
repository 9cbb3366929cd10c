using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>Computes figures from the cells of two periods, read once each, and from one more read: since when the sources have been heard.</summary>
internal sealed class FigureBoard(CellStore cells, BalanceMonthStore months, Catalogue catalogue)
{
    public async Task<IReadOnlyList<Figure>> ComputeAsync(FiguresQuery query, CancellationToken cancellationToken)
    {
        var tally = new FigureTally(query.Network.Sites, Span(query.Period), Span(query.CompareTo), query.AsOf);
        foreach (var heard in await months.FirstMonthsAsync(query.Sites, cancellationToken)) tally.Add(heard);
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
