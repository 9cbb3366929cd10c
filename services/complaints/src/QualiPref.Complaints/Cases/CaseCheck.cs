using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>How somebody settled something that the motive of a case asks for. Whether it is asked for says the catalogue.</summary>
internal sealed record CaseCheck
{
    /// <summary>Most characters of <see cref="Reason"/>.</summary>
    public const int LongestReason = 500;

    /// <summary>Its motive and its code, as <see cref="KeyOf"/> joins them.</summary>
    [BsonId]
    public required string Key { get; init; }

    public required CheckState State { get; init; }

    /// <summary>Why the case has nothing to do with it.</summary>
    [BsonIgnoreIfNull]
    public string? Reason { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Name in the caller's token.</summary>
    public required string By { get; init; }

    /// <summary>Names a check among those of a case: what was settled for one motive says nothing for another. Codes hold neither dots nor strokes.</summary>
    public static string KeyOf(string motive, string check) => $"{motive}/{check}";
}

/// <summary>How a check is settled.</summary>
internal enum CheckState
{
    Done,

    /// <summary>The case has nothing to do with it.</summary>
    NotApplicable,
}
