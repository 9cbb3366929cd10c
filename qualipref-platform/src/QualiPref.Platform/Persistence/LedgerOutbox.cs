using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;

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

    /// <summary>Why a version could not be published; absent once a version was. The present one waits for a person unless <see cref="PendingSince"/> is there.</summary>
    [BsonIgnoreIfNull]
    public ParkedMark? Parked { get; set; }
}

/// <summary>Publishes ledger documents in batches and then marks them by id and version.</summary>
/// <typeparam name="TDocument">The ledger document.</typeparam>
/// <typeparam name="TId">Type of its id.</typeparam>
/// <typeparam name="TMessage">The contract that carries it.</typeparam>
/// <param name="database">Database of the service.</param>
/// <param name="collection">The ledger; it needs <see cref="OutboxIndexes.Ledger"/> and <see cref="OutboxIndexes.ParkedInLedger"/>.</param>
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
    : OutboxDispatcher<TDocument, TDocument>(database, collection.CollectionNamespace.CollectionName, time, logger), IOutbox
    where TDocument : LedgerDocument<TId>
    where TMessage : class
{
    private static readonly FilterDefinitionBuilder<TDocument> Where = Builders<TDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<TDocument> Update = Builders<TDocument>.Update;

    // What waits again, or was decided upon meanwhile, is not parked although the mark of an earlier version may still be there.
    private static readonly FilterDefinition<TDocument> IsParked = Where.Exists(document => document.PendingSince, false)
        // The index's condition and its key: without both the engine would read all documents.
        & Where.Exists(document => document.Parked) & Where.Gt(document => document.Parked!.At, DateTime.UnixEpoch);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken)
    {
        var parked = await collection.Find(Parked(givenUp)).SortBy(document => document.Parked!.At).Limit(most)
            .Project(document => new { document.Id, document.Parked }).ToListAsync(cancellationToken);
        return [.. parked.Select(one => new ParkedItem(Place, $"{one.Id}", one.Parked!.At, one.Parked.Reason, one.Parked.GivenUp))];
    }

    /// <inheritdoc />
    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        collection.CountDocumentsAsync(Parked(givenUp: false), cancellationToken: cancellationToken);

    /// <inheritdoc />
    public Task<DateTime?> OldestAsync(CancellationToken cancellationToken) =>
        collection.Find(document => document.PendingSince < DateTime.MaxValue).SortBy(document => document.PendingSince)
            .Project(document => document.PendingSince).FirstOrDefaultAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<Retried> RetryAsync(string id, CancellationToken cancellationToken)
    {
        var again = new BsonDocument("$set", new BsonDocument { ["pendingSince"] = "$parked.pendingSince", ["parked"] = "$$REMOVE" });
        var retried = await collection.UpdateOneAsync(Named(id) & IsParked, Update.Pipeline(new[] { again }), cancellationToken: cancellationToken);
        return retried.MatchedCount == 1 ? Retried.OnItsWay : Retried.NotParked;
    }

    /// <inheritdoc />
    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken)
    {
        var noted = await collection.UpdateOneAsync(
            Named(id) & IsParked, Update.Set(document => document.Parked!.GivenUp, decision), cancellationToken: cancellationToken);
        return noted.MatchedCount == 1;
    }

    private protected override string NameOf(TDocument entry) => FormattableString.Invariant($"{entry.Id} version {entry.Version}");

    private protected override DateTime SinceOf(TDocument offer) => offer.PendingSince ?? Now;

    private protected override Task<IReadOnlyList<TDocument>> LoadAsync(IReadOnlyList<TDocument> offers, CancellationToken cancellationToken) =>
        Task.FromResult(offers);

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
            Where.In(document => document.Id, sameVersion.Select(entry => entry.Id)) & Where.Eq(document => document.Version, sameVersion.Key),
            Update.Unset(document => document.PendingSince).Unset(document => document.TraceParent).Unset(document => document.Parked)));

    private protected override async Task ParkAsync(TDocument entry, string reason, CancellationToken cancellationToken)
    {
        var mark = new ParkedMark { PendingSince = entry.PendingSince ?? Now, At = Now, Reason = reason };
        await collection.UpdateOneAsync(
            Where.Eq(document => document.Id, entry.Id) & Where.Eq(document => document.Version, entry.Version) & Where.Exists(document => document.PendingSince),
            Update.Set(document => document.Parked, mark).Unset(document => document.PendingSince),
            cancellationToken: cancellationToken);
        attempted?.Invoke([entry]);
    }

    private static FilterDefinition<TDocument> Parked(bool givenUp) => IsParked & Where.Exists(document => document.Parked!.GivenUp, givenUp);

    // Ids are guids or texts; a text that is no guid is the id of nothing.
    private static FilterDefinition<TDocument> Named(string id) => typeof(TId) != typeof(Guid) ? new BsonDocument("_id", id)
        : Guid.TryParse(id, out var guid) ? new BsonDocument("_id", new BsonBinaryData(guid, GuidRepresentation.Standard))
        : Where.In("_id", Array.Empty<BsonValue>());

    private protected override async Task<IReadOnlyList<TDocument>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken) =>
        await collection.Find(document => document.PendingSince < before)
            .SortBy(document => document.PendingSince)
            .Limit(BatchSize)
            .ToListAsync(cancellationToken);
}
