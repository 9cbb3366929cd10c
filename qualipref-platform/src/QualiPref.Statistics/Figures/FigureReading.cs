namespace QualiPref.Statistics.Figures;

/// <summary>What whoever shows a figure to people must keep to, page and print alike.</summary>
public static class FigureReading
{
    /// <summary>Below this many cases a rate or a median is not shown: it would be taken for a measurement (a rule of this house, not of the law).</summary>
    public const int FewestShown = 11;

    private const int MostDecimals = 4;

    /// <summary>Whether a value that rests on this many cases is shown. A count is itself what it rests on.</summary>
    /// <param name="definition">The indicator.</param>
    /// <param name="n">What the value rests on.</param>
    public static bool IsShown(IndicatorDefinition definition, long n)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Unit == "count" || n >= FewestShown;
    }

    /// <summary>Whether a figure's judgement is told, whatever an older edition holds.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="definition">Its indicator.</param>
    public static bool IsJudged(Figure figure, IndicatorDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(definition);
        return definition.Unit == "count" || figure.N >= FigureFormat.FewestJudged;
    }

    /// <summary>Whether a figure's comparison says anything: both periods rest on enough cases, as far as the edition says it, and it has a verdict.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="definition">Its indicator.</param>
    public static bool IsCompared(Figure figure, IndicatorDefinition definition) =>
        IsJudged(figure, definition) && figure.Comparison is { Verdict: not ComparisonVerdict.Undetermined, N: var before }
        && (definition.Unit == "count" || before is null or >= FigureFormat.FewestJudged);

    /// <summary>
    /// Whether both periods were observed for all their days, or for parts of them that are equal but for one fiftieth: then nothing need be said of the days. In a year
    /// that is one week, as offices that are closed on the first days of January have nothing to say then; in a month it is nothing. Those of a network's total are its
    /// sites' added up, so only their proportion is looked at. An edition of format 1 does not say its days.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="days">Days of the figure's own period.</param>
    /// <param name="daysBefore">Days of the other period.</param>
    public static bool IsOfWholePeriods(FigureComparison comparison, int days, int daysBefore)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison is not { Days: { } observed, PreviousDays: { } before }
            || Math.Abs(((long)observed * daysBefore) - ((long)before * days)) * 50 <= (long)before * days;
    }

    /// <summary>
    /// Decimals of the value as it is printed, in percent or days: one, none for a count, and more only where rounding would contradict the judgement. 84.96 % misses
    /// a target of 85 %, and with one decimal it would not look so.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="definition">Its indicator.</param>
    public static int Decimals(Figure figure, IndicatorDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(definition);
        if (definition.Unit == "count") return 0;
        if (figure is not { Value: { } value, Target: { } target, Status: FigureStatus.Met or FigureStatus.Near or FigureStatus.Missed }) return 1;
        var scale = definition.Unit == "ratio" ? 100m : 1m;
        var decimals = 1;
        while (decimals < MostDecimals && Reaches(Math.Round((decimal)value * scale, decimals, MidpointRounding.AwayFromZero)) != (figure.Status == FigureStatus.Met)) decimals++;
        return decimals;

        bool Reaches(decimal shown) => definition.Direction == IndicatorDirection.HigherIsBetter ? shown >= (decimal)target * scale : shown <= (decimal)target * scale;
    }
}
