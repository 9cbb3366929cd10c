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
        var sendable = KeptHeaders.Sendable(headers);
        var document = new MessageDocument
        {
            Id = IdOf(queue, properties.MessageId, digest, sendable),
            Version = 1,
            Queue = OriginOf(service, queue, headers),
            TakenFrom = queue.Name,
            Parked = new ParkedMessage(now, FaultWords.Of(queue, headers), null),
            MessageId = properties.MessageId,
            CorrelationId = properties.CorrelationId,
            ContentType = properties.ContentType,
            ContentEncoding = properties.ContentEncoding,
            Headers = sendable,
            Bytes = taken.Body.Length,
            Digest = digest,
        };
        return new TakenMessage(document, taken.Body, TriedAgain.Parse(KeptHeaders.TextOf(headers, KeptHeaders.Again)));
    }

    // After a death the broker delivers once more what was kept and not acknowledged, and MassTransit moves once more what it had moved: the same message, with other
    // notes of its way.
    private static string IdOf(FaultQueue queue, string? message, string digest, BsonArray headers)
    {
        var all = new BsonDocument { ["queue"] = queue.Name, ["message"] = message ?? "", ["body"] = digest, ["headers"] = headers };
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
