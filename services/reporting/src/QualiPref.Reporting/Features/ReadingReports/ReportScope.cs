using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>
/// What a report's figures are about. With the same cells it gives the same figures whoever asks: the freezing, and the verification years later, each with
/// the definitions of its time; a draft's are computed by <c>indicators</c> in the same way.
/// </summary>
internal sealed record ReportScope
{
    public required IReadOnlyList<IndicatorDefinition> Definitions { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    public required IReadOnlyList<ReportSite> Sites { get; init; }

    public required Period Period { get; init; }

    /// <summary>Local legal date at which open cases are judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The rules by which the figures are computed: those of today unless an edition was frozen by older ones.</summary>
    public FigureFormat Format { get; init; } = FigureFormat.Newest;

    /// <summary>A tally to which the cells of the period and of the year before are to be added.</summary>
    public FigureTally NewTally() => new([.. Sites.Select(site => site.Code)], Span(Period), Span(Period.YearBefore()), AsOf);

    /// <summary>Computes the figures from a tally of this scope.</summary>
    public ReportFigures Compute(FigureTally tally)
    {
        var overall = new FigureRequest
        {
            Definitions = Definitions,
            Network = Network,
            Sites = [.. Sites.Select(site => new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]))],
            Format = Format,
        };
        return ReportFigures.Of(overall, tally);
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);
}
