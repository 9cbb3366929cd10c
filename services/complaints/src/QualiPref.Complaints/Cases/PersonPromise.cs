using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>
/// Something that an answer announced to the person, by a day. It moves no step of the case and no due date; what became of it is told to the person, who has the last word
/// on what is said to be kept.
/// </summary>
internal sealed record PersonPromise
{
    /// <summary>Most promises of one answer, and of a case.</summary>
    public const int MostOfAnAnswer = 5, MostOfACase = 20;

    /// <summary>Most characters of <see cref="Text"/> and of <see cref="Reason"/>.</summary>
    public const int LongestText = 300, LongestReason = 500;

    /// <summary>How many days before its own a promise that is still open comes to the desk.</summary>
    public const int DaysAhead = 7;

    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>The letter that announced it: taken back, it takes its promises along.</summary>
    public required Guid Letter { get; init; }

    public required string Text { get; init; }

    /// <summary>Local legal date by which it is to be done.</summary>
    public required DateOnly DueOn { get; init; }

    public required PromiseState State { get; init; }

    /// <summary>Local legal date on which it was kept, as the handler says.</summary>
    [BsonIgnoreIfNull]
    public DateOnly? KeptOn { get; init; }

    /// <summary>Why it will not be kept.</summary>
    [BsonIgnoreIfNull]
    public string? Reason { get; init; }

    /// <summary>When its state last changed (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Who of the staff said last how it stands; the person's own word leaves it.</summary>
    public required string By { get; init; }
}

/// <summary>How a promise stands.</summary>
internal enum PromiseState
{
    /// <summary>Still to be done.</summary>
    Open,

    /// <summary>Done, as a handler says.</summary>
    Kept,

    /// <summary>It will not be done, and the person is told why.</summary>
    NotKept,

    /// <summary>Done, and the person says so too.</summary>
    Confirmed,

    /// <summary>Done, as a handler says; the person says it is not.</summary>
    Denied,
}
