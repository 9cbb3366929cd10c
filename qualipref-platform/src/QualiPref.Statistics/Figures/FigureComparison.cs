using System.Text.Json.Serialization;

namespace QualiPref.Statistics.Figures;

/// <summary>
/// Change of a figure against the same figure of another period. Ratios are compared by the two-proportion test, counts by the exact
/// conditional test with days as exposure, response days by the Mann–Whitney test.
/// </summary>
public sealed record FigureComparison
{
    /// <summary>The other period as it was asked for.</summary>
    public required string Period { get; init; }

    /// <summary>Value of the other period, at the same <see cref="Figure.AsOf"/>.</summary>
    public required double Value { get; init; }

    /// <summary>What <see cref="Value"/> rests on, as <see cref="Figure.N"/> does; null (absent in JSON) in editions of format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? N { get; init; }

    /// <summary>
    /// First day of the other period of which the source had anything to say: the period's own first day, or later when the service started in it. Of
    /// a network's total the earliest of its sites. Null (absent in JSON) in editions of format 1.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? From { get; init; }

    /// <summary>Last day of the other period that had come by <see cref="Figure.AsOf"/>; null (absent in JSON) in editions of format 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? To { get; init; }

    /// <summary>
    /// Days observed in the figure's own period, counted as <see cref="PreviousDays"/> is; null (absent in JSON) in editions of format 1.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Days { get; init; }

    /// <summary>
    /// Days observed in the other period, from <see cref="From"/> to <see cref="To"/>; of a network's total those of each site added up. Counts are compared
    /// per day, so the two may differ. Null (absent in JSON) in editions of format 1.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PreviousDays { get; init; }

    /// <summary>Value of the figure minus <see cref="Value"/>.</summary>
    public required double Difference { get; init; }

    /// <summary>95 % interval of <see cref="Difference"/> for ratios; null for counts and medians.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>Two-sided p-value of the test alone.</summary>
    public required double PValue { get; init; }

    /// <summary>
    /// p-value after Holm's adjustment over one family. The family of an overall figure is all the overall figures compared in the same answer
    /// (sites and total, every indicator asked for); the family of a crossed figure is all the crossed figures compared in the same answer.
    /// The more is looked at together, the stronger each change must be. A comparison whose verdict is undetermined is in no family: here it has
    /// <see cref="PValue"/>.
    /// </summary>
    public required double AdjustedPValue { get; init; }

    /// <summary>Whether the change can be told from chance: <see cref="AdjustedPValue"/> ≤ 0.05.</summary>
    public required ComparisonVerdict Verdict { get; init; }
}

/// <summary>
/// Outcome of a comparison; camelCase in JSON. Says nothing of better or worse. For counts it speaks of cases per day, for response days of
/// the whole distribution (a case of this period tends to take longer or not), so it can be other than the sign of the difference.
/// </summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ComparisonVerdict>))]
public enum ComparisonVerdict
{
    /// <summary>Higher than in the other period.</summary>
    Higher,

    /// <summary>Lower than in the other period.</summary>
    Lower,

    /// <summary>The difference is within what chance explains.</summary>
    NotDistinguishable,

    /// <summary>A rate or median delay that rests on fewer than <see cref="FigureFormat.FewestJudged"/> cases in either period: nothing can be said.</summary>
    Undetermined,
}
