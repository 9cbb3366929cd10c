using QualiPref.Platform.Catalogue;
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

    /// <summary>The value to reach, with the side on which it lies.</summary>
    public static string Target(Figure figure, IndicatorDefinition? definition) => (figure.Target, definition?.Direction) switch
    {
        (null, _) => "–",
        ({ } target, IndicatorDirection.HigherIsBetter) => $"au moins {InUnit(target, definition.Unit)}",
        ({ } target, IndicatorDirection.LowerIsBetter) => $"au plus {InUnit(target, definition.Unit)}",
        ({ } target, _) => InUnit(target, definition?.Unit),
    };

    /// <summary>A figure with all it rests on, in one sentence.</summary>
    public static string Sentence(string name, Figure figure, IndicatorDefinition? definition)
    {
        if (figure.Value is null) return $"{name}\u00A0: {Status(figure.Status).ToLower(FrenchText.Culture)}.";
        var interval = figure.Interval is null ? "" : $", intervalle à 95\u00A0% de {Interval(figure, definition)}";
        var target = figure.Target is null ? "" : $"\u00A0; cible {Target(figure, definition)}\u00A0: {Reached(figure.Status)}";
        // A count is its own n.
        var rests = definition?.Unit == "count" ? "" : $" (n = {FrenchText.Count(figure.N)}{interval})";
        return $"{name}\u00A0: {Value(figure, definition)}{rests}{target}.";
    }

    /// <summary>What a crossed figure is a part of, such as <c>canal : Courrier, motif : Attente</c>.</summary>
    public static string Slice(FigureBreakdown slice, Catalogue catalogue) => string.Join(", ", new[]
    {
        slice.Channel is { } channel ? $"canal\u00A0: {catalogue.ChannelNames().Concat(catalogue.AnswerChannelNames()).NameOf(channel)}" : null,
        slice.Motive is { } motive ? $"motif\u00A0: {Motive(motive, catalogue)}" : null,
        slice.Kind is { } kind ? $"nature\u00A0: {CaseWords.Of(CaseWords.Kinds, kind)}" : null,
        slice.Module is { } module ? $"module\u00A0: {(module == FigureBreakdown.UnspecifiedModule ? "Non précisé" : catalogue.ModuleNames().NameOf(module))}" : null,
    }.OfType<string>());

    public static string Motive(string code, Catalogue catalogue) =>
        code == FigureBreakdown.UnqualifiedMotive ? "Non qualifié" : catalogue.MotiveNames().NameOf(code);

    public static string Status(FigureStatus? status) => status switch
    {
        FigureStatus.Met => "Cible atteinte",
        FigureStatus.Near => "Proche de la cible",
        FigureStatus.Missed => "Cible non atteinte",
        FigureStatus.NotMeasured => "Non mesuré",
        FigureStatus.NotRetained => "Non retenu par le site",
        FigureStatus.Suppressed => "Masqué (effectif trop faible)",
        FigureStatus.Undetermined => "Ne peut être dit",
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
            ComparisonVerdict.Higher => $"En hausse\u00A0: {before}.",
            ComparisonVerdict.Lower => $"En baisse\u00A0: {before}.",
            ComparisonVerdict.Undetermined => $"Ne peut être dit\u00A0: {before}.",
            _ => $"Pas de différence établie\u00A0: {before}.",
        };
    }

    private static string Reached(FigureStatus? status) => status switch
    {
        FigureStatus.Met => "atteinte",
        FigureStatus.Near => "presque atteinte",
        FigureStatus.Undetermined => "ne peut être dit",
        _ => "non atteinte",
    };

    /// <summary>A value with its unit.</summary>
    public static string InUnit(double value, string? unit) => unit switch
    {
        "ratio" => FrenchText.Percent(value),
        "workingDays" => FrenchText.Number(value) + " j. ouvrés",
        _ => FrenchText.Number(value),
    };

    private static string Difference(double value, string? unit) => unit == "ratio" ? FrenchText.Points(value) : FrenchText.Signed(value);
}
