using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Wording;

/// <summary>Figures in words; nothing is computed here.</summary>
internal static class FigureWords
{
    public static string Value(Figure figure, IndicatorDefinition? definition) => figure.Value switch
    {
        null => Status(figure, definition),
        _ when !IsShown(figure, definition) => TooFew(definition),
        { } value => InUnit(value, definition?.Unit, definition is null ? 1 : FigureReading.Decimals(figure, definition)),
    };

    /// <summary>Whether the value may be shown; that of a few cases may not.</summary>
    public static bool IsShown(Figure figure, IndicatorDefinition? definition) =>
        figure.Value is not null && (definition is null || FigureReading.IsShown(definition, figure.N));

    public static string Interval(Figure figure, IndicatorDefinition? definition) => figure.Interval is { } interval && IsShown(figure, definition)
        ? $"{InUnit(interval.Low, definition?.Unit)} à {InUnit(interval.High, definition?.Unit)}"
        : "–";

    /// <summary>What the value rests on, and how many of it left after a first answer.</summary>
    public static string N(Figure figure) => figure.Partial is > 0 and var partial
        ? $"{FrenchText.Count(figure.N)}, dont {FrenchText.Count(partial)}\u00A0{(partial == 1 ? "partielle" : "partielles")}"
        : FrenchText.Count(figure.N);

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
        if (figure.Value is null) return $"{name}\u00A0: {Status(figure, definition).ToLower(FrenchText.Culture)}.";
        if (!IsShown(figure, definition)) return $"{name}\u00A0: {TooFew(definition).ToLower(FrenchText.Culture)} (n = {FrenchText.Count(figure.N)}).";
        var interval = figure.Interval is null ? "" : $", intervalle à 95\u00A0% de {Interval(figure, definition)}";
        var target = figure.Target is null ? "" : $"\u00A0; cible {Target(figure, definition)}\u00A0: {Reached(figure, definition)}";
        // A count is its own n.
        var rests = definition?.Unit == "count" ? "" : $" (n = {N(figure)}{interval})";
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

    public static string Status(Figure figure, IndicatorDefinition? definition) => figure.Status switch
    {
        _ when !IsJudged(figure, definition) => $"Ne peut être dit\u00A0: {TooFew(definition).ToLower(FrenchText.Culture)}",
        FigureStatus.Met => "Cible atteinte",
        FigureStatus.Near => "Proche de la cible",
        FigureStatus.Missed => "Cible non atteinte",
        FigureStatus.NotMeasured => "Non mesuré",
        FigureStatus.NotRetained => "Non retenu par le site",
        FigureStatus.Suppressed => "Masqué (effectif trop faible)",
        FigureStatus.Undetermined => "Ne peut être dit",
        _ => figure.Target is null ? "Sans cible" : "–",
    };

    /// <summary>Which verdict a figure bears; its word is always shown too.</summary>
    public static string Verdict(Figure figure, IndicatorDefinition? definition) => figure.Status switch
    {
        _ when !IsJudged(figure, definition) => "none",
        FigureStatus.Met => "met",
        FigureStatus.Near => "near",
        FigureStatus.Missed => "missed",
        null when figure.Target is null => "free",
        _ => "none",
    };

    /// <summary>The verdict in as few words as a card has room for, with the target.</summary>
    public static string Short(Figure figure, IndicatorDefinition? definition)
    {
        if (figure.Value is not null && !IsShown(figure, definition)) return TooFew(definition);
        if (figure is not { Value: not null, Target: { } target }) return Status(figure, definition);
        var sign = definition?.Direction switch { IndicatorDirection.HigherIsBetter => "≥\u00A0", IndicatorDirection.LowerIsBetter => "≤\u00A0", _ => "" };
        var value = definition?.Unit == "ratio" ? $"{FrenchText.Number(target * 100)}\u00A0%" : InUnit(target, definition?.Unit);
        return $"{Judgement(figure, definition)}, {sign}{value}";
    }

    /// <summary>What a value rests on, such as <c>entre 83,7 % et 86,1 %, n = 3 493</c>.</summary>
    public static string RestsOn(Figure figure, IndicatorDefinition? definition)
    {
        if (figure.Value is null) return "Ni zéro, ni cible manquée\u00A0: on ne sait pas.";
        if (definition?.Unit == "count") return "Comptage complet";
        var n = $"n = {FrenchText.Count(figure.N)}";
        return figure.Interval is { } interval && IsShown(figure, definition)
            ? $"entre {InUnit(interval.Low, definition?.Unit)} et {InUnit(interval.High, definition?.Unit)}, {n}"
            : n;
    }

    /// <summary>The value of the period before, where it may be shown beside this one's.</summary>
    public static double? Before(Figure figure, IndicatorDefinition? definition) =>
        figure.Comparison is { } comparison && IsShown(figure, definition) && (definition is null || comparison.N is not { } n || FigureReading.IsShown(definition, n))
            ? comparison.Value
            : null;

    /// <summary>The picture of a change: an arrow up or down only where it is established.</summary>
    public static string Direction(Figure figure, IndicatorDefinition? definition) => figure.Comparison?.Verdict switch
    {
        _ when definition is not null && !FigureReading.IsCompared(figure, definition) => "flat",
        ComparisonVerdict.Higher => "up",
        ComparisonVerdict.Lower => "down",
        _ => "flat",
    };

    /// <summary>How many figures bear which verdict, in words.</summary>
    public static IEnumerable<(string Verdict, string Words)> Tally(IEnumerable<(Figure Figure, IndicatorDefinition? Definition)> figures)
    {
        var all = figures.ToList();
        int Of(string verdict) => all.Count(one => Verdict(one.Figure, one.Definition) == verdict);
        var (met, near, missed) = (Of("met"), Of("near"), Of("missed"));
        var unmeasured = all.Count(one => one.Figure.Value is null);
        return new[]
        {
            (met, "met", met >= 2 ? "cibles atteintes" : "cible atteinte"),
            (near, "near", near >= 2 ? "proches" : "proche"),
            (missed, "missed", missed >= 2 ? "non atteintes" : "non atteinte"),
            (all.Count - met - near - missed - unmeasured, "free", "sans verdict"),
            (unmeasured, "none", unmeasured >= 2 ? "non mesurés" : "non mesuré"),
        }.Where(one => one.Item1 > 0).Select(one => (one.Item2, $"{FrenchText.Count(one.Item1)}\u00A0{one.Item3}"));
    }

    /// <summary>The change against the other period, in one sentence.</summary>
    public static string Change(Figure figure, IndicatorDefinition? definition)
    {
        if (figure.Comparison is not { } comparison) return "Pas de comparaison possible.";
        if (definition is not null && !FigureReading.IsShown(definition, figure.N)) return $"Ne peut être dit\u00A0: {TooFew(definition).ToLower(FrenchText.Culture)}.";
        // A count is its own n.
        var rests = comparison.N is { } n && definition?.Unit != "count" ? $", n = {FrenchText.Count(n)}" : "";
        if (definition is not null && comparison.N is { } few && !FigureReading.IsShown(definition, few))
            return $"Ne peut être dit\u00A0: {TooFew(definition).ToLower(FrenchText.Culture)} {FrenchText.During(comparison.Period)} (n = {FrenchText.Count(few)}).";
        var before = $"{InUnit(comparison.Value, definition?.Unit)} {FrenchText.During(comparison.Period)} ({Difference(comparison.Difference, definition?.Unit)}{rests}){Over(figure, comparison)}";
        return comparison.Verdict switch
        {
            _ when definition is not null && !FigureReading.IsCompared(figure, definition) => $"Ne peut être dit\u00A0: {TooFew(definition).ToLower(FrenchText.Culture)}. {before}.",
            ComparisonVerdict.Higher => $"En hausse\u00A0: {before}.",
            ComparisonVerdict.Lower => $"En baisse\u00A0: {before}.",
            ComparisonVerdict.Undetermined => $"Ne peut être dit\u00A0: {before}.",
            _ => $"Pas de différence établie\u00A0: {before}.",
        };
    }

    // Over which days, where these are not the whole periods.
    private static string Over(Figure figure, FigureComparison comparison)
    {
        if (!Period.TryParse(figure.Period, out var now) || !Period.TryParse(comparison.Period, out var before)
            || FigureReading.IsOfWholePeriods(comparison, now.Days, before.Days)) return "";
        var span = comparison is { From: { } from, To: { } to } && (from, to) != (before.From, before.To) ? $", du {FrenchText.Long(from)} au {FrenchText.Long(to)}" : "";
        var days = figure.Site is null ? "jours de site" : "jours";
        return $", comparaison sur {FrenchText.Count(comparison.Days!.Value)} {days} contre {FrenchText.Count(comparison.PreviousDays!.Value)}{span}";
    }

    // Where there is no target there is nothing to judge.
    private static bool IsJudged(Figure figure, IndicatorDefinition? definition) =>
        figure is not { Value: not null, Target: not null } || definition is null || FigureReading.IsJudged(figure, definition);

    private static string Judgement(Figure figure, IndicatorDefinition? definition) => figure.Status switch
    {
        _ when !IsJudged(figure, definition) => "Sans verdict",
        FigureStatus.Met => "Atteinte",
        FigureStatus.Near => "Proche",
        FigureStatus.Missed => "Non atteinte",
        _ => "Sans verdict",
    };

    private static string TooFew(IndicatorDefinition? definition) => definition?.Kind == IndicatorKind.SatisfactionRate ? "Trop peu de réponses" : "Trop peu de cas";

    private static string Reached(Figure figure, IndicatorDefinition? definition) => figure.Status switch
    {
        _ when !IsJudged(figure, definition) => $"ne peut être dit, {TooFew(definition).ToLower(FrenchText.Culture)}",
        FigureStatus.Met => "atteinte",
        FigureStatus.Near => "presque atteinte",
        FigureStatus.Undetermined => "ne peut être dit",
        _ => "non atteinte",
    };

    /// <summary>A value with its unit; a count has no decimals.</summary>
    public static string InUnit(double value, string? unit, int decimals = 1) => unit switch
    {
        "ratio" => FrenchText.Percent(value, decimals),
        "workingDays" => FrenchText.WorkingDays(value, decimals),
        _ => FrenchText.Number(value),
    };

    private static string Difference(double value, string? unit) => unit switch
    {
        "ratio" => FrenchText.Points(value),
        "workingDays" => $"{value.ToString("+0.0;−0.0;0.0", FrenchText.Culture)}\u00A0j.",
        _ => FrenchText.Signed(value),
    };
}
