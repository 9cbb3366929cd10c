using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Persistence;

/// <summary>A message that waits inside the document whose change it tells.</summary>
/// <typeparam name="TMessage">The contract.</typeparam>
public sealed class OutboxEntry<TMessage> where TMessage : class
{
    /// <summary>Id of the message: UUIDv5 of the document's id and version.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>The message.</summary>
    public required TMessage Body { get; init; }

    /// <summary>W3C trace context of the request that caused it; absent when that was not traced.</summary>
    [BsonIgnoreIfNull]
    public string? TraceParent { get; init; }

    /// <summary>The site-day that the document is no longer counted on from this version on; absent when it did not move.</summary>
    [BsonIgnoreIfNull]
    public SiteDay? Left { get; init; }
}

/// <summary>Makes outbox entries.</summary>
public static class OutboxEntry
{
    /// <summary>The entry for one version of a document; its id is the same whenever it is made again.</summary>
    /// <typeparam name="TMessage">The contract.</typeparam>
    /// <param name="aggregate">Id of the document.</param>
    /// <param name="version">The version that the message tells.</param>
    /// <param name="body">The message.</param>
    /// <param name="left">The site-day that this version moved the document away from, if it did.</param>
    public static OutboxEntry<TMessage> For<TMessage>(Guid aggregate, long version, TMessage body, SiteDay? left = null) where TMessage : class => new()
    {
        Id = Uuid5.Create(aggregate, FormattableString.Invariant($"version {version}")),
        Body = body,
        TraceParent = TraceContext.Current,
        Left = left,
    };
}

/// <summary>
/// A document that is changed step by step and keeps its unpublished messages inside: one update commits both. Write it only with
/// filtered updates that push to <see cref="Outbox"/> and set <see cref="OutboxSince"/>; replacing it would revive messages already sent.
/// </summary>
/// <typeparam name="TMessage">The contract that tells its changes.</typeparam>
public abstract class AggregateDocument<TMessage> where TMessage : class
{
    /// <summary>The id.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Version of the content, 1 at first.</summary>
    public required long Version { get; set; }

    /// <summary>Messages not yet published, oldest first.</summary>
    public List<OutboxEntry<TMessage>> Outbox { get; init; } = [];

    /// <summary>Since when something is in <see cref="Outbox"/> (UTC); absent when it is empty.</summary>
    [BsonIgnoreIfNull]
    public DateTime? OutboxSince { get; set; }
}

/// <summary>Publishes the messages that wait inside aggregates, in order, and pulls them once they are safe.</summary>
/// <typeparam name="TDocument">The aggregate.</typeparam>
/// <typeparam name="TMessage">The contract.</typeparam>
/// <param name="database">Database of the service.</param>
/// <param name="collection">The aggregates; they need <see cref="OutboxIndexes.Aggregate"/>.</param>
/// <param name="publisher">Where to.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are told.</param>
/// <param name="attempted">Hears of the entries after each attempt, also one that failed: it may have published and pulled some. Null when nobody has to.</param>
public sealed class AggregateOutbox<TDocument, TMessage>(
    IMongoDatabase database,
    IMongoCollection<TDocument> collection,
    IMessagePublisher publisher,
    TimeProvider time,
    ILogger<AggregateOutbox<TDocument, TMessage>> logger,
    Action<IEnumerable<OutboxEntry<TMessage>>>? attempted = null)
    : OutboxDispatcher<Guid>(database, collection.CollectionNamespace.CollectionName, time, logger)
    where TDocument : AggregateDocument<TMessage>
    where TMessage : class
{
    private protected override async Task DispatchAsync(IReadOnlyList<Guid> entries, CancellationToken cancellationToken)
    {
        var holders = await collection.Find(
                Builders<TDocument>.Filter.In(document => document.Id, entries.Distinct()) & Builders<TDocument>.Filter.Exists(document => document.OutboxSince))
            .Project(document => new { document.Id, document.Outbox })
            .ToListAsync(cancellationToken);
        if (holders.Count == 0) return;
        var waiting = holders.SelectMany(holder => holder.Outbox).ToList();
        try
        {
            // A mark without a message promises nothing; it only has to go.
            if (waiting.Count > 0) await publisher.PublishAsync([.. waiting.Select(Message)], cancellationToken);
            // Losing this only repeats a publication: it need not wait for the journal.
            await collection.WithWriteConcern(WriteConcern.W1).BulkWriteAsync(
                holders.Select(holder => Clear(holder.Id, holder.Outbox)), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        }
        finally
        {
            attempted?.Invoke(waiting);
        }
    }

    private protected override async Task<IReadOnlyList<Guid>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken) =>
        await collection.Find(document => document.OutboxSince < before)
            .SortBy(document => document.OutboxSince)
            .Limit(BatchSize)
            .Project(document => document.Id)
            .ToListAsync(cancellationToken);

    private static OutgoingMessage<TMessage> Message(OutboxEntry<TMessage> entry) => new(entry.Id, entry.Body, TraceContext.CausesOf([entry.TraceParent]));

    /// <summary>
    /// Pulls what was published, and the mark if nothing else waits: a writer may have pushed another message meanwhile. One update, since a
    /// death between two would leave a mark without a message, and with it a document that is pending for ever.
    /// </summary>
    private static UpdateOneModel<TDocument> Clear(Guid id, IEnumerable<OutboxEntry<TMessage>> published)
    {
        var ids = new BsonArray(published.Select(entry => new BsonBinaryData(entry.Id, GuidRepresentation.Standard)));
        var left = new BsonDocument("$filter", new BsonDocument
        {
            ["input"] = "$outbox",
            ["as"] = "entry",
            ["cond"] = new BsonDocument("$not", new BsonArray { new BsonDocument("$in", new BsonArray { "$$entry._id", ids }) }),
        });
        var mark = new BsonDocument("$cond", new BsonArray
        {
            new BsonDocument("$eq", new BsonArray { "$outbox", new BsonArray() }), "$$REMOVE", "$outboxSince",
        });
        return new UpdateOneModel<TDocument>(
            Builders<TDocument>.Filter.Eq(document => document.Id, id),
            // The second stage sees what the first one left.
            Builders<TDocument>.Update.Pipeline(new[]
            {
                new BsonDocument("$set", new BsonDocument("outbox", left)),
                new BsonDocument("$set", new BsonDocument("outboxSince", mark)),
            }));
    }
}
