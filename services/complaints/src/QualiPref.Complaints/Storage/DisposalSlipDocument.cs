using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// What was erased at a site because it was kept long enough, how much of it, and who decided. Which cases they are stands in these, each of which names it: here is
/// nothing of anybody.
/// </summary>
internal sealed record DisposalSlipDocument
{
    [BsonId]
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    /// <summary>When it was decided (UTC).</summary>
    public required DateTime DecidedAt { get; init; }

    /// <summary>Name in the caller's token, or <see cref="Cases.Letters.DeliveryEvent.System"/> where a lasting decision is carried out.</summary>
    public required string DecidedBy { get; init; }

    /// <summary>What it rests on, as somebody wrote it: such as the visa of the archives.</summary>
    public required string Decision { get; init; }

    /// <summary>How many cases were due then.</summary>
    public required long Due { get; init; }

    /// <summary>What was kept long enough.</summary>
    public required IReadOnlyList<RetainedKind> Kinds { get; init; }

    /// <summary>Present and true as long as it is being carried out.</summary>
    [BsonIgnoreIfDefault]
    public bool Running { get; init; }

    /// <summary>When the last of them was erased (UTC).</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>What was erased, by nature; null until it has ended.</summary>
    public IReadOnlyList<ErasedKind>? Erased { get; init; }
}

/// <summary>How long one nature of case is kept.</summary>
/// <param name="Kind">The nature.</param>
/// <param name="Years">How many years after its last step.</param>
/// <param name="Before">Cases whose last step is before this day were kept long enough.</param>
internal sealed record RetainedKind(string Kind, int Years, DateOnly Before);

/// <summary>What was erased of one nature.</summary>
/// <param name="Kind">The nature.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="ReceivedFrom">When the first of them was received.</param>
/// <param name="ReceivedTo">When the last was.</param>
internal sealed record ErasedKind(string Kind, long Cases, DateOnly ReceivedFrom, DateOnly ReceivedTo);
