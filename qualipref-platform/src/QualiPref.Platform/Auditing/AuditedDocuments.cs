using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// Entries that wait inside of the document whose change they tell: one update commits both, so that neither is ever without the other. The collection is named to
/// <see cref="AuditRegistration.AddAudited"/>, which has them moved to the chain.
/// </summary>
public static class AuditedDocuments
{
    /// <summary>The field of a document in which they wait; a document without any has none.</summary>
    public const string Field = "audit";

    /// <summary>Adds an entry to an update of a document.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="update">The update.</param>
    /// <param name="entry">What it does.</param>
    public static UpdateDefinition<T> Audits<T>(this UpdateDefinition<T> update, AuditEntry entry) =>
        Builders<T>.Update.Combine(update, Builders<T>.Update.Push(Field, entry));

    /// <summary>An update that puts a document in the place of the one before, except for the entries that wait in that one.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="document">The whole document.</param>
    /// <param name="entry">What putting it there does; null when that is nobody's act.</param>
    public static UpdateDefinition<T> InPlaceOf<T>(T document, AuditEntry? entry)
    {
        var waiting = new BsonDocument("$concatArrays", new BsonArray
        {
            new BsonDocument("$ifNull", new BsonArray { $"${Field}", new BsonArray() }), entry is null ? new BsonArray() : Literal(new BsonArray { entry.ToBsonDocument() }),
        });
        return Builders<T>.Update.Pipeline(new[]
        {
            new BsonDocument("$replaceWith", new BsonDocument("$mergeObjects", new BsonArray { Literal(document.ToBsonDocument()), new BsonDocument(Field, waiting) })),
            HeldEntries.UnlessEmpty,
        });
    }

    /// <summary>Stores a new document with the entry about it. One round trip.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <param name="documents">The collection.</param>
    /// <param name="document">The document.</param>
    /// <param name="entry">What storing it does.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task InsertAuditedAsync<T>(this IMongoCollection<T> documents, T document, AuditEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var stored = document.ToBsonDocument(documents.DocumentSerializer);
        stored[Field] = new BsonArray { entry.ToBsonDocument() };
        return documents.Database.GetCollection<BsonDocument>(documents.CollectionNamespace.CollectionName).InsertOneAsync(stored, cancellationToken: cancellationToken);
    }

    // What begins with "$" would else be read as a field.
    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}

/// <summary>Where entries wait for their place in the chain.</summary>
internal interface IAuditSource
{
    /// <summary>Some of the entries, the oldest first. One read.</summary>
    Task<IReadOnlyList<AuditEntry>> FindAsync(int most, CancellationToken cancellationToken);

    /// <summary>Takes entries away that have their place. One write.</summary>
    Task RemoveAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);
}

/// <summary>Entries that were appended by themselves.</summary>
internal sealed class AppendedEntries(IMongoCollection<AuditEntry> waiting) : IAuditSource
{
    public async Task<IReadOnlyList<AuditEntry>> FindAsync(int most, CancellationToken cancellationToken) =>
        await waiting.Find(Builders<AuditEntry>.Filter.Empty, new FindOptions { Hint = "_id_" }).SortBy(entry => entry.Id).Limit(most).ToListAsync(cancellationToken);

    public Task RemoveAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) =>
        waiting.DeleteManyAsync(Builders<AuditEntry>.Filter.In(entry => entry.Id, entries.Select(entry => entry.Id)), cancellationToken);
}

/// <summary>Entries that wait inside of the documents of a collection.</summary>
internal sealed class HeldEntries(IMongoCollection<HeldEntries.Holder> holders) : IAuditSource
{
    private static readonly BsonDocument IsHolder = new(AuditedDocuments.Field, new BsonDocument("$exists", true));

    // Named by when they were made: the index holds only documents with something that waits.
    private static readonly RequiredIndex Index = new("audit", new BsonDocument("audit.at", 1), Only: IsHolder);

    /// <summary>Takes the field away from a document where nothing waits any more.</summary>
    public static BsonDocument UnlessEmpty => new("$set", new BsonDocument("audit", new BsonDocument("$cond", new BsonArray
    {
        new BsonDocument("$eq", new BsonArray { "$audit", new BsonArray() }), "$$REMOVE", "$audit",
    })));

    /// <summary>Makes the index that it needs.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => Indexes.EnsureAsync(holders, [Index], cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> FindAsync(int most, CancellationToken cancellationToken)
    {
        var found = await holders.Find(new BsonDocument { [AuditedDocuments.Field] = IsHolder[0], ["audit.at"] = new BsonDocument("$gt", DateTime.UnixEpoch) })
            .Sort(new BsonDocument("audit.at", 1)).Limit(most).Project<Holder>(new BsonDocument { ["_id"] = 0, [AuditedDocuments.Field] = 1 }).ToListAsync(cancellationToken);
        // By the instant alone: what one document holds of the same millisecond stays in the order in which it was done.
        return [.. found.SelectMany(holder => holder.Audit).OrderBy(entry => entry.At)];
    }

    // By the same index: only documents that hold something are looked at. A document without any left loses the field.
    public Task RemoveAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var ids = new BsonArray(entries.Select(entry => new BsonBinaryData(entry.Id, GuidRepresentation.Standard)));
        var others = new BsonDocument("$filter", new BsonDocument
        {
            ["input"] = "$audit",
            ["as"] = "one",
            ["cond"] = new BsonDocument("$not", new BsonArray { new BsonDocument("$in", new BsonArray { "$$one._id", ids }) }),
        });
        return holders.UpdateManyAsync(
            new BsonDocument
            {
                [AuditedDocuments.Field] = IsHolder[0],
                ["audit.at"] = new BsonDocument { ["$gte"] = entries.Min(entry => entry.At), ["$lte"] = entries.Max(entry => entry.At) },
            },
            Builders<Holder>.Update.Pipeline(new[] { new BsonDocument("$set", new BsonDocument("audit", others)), UnlessEmpty }),
            cancellationToken: cancellationToken);
    }

    /// <summary>The part of a document that is looked at here.</summary>
    internal sealed class Holder
    {
        public List<AuditEntry> Audit { get; init; } = [];
    }
}
