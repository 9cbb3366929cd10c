using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Figures;

/// <summary>What is said about a value: its status against the target and its change against another period.</summary>
internal static class Judging
{
    private const double Significance = 0.05;

    /// <summary>Judges the value itself, never what rounding makes of it.</summary>
    public static FigureStatus? Status(IndicatorDefinition definition, FigureFormat format, bool retained, Measure measure)
    {
        if (!retained)
            return FigureStatus.NotRetained;
        if (measure.Value is not { } measured)
            return FigureStatus.NotMeasured;
        if (definition.Target is not { } target || definition.Direction == IndicatorDirection.None)
            return null;
        if (!IsEnough(definition.Kind, format, measure))
            return FigureStatus.Undetermined;

        // In decimal, because in binary 0.8 − 0.1 is above 0.7, and a value exactly at the margin is near.
        var higherIsBetter = definition.Direction == IndicatorDirection.HigherIsBetter;
        var margin = (decimal)definition.WarningMargin;
        var limit = (double)((decimal)target + (higherIsBetter ? -margin : margin));
        return (Reaches(target), Reaches(limit)) switch
        {
            (true, _) => FigureStatus.Met,
            (false, true) => FigureStatus.Near,
            _ => FigureStatus.Missed,
        };

        bool Reaches(double bound) => higherIsBetter ? measured >= bound : measured <= bound;
    }

    /// <summary>Whether there are enough cases to say anything. Complaints received are all there are: no sample, no minimum.</summary>
    public static bool IsEnough(IndicatorKind kind, FigureFormat format, Measure measure) =>
        kind == IndicatorKind.ComplaintsReceived || measure.N >= format.Fewest;

    /// <summary>Tests the change of an indicator by the test that suits its kind; both measures have a value.</summary>
    public static TestOutcome Test(IndicatorKind kind, Measure current, int currentDays, Measure previous, int previousDays) => kind switch
    {
        IndicatorKind.ComplaintsReceived => TwoCountTest.Compare(current.N, currentDays, previous.N, previousDays),
        IndicatorKind.ComplaintsResponseDays => MannWhitneyTest.Compare(current.Days!, previous.Days!),
        _ => TwoProportionTest.Compare(AsProportion(current), AsProportion(previous)),
    };

    public static ConfidenceInterval? IntervalOfDifference(Measure current, Measure previous) =>
        current.Denominator is null ? null : ProportionIntervals.Newcombe(AsProportion(current), AsProportion(previous));

    public static ComparisonVerdict Verdict(double adjustedPValue, int direction) => (adjustedPValue <= Significance, direction) switch
    {
        (true, > 0) => ComparisonVerdict.Higher,
        (true, < 0) => ComparisonVerdict.Lower,
        _ => ComparisonVerdict.NotDistinguishable,
    };

    private static Proportion AsProportion(Measure measure) => new(measure.Numerator!.Value, measure.Denominator!.Value);
}
