using System.Globalization;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Demo;

/// <summary>Figures in the words of the portal and of the printed report; nothing is computed here.</summary>
internal static class FigureWords
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Value(Figure figure, IndicatorDefinition definition) => figure switch
    {
        { Status: FigureStatus.NotRetained } => "non retenu",
        { Value: null } => "non mesuré",
        { Value: { } value } when FigureReading.IsShown(definition, figure.N) => InUnit(value, definition, FigureReading.Decimals(figure, definition)),
        _ => TooFew(definition),
    };

    public static string Interval(Figure figure, IndicatorDefinition definition) => figure.Interval is { } interval && FigureReading.IsShown(definition, figure.N)
        ? $"{InUnit(interval.Low, definition)} à {InUnit(interval.High, definition)}"
        : "–";

    /// <summary>Whether the target is reached, where there is one and enough cases to say so.</summary>
    public static string Target(Figure figure, IndicatorDefinition definition) => figure.Status switch
    {
        _ when figure is { Value: not null, Target: not null } && !FigureReading.IsJudged(figure, definition) => "ne peut être dit",
        FigureStatus.Met => "atteinte",
        FigureStatus.Near => "proche",
        FigureStatus.Missed => "non atteinte",
        FigureStatus.Undetermined => "ne peut être dit",
        _ => "–",
    };

    /// <summary>The value of the year before with what it rests on; a count is its own n.</summary>
    public static string Before(Figure figure, IndicatorDefinition definition) => figure.Comparison switch
    {
        null => "–",
        { N: { } few } when !FigureReading.IsShown(definition, few) => $"{TooFew(definition)} ({Count(few)})",
        { N: { } n, Value: var value } when definition.Unit != "count" => $"{InUnit(value, definition)} ({Count(n)})",
        { Value: var value } => InUnit(value, definition),
    };

    /// <summary>The indicator with its target.</summary>
    public static string Heading(IndicatorDefinition definition) => definition switch
    {
        { Target: { } target, Direction: IndicatorDirection.HigherIsBetter } => $"{definition.Label} (cible : au moins {InUnit(target, definition)})",
        { Target: { } target, Direction: IndicatorDirection.LowerIsBetter } => $"{definition.Label} (cible : au plus {InUnit(target, definition)})",
        _ => definition.Label,
    };

    public static string Count(long number) => number.ToString("N0", French);

    private static string TooFew(IndicatorDefinition definition) => definition.Kind == IndicatorKind.SatisfactionRate ? "trop peu de réponses" : "trop peu de cas";

    private static string InUnit(double value, IndicatorDefinition definition, int decimals = 1) => definition.Unit switch
    {
        "ratio" => $"{(value * 100).ToString($"N{decimals}", French)} %",
        "workingDays" => $"{value.ToString($"N{decimals}", French)} j. ouvré{(value >= 2 ? "s" : "")}",
        _ => value.ToString("N0", French),
    };
}
