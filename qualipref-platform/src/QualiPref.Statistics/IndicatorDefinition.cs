namespace QualiPref.Statistics;

/// <summary>How one indicator is computed and judged. Comes from the catalogue; a change of formula is a new <see cref="Version"/>.</summary>
public sealed record IndicatorDefinition
{
    /// <summary>Code, such as <c>satisfaction.global</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Version of the definition, 1 at first.</summary>
    public required int Version { get; init; }

    /// <summary>Name in French, as the interface shows it.</summary>
    public required string Label { get; init; }

    /// <summary>Which computation applies.</summary>
    public required IndicatorKind Kind { get; init; }

    /// <summary>The formula in words, in French, printed beside the figures.</summary>
    public required string Formula { get; init; }

    /// <summary>Unit of the value: <c>ratio</c>, <c>count</c> or <c>workingDays</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether a higher or a lower value is the better one.</summary>
    public required IndicatorDirection Direction { get; init; }

    /// <summary>Module that the indicator belongs to; null when it applies to every site whatever its modules.</summary>
    public string? Module { get; init; }

    /// <summary>Code of the commitment that the indicator measures, if any.</summary>
    public string? Commitment { get; init; }

    /// <summary>Value to reach, in <see cref="Unit"/>; null when none is set.</summary>
    public double? Target { get; init; }

    /// <summary>A value worse than the target by at most this much is <c>near</c>.</summary>
    public double WarningMargin { get; init; }

    /// <summary>Working days within which a complaint is answered in time; only for <see cref="IndicatorKind.ComplaintsAnsweredInTime"/>.</summary>
    public int? WorkingDays { get; init; }

    /// <summary>Questionnaire of a satisfaction rate.</summary>
    public string? Questionnaire { get; init; }

    /// <summary>Question of a satisfaction rate.</summary>
    public string? Question { get; init; }

    /// <summary>Options that count as satisfied.</summary>
    public IReadOnlyList<string> SatisfiedOptions { get; init; } = [];

    /// <summary>Options that are shown but enter neither numerator nor denominator.</summary>
    public IReadOnlyList<string> ExcludedOptions { get; init; } = [];

    /// <summary>False when the target or wording could not be checked in an official text.</summary>
    public bool Verified { get; init; }

    /// <summary>Where the formula and the target come from.</summary>
    public string? Source { get; init; }
}

/// <summary>The computations that exist.</summary>
public enum IndicatorKind
{
    /// <summary>Satisfied among expressed answers to one question.</summary>
    SatisfactionRate,

    /// <summary>Number of complaints and suggestions received.</summary>
    ComplaintsReceived,

    /// <summary>Share of complaints answered in time among those answered or overdue.</summary>
    ComplaintsAnsweredInTime,

    /// <summary>Median working days to the first answer.</summary>
    ComplaintsResponseDays,

    /// <summary>Ratio of two numbers typed by staff each month.</summary>
    MeasuredRatio,
}

/// <summary>Which way is better.</summary>
public enum IndicatorDirection
{
    /// <summary>A higher value is better.</summary>
    HigherIsBetter,

    /// <summary>A lower value is better.</summary>
    LowerIsBetter,

    /// <summary>The value is shown without a judgement.</summary>
    None,
}
