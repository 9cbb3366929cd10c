using Microsoft.Extensions.Logging;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// A versioned document that is its own outbox entry: as long as <see cref="PendingSince"/> is there, its present version has still to
/// be published. Whoever raises the version sets it in the same write.
/// </summary>
/// <typeparam name="TId">Type of <c>_id</c>.</typeparam>
public abstract class LedgerDocument<TId>
{
    /// <summary>The id.</summary>
    [BsonId]
    public required TId Id { get; init; }

    /// <summary>Version of the content, 1 at first.</summary>
    public required long Version { get; set; }

    /// <summary>Since when the present version waits to be published (UTC); absent once it was.</summary>
    [BsonIgnoreIfNull]
    public DateTime? PendingSince { get; set; }

    /// <summary>W3C trace context of what wrote the present version; absent when that was not traced, and once it was published.</summary>
    [BsonIgnoreIfNull]
    public string? TraceParent { get; set; }
}

/// <summary>Publishes ledger documents in batches and then marks them by id and version.</summary>
/// <typeparam name="TDocument">The ledger document.</typeparam>
/// <typeparam name="TId">Type of its id.</typeparam>
/// <typeparam name="TMessage">The contract that carries it.</typeparam>
/// <param name="database">Database of the service.</param>
/// <param name="collection">The ledger; it needs <see cref="OutboxIndexes.Ledger"/>.</param>
/// <param name="toMessages">Packs documents into messages; must not depend on order or time.</param>
/// <param name="publisher">Where to.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures are told.</param>
/// <param name="attempted">Hears of the documents after each attempt, also one that failed: it may have published and marked some. Null when nobody has to.</param>
public sealed class LedgerOutbox<TDocument, TId, TMessage>(
    IMongoDatabase database,
    IMongoCollection<TDocument> collection,
    Func<IReadOnlyList<TDocument>, IEnumerable<OutgoingMessage<TMessage>>> toMessages,
    IMessagePublisher publisher,
    TimeProvider time,
    ILogger<LedgerOutbox<TDocument, TId, TMessage>> logger,
    Action<IReadOnlyList<TDocument>>? attempted = null)
    : OutboxDispatcher<TDocument>(database, collection.CollectionNamespace.CollectionName, time, logger)
    where TDocument : LedgerDocument<TId>
    where TMessage : class
{
    private protected override async Task DispatchAsync(IReadOnlyList<TDocument> entries, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishAsync([.. toMessages(entries)], cancellationToken);
            // Losing a mark only repeats a publication: it need not wait for the journal.
            await collection.WithWriteConcern(WriteConcern.W1).BulkWriteAsync(Marks(entries), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        }
        finally
        {
            attempted?.Invoke(entries);
        }
    }

    // Filtered on the version: a decision taken meanwhile set a new pending mark that must stay.
    private static IEnumerable<UpdateManyModel<TDocument>> Marks(IEnumerable<TDocument> entries) =>
        entries.GroupBy(entry => entry.Version).Select(sameVersion => new UpdateManyModel<TDocument>(
            Builders<TDocument>.Filter.In(document => document.Id, sameVersion.Select(entry => entry.Id))
                & Builders<TDocument>.Filter.Eq(document => document.Version, sameVersion.Key),
            Builders<TDocument>.Update.Unset(document => document.PendingSince).Unset(document => document.TraceParent)));

    private protected override async Task<IReadOnlyList<TDocument>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken) =>
        await collection.Find(document => document.PendingSince < before)
            .SortBy(document => document.PendingSince)
            .Limit(BatchSize)
            .ToListAsync(cancellationToken);
}
