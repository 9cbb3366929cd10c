using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>What a person said of the way their case was dealt with, once. It judges nothing and counts nowhere.</summary>
internal sealed record PersonReview
{
    /// <summary>Most characters of <see cref="Text"/>.</summary>
    public const int LongestText = 1_000;

    /// <summary>When it was given (UTC).</summary>
    public required DateTime At { get; init; }

    public required ReviewVerdict Said { get; init; }

    /// <summary>Why, in their words.</summary>
    [BsonIgnoreIfNull]
    public string? Text { get; init; }

    /// <summary>Whether no handler has said yet that they read it.</summary>
    [BsonIgnoreIfDefault]
    public bool Unread { get; init; }
}

/// <summary>Whether it was of use to the person.</summary>
internal enum ReviewVerdict
{
    Helped,
    Partly,
    NotHelped,
}
