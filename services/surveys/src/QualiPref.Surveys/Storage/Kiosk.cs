using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Surveys.Storage;

/// <summary>A counter kiosk.</summary>
internal sealed class Kiosk
{
    [BsonId]
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    public required string Label { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Number of the enrolment whose token is valid; 0 before the first.</summary>
    public int Enrolment { get; init; }

    /// <summary>SHA-256 of the enrolment code that may still be used.</summary>
    [BsonIgnoreIfNull]
    public byte[]? CodeHash { get; init; }

    [BsonIgnoreIfNull]
    public DateTime? CodeUntil { get; init; }

    /// <summary>The last time that a token of it was taken back.</summary>
    [BsonIgnoreIfNull]
    public Revocation? Revocation { get; init; }

    /// <summary>Whether the token of the present enrolment was taken back; enrolled anew, it has another.</summary>
    [BsonIgnore]
    public bool IsRevoked => Enrolment > 0 && Revocation?.Enrolment == Enrolment;

    [BsonIgnoreIfNull]
    public DateTime? LastSeen { get; init; }

    /// <summary>Server time minus device time at the last sync of this enrolment.</summary>
    [BsonIgnoreIfNull]
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Answers still waiting on the device after its last sync, as it said.</summary>
    [BsonIgnoreIfNull]
    public long? Backlog { get; init; }

    [BsonIgnoreIfNull]
    public string? AppVersion { get; init; }

    /// <summary>By enrolment: a sequence up to which every answer is known to be there. A hint: reading starts from it.</summary>
    public Dictionary<string, long> Contiguous { get; init; } = [];

    /// <summary><see cref="ClockOffsetSeconds"/> as a span.</summary>
    [BsonIgnore]
    public TimeSpan? EarlierOffset => ClockOffsetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}

/// <summary>Why, when and by whom the token of an enrolment was taken back.</summary>
internal sealed class Revocation
{
    public required int Enrolment { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>The sequence number of an answer that was refused because its id holds another content: received, but not in the ledger.</summary>
internal sealed class ConflictingSequence
{
    [BsonId]
    public required Guid Id { get; init; }

    public required Guid ResponseId { get; init; }

    public required Guid Kiosk { get; init; }

    public required int Enrolment { get; init; }

    public required long Sequence { get; init; }

    public required DateTime At { get; init; }
}
