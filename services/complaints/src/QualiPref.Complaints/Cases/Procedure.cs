using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>Something that goes on about a case elsewhere, such as an appeal: it has delays of its own, and moves none of the case.</summary>
internal sealed record Procedure
{
    /// <summary>Most of a case.</summary>
    public const int MostOfACase = 10;

    /// <summary>Most characters of <see cref="Reference"/>.</summary>
    public const int LongestReference = 100;

    /// <summary>Made by the client.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Code of the catalogue.</summary>
    public required string Kind { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>What those who conduct it call it.</summary>
    [BsonIgnoreIfNull]
    public string? Reference { get; init; }

    /// <summary>When it ended; null as long as it goes on.</summary>
    [BsonIgnoreIfNull]
    public DateOnly? ClosedOn { get; init; }

    /// <summary>When it was last noted (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Name in the token of whoever noted it.</summary>
    public required string By { get; init; }

    /// <summary>Whether it says the same, whoever noted it.</summary>
    public bool Says(Procedure other) => (Kind, OpenedOn, Reference, ClosedOn) == (other.Kind, other.OpenedOn, other.Reference, other.ClosedOn);
}
