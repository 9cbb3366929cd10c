using MongoDB.Bson;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ListingSources;

/// <summary>Which facts a figure's id points at.</summary>
internal sealed record FigureScope
{
    /// <summary>The sites that the figure tells of.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    /// <summary>Those of them that retain the indicator.</summary>
    public required IReadOnlyList<string> Retaining { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required string Source { get; init; }

    /// <summary>What must hold of a fact; null when none can be behind the figure.</summary>
    public required BsonDocument? Condition { get; init; }

    /// <exception cref="ProblemException">404 when the text names no figure of this catalogue.</exception>
    public static FigureScope Find(string figureId, Catalogue catalogue)
    {
        if (!FigureId.TryParse(figureId, out var id)
            || !Period.TryParse(id.Period, out var period)
            || catalogue.Indicators.FirstOrDefault(one => one.Code == id.Indicator) is not { } definition
            || catalogue.Networks.FirstOrDefault(one => one.Code == id.Network) is not { } network
            || (id.Site is not null && !network.Sites.Contains(id.Site)))
        {
            throw new ProblemException(new Problem(IndicatorsProblems.UnknownFigure));
        }
        IReadOnlyList<string> sites = id.Site is null ? network.Sites : [id.Site];
        return new FigureScope
        {
            Sites = sites,
            Retaining = [.. sites.Where(site => Retains(catalogue, site, definition))],
            From = period.From,
            To = definition.Kind == IndicatorKind.MeasuredRatio ? EndOfLastWholeMonth(period.To) : period.To,
            Source = SourceOf(definition.Kind),
            Condition = FactConditions.Behind(definition, id.Breakdown, id.AsOf),
        };
    }

    private static bool Retains(Catalogue catalogue, string code, IndicatorDefinition definition) =>
        definition.Module is null || (catalogue.TryGetSite(code, out var site) && site.Retains(definition.Module));

    // A measurement counts where its whole month is in the period.
    private static DateOnly EndOfLastWholeMonth(DateOnly to) =>
        to.AddDays(1).Day == 1 ? to : new DateOnly(to.Year, to.Month, 1).AddDays(-1);

    private static string SourceOf(IndicatorKind kind) => kind switch
    {
        IndicatorKind.SatisfactionRate => FactSources.Surveys,
        IndicatorKind.MeasuredRatio => FactSources.Measurements,
        _ => FactSources.Complaints,
    };
}
