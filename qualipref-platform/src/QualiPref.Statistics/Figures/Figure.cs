using System.Text.Json.Serialization;

namespace QualiPref.Statistics.Figures;

/// <summary>
/// One value of one indicator, for one site or a whole network, over one period, with everything needed to judge it.
/// This is the JSON shape of the public HTTP contract (System.Text.Json with camelCase names); there is no other copy of it.
/// </summary>
public sealed record Figure
{
    /// <summary>Stable name of the figure, see <see cref="FigureId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Code of the indicator.</summary>
    public required string Indicator { get; init; }

    /// <summary>Code of the site; null for the total of the network.</summary>
    public required string? Site { get; init; }

    /// <summary>The period as it was asked for, such as <c>2026</c> or <c>2026-S1</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Local legal date at which overdue cases were judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Version of the indicator's definition that was applied.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>
    /// What the value rests on: expressed answers, cases received, cases decided, cases answered, or the denominator of a measurement.
    /// </summary>
    public required long N { get; init; }

    /// <summary>
    /// Shown but outside <see cref="N"/>: excluded options and blanks for a satisfaction rate, thanks for complaints received, else 0.
    /// </summary>
    public required long Excluded { get; init; }

    /// <summary>Numerator of a ratio, or the count itself; null for a median.</summary>
    public required long? Numerator { get; init; }

    /// <summary>Denominator of a ratio, always equal to <see cref="N"/>; null for counts and medians.</summary>
    public required long? Denominator { get; init; }

    /// <summary>Ratio (0 to 1), count or working days; null when not measured or not retained, a count only when not retained. Never rounded.</summary>
    public required double? Value { get; init; }

    /// <summary>95 % interval of <see cref="Value"/>; null for counts, without data, and for a median of fewer than 6 cases.</summary>
    public required ConfidenceInterval? Interval { get; init; }

    /// <summary>
    /// Answers per option, excluded options included, for a satisfaction rate; cases per kind, thanks included, for complaints received;
    /// null for the others. What nobody chose is absent. Keys are in ordinal order.
    /// </summary>
    public IReadOnlyDictionary<string, long>? Distribution { get; init; }

    /// <summary>Value to reach; null when none is set.</summary>
    public required double? Target { get; init; }

    /// <summary>Judgement against the target; null when there is a value and no target or direction to judge it by.</summary>
    public required FigureStatus? Status { get; init; }

    /// <summary>Change against another period; null when either period has no data, or no day of which the source had anything to say.</summary>
    public required FigureComparison? Comparison { get; init; }

    /// <summary>The slice that a crossed figure shows; null (absent in JSON) for an overall figure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FigureBreakdown? Breakdown { get; init; }

    /// <summary>Working days within which 90 % of the answered cases were answered; only for response days.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? P90 { get; init; }

    /// <summary>Cases with a back-dated transition among all cases received; only for complaint figures.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? BackDated { get; init; }

    /// <summary>
    /// Of <see cref="N"/>, the answers of people who left after a first one; only for satisfaction rates, and absent when there are none: so figures that were frozen before there were any
    /// stay what they are.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Partial { get; init; }
}

/// <summary>What a figure says about its target; camelCase in JSON.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FigureStatus>))]
public enum FigureStatus
{
    /// <summary>The target is reached.</summary>
    Met,

    /// <summary>Worse than the target by at most the warning margin.</summary>
    Near,

    /// <summary>Worse than the target by more than the warning margin.</summary>
    Missed,

    /// <summary>The site retains the indicator and there is no data: never zero.</summary>
    NotMeasured,

    /// <summary>The indicator's module is not among the site's modules.</summary>
    NotRetained,

    /// <summary>Hidden to protect persons; never set by the calculator.</summary>
    Suppressed,

    /// <summary>There is a target, and fewer than <see cref="FigureFormat.FewestJudged"/> cases: whether it is reached cannot be said.</summary>
    Undetermined,
}
