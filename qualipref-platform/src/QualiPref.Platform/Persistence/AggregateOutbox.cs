using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Platform.Persistence;

/// <summary>Publishes the messages that wait inside aggregates, in order, and pulls them once they are safe.</summary>
/// <typeparam name="TDocument">The aggregate.</typeparam>
/// <typeparam name="TMessage">The contract.</typeparam>
/// <param name="database">Database of the service.</param>
/// <param name="collection">The aggregates; they need <see cref="OutboxIndexes.Aggregate"/> and <see cref="OutboxIndexes.ParkedInAggregate"/>.</param>
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
    : OutboxDispatcher<Guid, HeldEntry<TMessage>>(database, collection.CollectionNamespace.CollectionName, time, logger), IOutbox
    where TDocument : AggregateDocument<TMessage>
    where TMessage : class
{
    private static readonly FilterDefinitionBuilder<TDocument> Where = Builders<TDocument>.Filter;

    // Losing a publication's mark only repeats it: it need not wait for the journal.
    private IMongoCollection<TDocument> Unjournaled => collection.WithWriteConcern(WriteConcern.W1);

    /// <inheritdoc />
    public async Task<IReadOnlyList<ParkedItem>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken)
    {
        var holders = await collection.Find(Parked(givenUp)).Sort(new BsonDocument("parked.mark.at", 1)).Limit(most)
            .Project(document => new { document.Parked }).ToListAsync(cancellationToken);
        return [.. holders.SelectMany(holder => holder.Parked!).Where(one => one.Mark.GivenUp is not null == givenUp).OrderBy(one => one.Mark.At).Take(most)
            .Select(one => new ParkedItem(Place, one.Entry.Id.ToString(), one.Mark.At, one.Mark.Reason, one.Mark.GivenUp))];
    }

    /// <inheritdoc />
    public async Task<long> CountAsync(CancellationToken cancellationToken) => (await collection.Aggregate()
        .Match(Parked(givenUp: false))
        .Project<BsonDocument>(new BsonDocument("parked.mark.givenUp", 1))
        .Unwind("parked")
        .Match(new BsonDocument("parked.mark.givenUp", new BsonDocument("$exists", false)))
        .Count()
        .FirstOrDefaultAsync(cancellationToken))?.Count ?? 0;

    /// <inheritdoc />
    public Task<DateTime?> OldestAsync(CancellationToken cancellationToken) =>
        collection.Find(document => document.OutboxSince < DateTime.MaxValue).SortBy(document => document.OutboxSince)
            .Project(document => document.OutboxSince).FirstOrDefaultAsync(cancellationToken);

    /// <inheritdoc />
    public async Task<Retried> RetryAsync(string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var entry)) return Retried.NotParked;
        var one = new BsonBinaryData(entry, GuidRepresentation.Standard);
        var mine = new BsonDocument("$eq", new BsonArray { "$$entry.entry._id", one });
        var retried = await collection.UpdateOneAsync(Holding(one), Builders<TDocument>.Update.Pipeline(new[]
        {
            new BsonDocument("$set", new BsonDocument("retried", Filtered("$parked", mine))),
            new BsonDocument("$set", new BsonDocument
            {
                ["parked"] = Filtered("$parked", new BsonDocument("$not", new BsonArray { mine })),
                ["outbox"] = new BsonDocument("$concatArrays", new BsonArray { "$outbox", "$retried.entry" }),
                // Null counts as nothing here: without another entry, it waits since it did before.
                ["outboxSince"] = new BsonDocument("$min", new BsonArray { "$outboxSince", new BsonDocument("$first", "$retried.mark.pendingSince") }),
                ["retried"] = "$$REMOVE",
            }),
            NoneLeft("parked", "parked"),
        }), cancellationToken: cancellationToken);
        return retried.MatchedCount == 1 ? Retried.OnItsWay : Retried.NotParked;
    }

    /// <inheritdoc />
    public async Task<bool> GiveUpAsync(string id, GivenUp decision, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var entry)) return false;
        var one = new BsonBinaryData(entry, GuidRepresentation.Standard);
        // Not by "$": where a filter has several conditions on an array, the engine does not say which of them that is about.
        var mine = new BsonDocumentArrayFilterDefinition<BsonDocument>(new BsonDocument("one.entry._id", one));
        var noted = await collection.UpdateOneAsync(
            Holding(one),
            Builders<TDocument>.Update.Set("parked.$[one].mark.givenUp", decision),
            new UpdateOptions { ArrayFilters = [mine] },
            cancellationToken);
        return noted.MatchedCount == 1;
    }

    private protected override string NameOf(HeldEntry<TMessage> entry) => FormattableString.Invariant($"{entry.Entry.Id} of {entry.Holder}");

    // An id does not tell; but what the sweep published meanwhile is found no more when it is loaded.
    private protected override DateTime SinceOf(Guid offer) => Now;

    private protected override async Task<IReadOnlyList<HeldEntry<TMessage>>> LoadAsync(IReadOnlyList<Guid> offers, CancellationToken cancellationToken)
    {
        var holders = await collection.Find(Where.In(document => document.Id, offers.Distinct()) & Where.Exists(document => document.OutboxSince))
            .Project(document => new { document.Id, document.OutboxSince, document.Outbox })
            .ToListAsync(cancellationToken);
        // A mark without a message promises nothing; it only has to go.
        await ClearAsync([.. holders.Where(holder => holder.Outbox.Count == 0).Select(holder => Clear(holder.Id, []))], cancellationToken);
        return [.. holders.SelectMany(holder => holder.Outbox.Select(entry => new HeldEntry<TMessage>(holder.Id, holder.OutboxSince ?? Now, entry)))];
    }

    private protected override async Task DispatchAsync(IReadOnlyList<HeldEntry<TMessage>> entries, CancellationToken cancellationToken)
    {
        try
        {
            await publisher.PublishAsync([.. entries.Select(held => Message(held.Entry))], cancellationToken);
            await ClearAsync([.. entries.GroupBy(held => held.Holder, held => held.Entry.Id).Select(holder => Clear(holder.Key, holder))], cancellationToken);
        }
        finally
        {
            attempted?.Invoke(entries.Select(held => held.Entry));
        }
    }

    private protected override async Task<IReadOnlyList<Guid>> FindOverdueAsync(DateTime before, CancellationToken cancellationToken) =>
        await collection.Find(document => document.OutboxSince < before)
            .SortBy(document => document.OutboxSince)
            .Limit(BatchSize)
            .Project(document => document.Id)
            .ToListAsync(cancellationToken);

    private protected override async Task ParkAsync(HeldEntry<TMessage> entry, string reason, CancellationToken cancellationToken)
    {
        var parked = new ParkedEntry<TMessage>(entry.Entry, new ParkedMark { PendingSince = entry.Since, At = Now, Reason = reason }).ToBsonDocument();
        var withIt = new BsonDocument("$concatArrays", new BsonArray
        {
            new BsonDocument("$ifNull", new BsonArray { "$parked", new BsonArray() }), new BsonArray { new BsonDocument("$literal", parked) },
        });
        await collection.UpdateOneAsync(
            Where.Eq(document => document.Id, entry.Holder) & new BsonDocument("outbox._id", new BsonBinaryData(entry.Entry.Id, GuidRepresentation.Standard)),
            Builders<TDocument>.Update.Pipeline(new[] { new BsonDocument("$set", new BsonDocument("parked", withIt)) }.Concat(Pull([entry.Entry.Id])).ToArray()),
            cancellationToken: cancellationToken);
        attempted?.Invoke([entry.Entry]);
    }

    private static OutgoingMessage<TMessage> Message(OutboxEntry<TMessage> entry) => new(entry.Id, entry.Body, TraceContext.CausesOf([entry.TraceParent]));

    // The index's condition and its key: without both the engine would read all documents.
    private static BsonDocument HasParked => new()
    {
        ["parked"] = new BsonDocument("$exists", true),
        ["parked.mark.at"] = new BsonDocument("$gt", DateTime.UnixEpoch),
    };

    private static BsonDocument Parked(bool givenUp)
    {
        var some = HasParked;
        some["parked"]["$elemMatch"] = new BsonDocument("mark.givenUp", new BsonDocument("$exists", givenUp));
        return some;
    }

    private static BsonDocument Holding(BsonBinaryData entry) => HasParked.Add("parked.entry._id", entry);

    private async Task ClearAsync(List<UpdateOneModel<TDocument>> updates, CancellationToken cancellationToken)
    {
        if (updates.Count > 0) await Unjournaled.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
    }

    private static UpdateOneModel<TDocument> Clear(Guid id, IEnumerable<Guid> published) =>
        new(Where.Eq(document => document.Id, id), Builders<TDocument>.Update.Pipeline(Pull(published)));

    /// <summary>
    /// Pulls entries, and the mark if nothing else waits: a writer may have pushed another message meanwhile. One update, since a
    /// death between two would leave a mark without a message, and with it a document that is pending for ever.
    /// </summary>
    private static BsonDocument[] Pull(IEnumerable<Guid> entries)
    {
        var ids = new BsonArray(entries.Select(id => new BsonBinaryData(id, GuidRepresentation.Standard)));
        var isOther = new BsonDocument("$not", new BsonArray { new BsonDocument("$in", new BsonArray { "$$entry._id", ids }) });
        // The second stage sees what the first one left.
        return [new BsonDocument("$set", new BsonDocument("outbox", Filtered("$outbox", isOther))), NoneLeft("outbox", "outboxSince")];
    }

    private static BsonDocument Filtered(string entries, BsonDocument condition) =>
        new("$filter", new BsonDocument { ["input"] = entries, ["as"] = "entry", ["cond"] = condition });

    /// <summary>Removes a field when a list has become empty.</summary>
    private static BsonDocument NoneLeft(string list, string field) => new("$set", new BsonDocument(field, new BsonDocument("$cond", new BsonArray
    {
        new BsonDocument("$eq", new BsonArray { $"${list}", new BsonArray() }), "$$REMOVE", $"${field}",
    })));
}
