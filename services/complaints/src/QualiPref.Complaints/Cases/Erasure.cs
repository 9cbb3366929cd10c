using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases;

/// <summary>Why what a case held of persons was erased.</summary>
internal enum ErasureReason
{
    /// <summary>A person asked for it.</summary>
    Request,

    /// <summary>It was kept as long as it is kept.</summary>
    Retention,

    /// <summary>It had been erased already, and a backup of before brought it back.</summary>
    Restored,
}

/// <summary>Says for good that a case was erased. Here is nothing of the person.</summary>
internal sealed record Erasure
{
    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Name in the caller's token; <see cref="Letters.DeliveryEvent.System"/> for the service itself.</summary>
    public required string By { get; init; }

    public required ErasureReason Reason { get; init; }

    /// <summary>The slip on which it is counted; absent where nobody had to decide that its time was over.</summary>
    [BsonIgnoreIfNull]
    public Guid? Slip { get; init; }
}

/// <summary>Keeps a case from being erased, because a court, an inquiry or an archive needs it as it is.</summary>
internal sealed record LegalHold
{
    /// <summary>Most characters of <see cref="Reason"/>.</summary>
    public const int LongestReason = 500;

    /// <summary>When it was put (UTC).</summary>
    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }
}
