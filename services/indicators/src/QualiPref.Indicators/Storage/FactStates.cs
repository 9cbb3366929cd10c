using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// What a fact says, without id, version, site or date: facts of a site-day that say the same are counted as one group, so nothing
/// that is particular to one of them belongs here.
/// </summary>
internal abstract record FactState;

/// <summary>What one answer says.</summary>
internal sealed record AnswerState : FactState
{
    /// <summary>The only status that enters a figure.</summary>
    public const string Counted = "counted";

    public required string Status { get; init; }

    public required string Questionnaire { get; init; }

    public required int QuestionnaireVersion { get; init; }

    public required string Channel { get; init; }

    /// <summary>Option by question, in ordinal order of the questions so that equal answers are equal documents.</summary>
    public required Dictionary<string, string> Choices { get; init; }

    /// <summary>Whether its person left after a first answer. Not written where it is not so: what was told before there were any keeps its hash.</summary>
    [BsonIgnoreIfDefault]
    public bool Partial { get; init; }
}

/// <summary>What one case says.</summary>
internal sealed record CaseState : FactState
{
    public const string Pending = "pending";
    public const string InTime = "inTime";
    public const string Late = "late";
    public const string NotApplicable = "notApplicable";

    public required string Kind { get; init; }

    public required string Channel { get; init; }

    [BsonIgnoreIfNull]
    public string? Motive { get; init; }

    [BsonIgnoreIfNull]
    public string? Module { get; init; }

    public required DateOnly DueOn { get; init; }

    public required string Verdict { get; init; }

    [BsonIgnoreIfNull]
    public int? ResponseDays { get; init; }

    public required bool BackDated { get; init; }
}

/// <summary>What one measurement says.</summary>
internal sealed record MeasurementState : FactState
{
    public required string Indicator { get; init; }

    public required long Numerator { get; init; }

    public required long Denominator { get; init; }

    /// <summary>Where the numbers come from, as typed.</summary>
    public required string Source { get; init; }

    [BsonIgnoreIfNull]
    public string? Comment { get; init; }
}
