using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Wording;

/// <summary>Figures in words; nothing is computed here.</summary>
internal static class FigureWords
{
    public static string Value(Figure figure, IndicatorDefinition? definition) => figure.Value is { } value
        ? InUnit(value, definition?.Unit)
        : Status(figure.Status);

    public static string Interval(Figure figure, IndicatorDefinition? definition) => figure.Interval is { } interval
        ? $"{InUnit(interval.Low, definition?.Unit)} à {InUnit(interval.High, definition?.Unit)}"
        : "–";

    public static string Target(Figure figure, IndicatorDefinition? definition) => figure.Target is { } target
        ? InUnit(target, definition?.Unit)
        : "–";

    public static string Status(FigureStatus? status) => status switch
    {
        FigureStatus.Met => "Cible atteinte",
        FigureStatus.Near => "Proche de la cible",
        FigureStatus.Missed => "Cible non atteinte",
        FigureStatus.NotMeasured => "Non mesuré",
        FigureStatus.NotRetained => "Non retenu par le site",
        FigureStatus.Suppressed => "Masqué (effectif trop faible)",
        _ => "–",
    };

    /// <summary>The DSFR badge of a status; its word is always shown too.</summary>
    public static string Badge(FigureStatus? status) => status switch
    {
        FigureStatus.Met => "fr-badge--success",
        FigureStatus.Near => "fr-badge--warning",
        FigureStatus.Missed => "fr-badge--error",
        _ => "",
    };

    /// <summary>The change against the other period, in one sentence.</summary>
    public static string Change(Figure figure, IndicatorDefinition? definition)
    {
        if (figure.Comparison is not { } comparison) return "Pas de comparaison possible.";
        var before = $"{InUnit(comparison.Value, definition?.Unit)} en {comparison.Period} ({Difference(comparison.Difference, definition?.Unit)})";
        return comparison.Verdict switch
        {
            ComparisonVerdict.Higher => $"En hausse : {before}.",
            ComparisonVerdict.Lower => $"En baisse : {before}.",
            _ => $"Pas d'écart discernable du hasard : {before}.",
        };
    }

    private static string InUnit(double value, string? unit) => unit switch
    {
        "ratio" => FrenchText.Percent(value),
        "workingDays" => FrenchText.Number(value) + " j. ouvrés",
        _ => FrenchText.Number(value),
    };

    private static string Difference(double value, string? unit) => unit == "ratio" ? FrenchText.Points(value) : FrenchText.Signed(value);
}
