using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Parking;

namespace QualiPref.Indicators.Storage;

/// <summary>Keeps what could not be counted: what is held until the catalogue changes, and what is parked and waits for somebody.</summary>
internal sealed class ParkedStore(IndicatorsDatabase database, TimeProvider time)
{
    private const int SettledAtOnce = 1_000;

    private static readonly FilterDefinitionBuilder<ParkedDocument> Where = Builders<ParkedDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<ParkedDocument> Update = Builders<ParkedDocument>.Update;

    /// <summary>Parks items; of those kept before only what is known about them changes. What is held is not held for longer because it came again.</summary>
    /// <returns>Those that were not.</returns>
    public async Task<IReadOnlyList<ParkedDocument>> ParkAsync(IReadOnlyList<ParkedDocument> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0) return [];
        var written = await database.Parked.BulkWriteAsync(items.Select(Upsert), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        return [.. written.Upserts.Select(added => items[added.Index])];
    }

    /// <summary>Parked items, oldest first.</summary>
    public async Task<IReadOnlyList<ParkedDocument>> ListAsync(bool givenUp, int most, CancellationToken cancellationToken) =>
        await database.Parked.Find(IsParked & Where.Exists(item => item.GivenUp, givenUp), InOrder).SortBy(item => item.ParkedAt).Limit(most).ToListAsync(cancellationToken);

    /// <summary>How many wait for somebody.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => database.Parked.CountDocumentsAsync(
        IsParked & Where.Exists(item => item.GivenUp, false), new CountOptions { Hint = "parkedAt" }, cancellationToken);

    /// <summary>One by source, id and version.</summary>
    public async Task<ParkedDocument?> FindAsync(BsonDocument id, CancellationToken cancellationToken) =>
        await database.Parked.Find(Where.Eq(item => item.Id, id)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Some items whose site the catalogue did not know and does by now, parked or still held.</summary>
    public async Task<IReadOnlyList<ParkedDocument>> ListAwaitedAsync(IEnumerable<string> known, int most, CancellationToken cancellationToken) =>
        await database.Parked.Find(Where.In(item => item.Awaits, known), new FindOptions { Hint = "awaits" }).Limit(most).ToListAsync(cancellationToken);

    /// <summary>How many items of each source and site-day are kept, given up or not, through the index on site and date.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="orHeld">Whether those count that are only held.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyDictionary<BalanceRowKey, int>> CountByDayAsync(
        IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, bool orHeld, CancellationToken cancellationToken)
    {
        var days = await database.Parked
            .Find(Where.In(item => item.Site, sites) & Where.Gte(item => item.Date, from) & Where.Lte(item => item.Date, to) & (orHeld ? Where.Empty : IsParked))
            .Project(item => new { item.Id, item.Site, item.Date })
            .ToListAsync(cancellationToken);
        return days.CountBy(item => new BalanceRowKey(item.Id["source"].AsString, new SiteDay(item.Site!, item.Date!.Value))).ToDictionary();
    }

    /// <summary>Notes that one was given up.</summary>
    public async Task<bool> GiveUpAsync(BsonDocument id, GivenUp decision, CancellationToken cancellationToken) =>
        (await database.Parked.UpdateOneAsync(Where.Eq(item => item.Id, id), Update.Set(item => item.GivenUp, decision), null, cancellationToken)).MatchedCount == 1;

    /// <summary>Settles the next items in the order of their ids.</summary>
    /// <param name="after">The id after which to begin; null for the first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The id after which to go on; null at the end.</returns>
    public async Task<BsonDocument?> SettleNextAsync(BsonDocument? after, CancellationToken cancellationToken)
    {
        var next = await database.Parked.Find(after is null ? Where.Empty : Where.Gt(item => item.Id, after), new FindOptions { Hint = "_id_" })
            .SortBy(item => item.Id).Limit(SettledAtOnce).Project(item => item.Id).ToListAsync(cancellationToken);
        await SettleAsync(next, cancellationToken);
        return next.Count < SettledAtOnce ? null : next[^1];
    }

    /// <summary>Takes away those of some items whose version, or a higher one, became a fact meanwhile: they are counted.</summary>
    public async Task SettleAsync(IReadOnlyList<BsonDocument> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0) return;
        var counted = await database.Parked.Aggregate()
            .Match(Where.In(item => item.Id, items))
            .Project<BsonDocument>(new BsonDocument("fact", new BsonDocument { ["source"] = "$_id.source", ["key"] = "$_id.key" }))
            .Lookup("facts", "fact", "_id", "held")
            .Unwind("held")
            .Match(new BsonDocument("$expr", new BsonDocument("$gte", new BsonArray { "$held.version", "$_id.version" })))
            .Project<BsonDocument>(new BsonDocument("_id", 1))
            .ToListAsync(cancellationToken);
        if (counted.Count > 0) await database.Parked.DeleteManyAsync(Where.In(item => item.Id, counted.Select(item => item["_id"].AsBsonDocument)), cancellationToken);
    }

    private static FindOptions InOrder => new() { Hint = "parkedAt" };

    private FilterDefinition<ParkedDocument> IsParked => Where.Lte(item => item.ParkedAt, time.GetUtcNow().UtcDateTime);

    // The same again, from a redelivery, may come from a newer version of its source or be judged by a newer catalogue.
    private static UpdateOneModel<ParkedDocument> Upsert(ParkedDocument item) => new(Where.Eq(kept => kept.Id, item.Id), Keep(item)) { IsUpsert = true };

    private static UpdateDefinition<ParkedDocument> Keep(ParkedDocument item)
    {
        var update = Update.Set(kept => kept.Reason, item.Reason).Set(kept => kept.Site, item.Site).Set(kept => kept.Date, item.Date).Set(kept => kept.Item, item.Item);
        return item.Awaits is null
            ? update.Min(kept => kept.ParkedAt, item.ParkedAt).Unset(kept => kept.Awaits)
            : update.SetOnInsert(kept => kept.ParkedAt, item.ParkedAt).Set(kept => kept.Awaits, item.Awaits);
    }
}
