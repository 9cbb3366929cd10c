using System.Globalization;
using System.Security.Cryptography;
using MongoDB.Bson;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using RabbitMQ.Client;

namespace QualiPref.Platform.Parking.Messages;

/// <summary>A message as it was taken from a <see cref="FaultQueue"/>, before it is kept.</summary>
/// <param name="Document">What is kept of it.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="Again">What it was parked as before it was tried again; null of one that was not.</param>
internal sealed record TakenMessage(MessageDocument Document, ReadOnlyMemory<byte> Body, TriedAgain? Again)
{
    public static TakenMessage Of(string service, FaultQueue queue, BasicGetResult taken, DateTime now)
    {
        var (properties, headers) = (taken.BasicProperties, taken.BasicProperties.Headers);
        var digest = ContentStore.DigestOf(taken.Body.Span);
        var document = new MessageDocument
        {
            Id = IdOf(queue, taken, digest),
            Version = 1,
            Queue = OriginOf(service, queue, headers),
            TakenFrom = queue.Name,
            Parked = new ParkedMessage(now, FaultWords.Of(queue, headers), null),
            MessageId = properties.MessageId,
            CorrelationId = properties.CorrelationId,
            ContentType = properties.ContentType,
            ContentEncoding = properties.ContentEncoding,
            Headers = KeptHeaders.Sendable(headers),
            Bytes = taken.Body.Length,
            Digest = digest,
        };
        return new TakenMessage(document, taken.Body, TriedAgain.Parse(KeptHeaders.TextOf(headers, KeptHeaders.Again)));
    }

    // What the broker delivers once more after a death between keeping and acknowledging is the same message.
    private static string IdOf(FaultQueue queue, BasicGetResult taken, string digest)
    {
        var all = new BsonDocument
        {
            ["queue"] = queue.Name,
            ["message"] = taken.BasicProperties.MessageId ?? "",
            ["body"] = digest,
            ["headers"] = KeptHeaders.Identity(taken.BasicProperties.Headers),
        };
        return Convert.ToHexStringLower(SHA256.HashData(all.ToBson()))[..32];
    }

    // What failed so often to be taken from here that the broker put it aside came from a queue of faults.
    private static string? OriginOf(string service, FaultQueue queue, IDictionary<string, object?>? headers)
    {
        if (queue.Of is not null) return queue.Of;
        var first = FaultWords.QueueOf(headers);
        return MessageTopology.QueuesOf(service).FirstOrDefault(own => first == own || first == MessageTopology.ErrorQueueOf(own) || first == MessageTopology.SkippedQueueOf(own));
    }
}

/// <summary>What a message that is tried again was parked as.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">For which time it is tried, 1 at first.</param>
internal sealed record TriedAgain(string Id, int Number)
{
    public static TriedAgain? Parse(string? header) =>
        header?.Split('/') is [var id, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new TriedAgain(id, number) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}/{Number}");
}
