using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Persistence;
using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Storage;

/// <summary>
/// One answer as the ledger holds it, and its own outbox entry. Written once; only decisions change what it counts for, each raising its version.
/// Nothing is ever deleted but the words of a comment, which count for nothing.
/// </summary>
internal sealed class SurveyResponse : LedgerDocument<Guid>
{
    /// <summary>Code of the site; null when an unreadable item named none that could be believed: it is listed, never published.</summary>
    [BsonIgnoreIfNull]
    public string? Site { get; init; }

    /// <summary>Local legal date in the site's zone; fixed by the first acceptance.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When it was answered, corrected for the device's clock (UTC).</summary>
    public required DateTime AnsweredAt { get; init; }

    /// <summary>When it arrived (UTC).</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>How far <see cref="AnsweredAt"/> may be off, in seconds, where two clocks or two offsets of the device are known.</summary>
    [BsonIgnoreIfNull]
    public double? UncertaintySeconds { get; init; }

    /// <summary>Server minus device time at the sync that brought it, in seconds; only of answers of a kiosk that were set aside.</summary>
    [BsonIgnoreIfNull]
    public double? OffsetSeconds { get; init; }

    /// <summary>Flags an answer whose legal date depends on which clock of the device is believed: the date by the other one.</summary>
    [BsonIgnoreIfNull]
    public DateOnly? OtherDate { get; init; }

    public required string Status { get; set; }

    /// <summary>Why it was set aside, as a stable code.</summary>
    [BsonIgnoreIfNull]
    public string? Code { get; init; }

    public required string Channel { get; init; }

    public required string Questionnaire { get; init; }

    public required int QuestionnaireVersion { get; init; }

    /// <summary>Code of the wave in which its site was when it was answered; null outside of one. Nothing is counted by it.</summary>
    [BsonIgnoreIfNull]
    public string? Wave { get; set; }

    [BsonIgnoreIfNull]
    public string? Language { get; init; }

    public bool Abandoned { get; init; }

    /// <summary>Whether somebody left after a first answer: required questions may be missing, and it counts for those that are there.</summary>
    [BsonIgnoreIfDefault]
    public bool Partial { get; init; }

    /// <summary>Another answer bears the same sequence number of the same enrolment; both count.</summary>
    [BsonIgnoreIfDefault]
    public bool SequenceRepeated { get; init; }

    /// <summary>How far the person went.</summary>
    [BsonIgnore]
    public string Outcome => Abandoned ? Outcomes.Abandoned : Partial ? Outcomes.Partial : Outcomes.Complete;

    [BsonIgnoreIfNull]
    public Guid? Kiosk { get; init; }

    [BsonIgnoreIfNull]
    public int? Enrolment { get; init; }

    [BsonIgnoreIfNull]
    public long? Sequence { get; init; }

    /// <summary>Option by question, single-choice questions.</summary>
    [BsonIgnoreIfNull]
    public Dictionary<string, string>? Choices { get; init; }

    /// <summary>Options by question, multi-choice questions.</summary>
    [BsonIgnoreIfNull]
    public Dictionary<string, List<string>>? MultiChoices { get; init; }

    /// <summary>Free texts by question, without personal data.</summary>
    [BsonIgnoreIfNull]
    public Dictionary<string, string>? Texts { get; init; }

    /// <summary>Without personal data.</summary>
    [BsonIgnoreIfNull]
    public string? Comment { get; init; }

    /// <summary>What was done with <see cref="Comment"/> and <see cref="Texts"/>; absent where the person wrote nothing.</summary>
    [BsonIgnoreIfNull]
    public CommentNote? Note { get; init; }

    /// <summary>SHA-256 of the content, to tell a repetition from another answer under the same id.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>What <see cref="Raw"/> is once its time is over: it cannot be read, and there was something.</summary>
    public const string ErasedRaw = "";

    /// <summary>What was sent, while it cannot be read, without personal data; at most 16 KB.</summary>
    [BsonIgnoreIfNull]
    public string? Raw { get; init; }

    [BsonIgnoreIfNull]
    public List<Decision>? Decisions { get; init; }
}

/// <summary>What a person decided about an answer.</summary>
internal sealed class Decision
{
    public required string Action { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>Where an answer stands; the words of the contract.</summary>
internal static class ResponseStatus
{
    public const string Abandoned = IntakeStatus.Abandoned;
    public const string Counted = IntakeStatus.Counted;
    public const string Discarded = IntakeStatus.Discarded;
    public const string SetAside = IntakeStatus.SetAside;
    public const string Voided = IntakeStatus.Voided;

    public static IReadOnlyList<string> All { get; } = [Abandoned, Counted, Discarded, SetAside, Voided];
}
