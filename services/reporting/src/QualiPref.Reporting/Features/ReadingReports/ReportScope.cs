using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>
/// What a report's figures are about. With the same cells it gives the same figures whoever asks: the draft, the freezing, and the
/// verification years later, each with the definitions of its time.
/// </summary>
internal sealed record ReportScope
{
    /// <summary>Code of the indicator that counts complaints and suggestions.</summary>
    public const string Received = "complaints.received";

    public required IReadOnlyList<IndicatorDefinition> Definitions { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    public required IReadOnlyList<ReportSite> Sites { get; init; }

    public required Period Period { get; init; }

    /// <summary>Local legal date at which open cases are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Computes the figures from cells, each site-day once or in parts that add up to it.</summary>
    public ReportFigures Compute(IReadOnlyList<SiteDayCell> cells)
    {
        var overall = new FigureRequest
        {
            Definitions = Definitions,
            Network = Network,
            Sites = [.. Sites.Select(site => new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]))],
            Period = Span(Period),
            Cells = cells,
            ComparisonPeriod = Span(Period.YearBefore()),
            ComparisonCells = cells,
            AsOf = AsOf,
        };
        return new ReportFigures(
            FigureCalculator.Calculate(overall),
            Counts(overall),
            cells.Where(cell => Period.Contains(cell.Date)).DistinctBy(cell => (cell.Site, cell.Date)).Count());
    }

    private static List<ReceivedCount> Counts(FigureRequest overall)
    {
        var crossed = overall with
        {
            Indicator = Received,
            By = FigureDimensions.Kind | FigureDimensions.Channel | FigureDimensions.Motive,
            ComparisonPeriod = null,
        };
        return
        [
            .. FigureCalculator.Calculate(crossed)
                .Where(figure => figure is { Breakdown: not null, N: > 0 })
                .Select(figure => new ReceivedCount(figure.Site, figure.Breakdown!.Kind!, figure.Breakdown.Channel!, figure.Breakdown.Motive!, figure.N)),
        ];
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);
}

/// <summary>The figures of a report.</summary>
/// <param name="Figures">Overall figures of each site and of the network.</param>
/// <param name="Complaints">Complaints and suggestions by kind × channel × motive.</param>
/// <param name="SiteDays">Site-days with data in the period.</param>
internal sealed record ReportFigures(IReadOnlyList<Figure> Figures, IReadOnlyList<ReceivedCount> Complaints, int SiteDays);
