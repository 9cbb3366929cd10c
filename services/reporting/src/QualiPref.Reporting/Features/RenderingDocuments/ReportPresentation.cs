using System.Globalization;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>The words and numbers of a report as a French reader expects them; rounding happens here and nowhere else.</summary>
/// <param name="report">The report.</param>
/// <param name="catalogue">Labels of codes.</param>
public sealed class ReportPresentation(ReportView report, Catalogue catalogue)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>The report.</summary>
    public ReportView Report => report;

    /// <summary>The date of judgement in words.</summary>
    public string AsOf => report.AsOf.ToString("d MMMM yyyy", French);

    /// <summary>The definition of an indicator.</summary>
    public IndicatorDefinition Definition(string code) => catalogue.Indicators.First(one => one.Code == code);

    /// <summary>The overall figures of an indicator, the network last.</summary>
    public IEnumerable<Figure> FiguresOf(string indicator) => report.Figures.Where(figure => figure.Indicator == indicator);

    /// <summary>Name of a site, or of the network for null.</summary>
    public string SiteName(string? code) => code is null ? "Ensemble du réseau" : report.Sites.First(site => site.Code == code).Name;

    /// <summary>Label of a channel.</summary>
    public string Channel(string code) => catalogue.ComplaintChannels.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    /// <summary>Label of a motive.</summary>
    public string Motive(string code) => code == FigureBreakdown.UnqualifiedMotive
        ? "Non qualifié"
        : catalogue.Motives.FirstOrDefault(one => one.Code == code)?.Label ?? code;

    /// <summary>Label of a kind.</summary>
    public static string Kind(string code) => code switch
    {
        "complaint" => "Réclamation",
        "suggestion" => "Suggestion",
        _ => code,
    };

    /// <summary>The value in its unit, or in words why there is none.</summary>
    public static string Value(Figure figure, IndicatorDefinition definition) => figure switch
    {
        { Status: FigureStatus.NotRetained } => "non retenu",
        { Value: null } => "non mesuré",
        { Value: { } value } => Number(value, definition),
    };

    /// <summary>The interval in the unit of the value, or a dash.</summary>
    public static string Interval(Figure figure, IndicatorDefinition definition) => figure.Interval is { } interval
        ? $"{Number(interval.Low, definition)} à {Number(interval.High, definition)}"
        : "–";

    /// <summary>The value of the period before, or a dash.</summary>
    public static string Before(Figure figure, IndicatorDefinition definition) => figure.Comparison is { } comparison
        ? Number(comparison.Value, definition)
        : "–";

    /// <summary>The verdict of the comparison in words.</summary>
    public static string Change(Figure figure) => figure.Comparison?.Verdict switch
    {
        ComparisonVerdict.Higher => "en hausse",
        ComparisonVerdict.Lower => "en baisse",
        ComparisonVerdict.NotDistinguishable => "pas de différence établie",
        _ => "–",
    };

    /// <summary>Head of the column on the target, with the target where there is one.</summary>
    public static string Target(IndicatorDefinition definition) => definition.Target is { } target ? $"Cible ({Number(target, definition)})" : "Cible";

    /// <summary>The judgement against the target in words.</summary>
    public static string Status(Figure figure) => figure.Status switch
    {
        FigureStatus.Met => "atteint",
        FigureStatus.Near => "proche",
        FigureStatus.Missed => "non atteint",
        _ => "–",
    };

    /// <summary>A whole number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", French);

    private static string Number(double value, IndicatorDefinition definition) => definition.Unit switch
    {
        // With two decimals 84.95 % does not look like a target of 85 % that was met.
        "ratio" => value.ToString("#,0.##\u00a0%", French),
        "workingDays" => $"{value.ToString("0.#", French)} j. ouvrés",
        _ => value.ToString("N0", French),
    };
}
