using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>A message that its consumer could not take. It stays for a while after it was tried again, so that it has its history should it come back.</summary>
internal sealed class MessageDocument
{
    /// <summary>The same for the same message, however often the broker delivers it.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Grows with each mending.</summary>
    public required long Version { get; init; }

    /// <summary>How often it was tried again.</summary>
    public int Tries { get; init; }

    /// <summary>The queue on which it was to be taken; absent when nothing says which.</summary>
    [BsonIgnoreIfNull]
    public required string? Queue { get; init; }

    /// <summary>The queue in which it ended.</summary>
    public required string TakenFrom { get; init; }

    /// <summary>Why it waits; absent while it is on its way again.</summary>
    [BsonIgnoreIfNull]
    public ParkedMessage? Parked { get; init; }

    /// <summary>Since when it is on its way again (UTC); absent while it waits.</summary>
    [BsonIgnoreIfNull]
    public DateTime? GoneAt { get; init; }

    /// <summary>As its publisher named it.</summary>
    [BsonIgnoreIfNull]
    public string? MessageId { get; init; }

    [BsonIgnoreIfNull]
    public string? CorrelationId { get; init; }

    [BsonIgnoreIfNull]
    public string? ContentType { get; init; }

    [BsonIgnoreIfNull]
    public string? ContentEncoding { get; init; }

    /// <summary>Pairs of name and value.</summary>
    public required BsonArray Headers { get; init; }

    /// <summary>How many bytes its body has.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of its body, under which <see cref="MessageBodies"/> has it.</summary>
    public required string Digest { get; init; }

    /// <summary>What was done to its body, oldest first; the bodies of before are kept as well.</summary>
    public IReadOnlyList<Mending> Mendings { get; init; } = [];

    /// <summary>The body as it is now.</summary>
    [BsonIgnore]
    public BodyName Present => new(Digest, Bytes);

    /// <summary>The body as it came.</summary>
    [BsonIgnore]
    public BodyName Original => Mendings is [var first, ..] ? new(first.DigestBefore, first.BytesBefore) : Present;
}

/// <summary>One of the bodies that a message had.</summary>
/// <param name="Digest">SHA-256 of it.</param>
/// <param name="Bytes">How many bytes it has.</param>
internal sealed record BodyName(string Digest, long Bytes);

/// <summary>Why a message waits for somebody.</summary>
/// <param name="At">Since when (UTC).</param>
/// <param name="Reason">Why it could not be taken.</param>
/// <param name="GivenUp">Whether somebody gave it up.</param>
internal sealed record ParkedMessage(DateTime At, string Reason, [property: BsonIgnoreIfNull] GivenUp? GivenUp);

/// <summary>Somebody put another body in the place of a message's.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="By">Name in the token of whoever did.</param>
/// <param name="Reason">Why.</param>
/// <param name="BytesBefore">How many bytes the body before has.</param>
/// <param name="DigestBefore">SHA-256 of the body before.</param>
/// <param name="DigestAfter">SHA-256 of the body after.</param>
internal sealed record Mending(DateTime At, string By, string Reason, long BytesBefore, string DigestBefore, string DigestAfter);
