using QualiPref.Statistics.Inference;

namespace QualiPref.Statistics.Figures;

/// <summary>The numbers of one figure in one period, before anything is said about them.</summary>
internal sealed record Measure
{
    /// <summary>Of a site that does not retain the indicator.</summary>
    public static readonly Measure None = new();

    public long N { get; init; }

    public long Excluded { get; init; }

    public long? Partial { get; init; }

    public long? Numerator { get; init; }

    public long? Denominator { get; init; }

    public double? Value { get; init; }

    public ConfidenceInterval? Interval { get; init; }

    public IReadOnlyDictionary<string, long>? Distribution { get; init; }

    public int? P90 { get; init; }

    public long? BackDated { get; init; }

    /// <summary>The sample behind a median.</summary>
    public DayHistogram? Days { get; init; }

    public static Measure Satisfaction(IndicatorDefinition definition, AnswerTally tally)
    {
        var answers = tally.AnswersByOption;
        var excludedOptions = definition.ExcludedOptions.Distinct().Sum(option => answers.GetValueOrDefault(option));
        var satisfied = definition.SatisfiedOptions.Distinct().Sum(option => answers.GetValueOrDefault(option));
        var expressed = answers.Values.Sum() - excludedOptions;
        var partial = tally.PartialByOption.Where(option => !definition.ExcludedOptions.Contains(option.Key)).Sum(option => option.Value);
        return Ratio(satisfied, expressed) with { Excluded = excludedOptions + tally.Blank, Partial = partial > 0 ? partial : null, Distribution = Sorted(answers) };
    }

    /// <summary>The register of complaints is always open: none received is a true 0.</summary>
    public static Measure Received(ComplaintTally tally)
    {
        var thanks = tally.CasesByKind.GetValueOrDefault(ComplaintTally.Thanks);
        var received = tally.CasesByKind.Values.Sum() - thanks;
        return new()
        {
            N = received,
            Excluded = thanks,
            Numerator = received,
            Value = received,
            Distribution = Sorted(tally.CasesByKind),
            BackDated = tally.BackDated,
        };
    }

    public static Measure AnsweredInTime(ComplaintTally tally) =>
        Ratio(tally.InTime, tally.InTime + tally.Late + tally.Overdue) with { BackDated = tally.BackDated };

    public static Measure ResponseDays(ComplaintTally tally)
    {
        var days = tally.ResponseDays;
        return days.Total == 0
            ? new() { BackDated = tally.BackDated }
            : new()
            {
                N = days.Total,
                Value = days.Median(),
                Interval = days.MedianInterval(),
                P90 = days.P90(),
                BackDated = tally.BackDated,
                Days = days,
            };
    }

    public static Measure Ratio(long numerator, long denominator)
    {
        var measure = new Measure { N = denominator, Numerator = numerator, Denominator = denominator };
        if (denominator == 0)
            return measure;

        var proportion = new Proportion(numerator, denominator);
        return measure with { Value = proportion.Value, Interval = ProportionIntervals.Wilson(proportion) };
    }

    private static SortedDictionary<string, long> Sorted(IReadOnlyDictionary<string, long> counts) =>
        new(counts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
