using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>Computes figures from the cells of two periods: two reads of the database, whatever is asked.</summary>
internal sealed class FigureBoard(CellStore cells, Catalogue catalogue)
{
    public async Task<IReadOnlyList<Figure>> ComputeAsync(FiguresQuery query, CancellationToken cancellationToken)
    {
        var current = cells.ListAsync(query.Sites, query.Period.From, query.Period.To, cancellationToken);
        var previous = cells.ListAsync(query.Sites, query.CompareTo.From, query.CompareTo.To, cancellationToken);
        return FigureCalculator.Calculate(new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = query.Network.Code,
            Sites = [.. query.Network.Sites.Select(ScopeOf)],
            Period = Span(query.Period),
            Cells = await current,
            ComparisonPeriod = Span(query.CompareTo),
            ComparisonCells = await previous,
            AsOf = query.AsOf,
            By = query.By,
            Site = query.Site?.Code,
            Indicator = query.Indicator,
        });
    }

    private SiteScope ScopeOf(string code)
    {
        var site = catalogue.Sites.First(one => one.Code == code);
        return new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]);
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);
}
