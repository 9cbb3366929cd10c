using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>The database of this service and the indexes without which it does not start.</summary>
internal sealed class IndicatorsDatabase(MongoDatabases databases) : IStorageSetup
{
    public const string Service = "indicators";

    /// <summary>Facts that wait to be counted; with id and version so that noting them reads the index alone.</summary>
    public const string DirtyIndex = "dirty";

    /// <summary>Facts, cells and rows of the balance by site and date.</summary>
    public const string SiteDateIndex = "site_date";

    /// <summary>Rows of the balance with anything received, by source, site and date.</summary>
    public const string HeardIndex = "heard";

    /// <summary>Months and years by id, with what grows when a cell of them may have changed.</summary>
    public const string TouchedIndex = "touched";

    /// <summary>Which statements of a cut are answers to it: their ids are read from the index alone.</summary>
    public const string StatedIndex = "stated";

    private static readonly RequiredIndex[] BalanceRowIndexes =
    [
        new(SiteDateIndex, new BsonDocument { ["site"] = 1, ["date"] = 1 }),
        new("due", new BsonDocument("due", 1), Only: new BsonDocument("due", new BsonDocument("$exists", true))),
        new("askAt", new BsonDocument("askAt", 1), Only: new BsonDocument("askAt", new BsonDocument("$exists", true))),
        new("openSince", new BsonDocument { ["openSince"] = 1, ["source"] = 1 }, Only: new BsonDocument("openSince", new BsonDocument("$exists", true))),
        new(HeardIndex, new BsonDocument { ["source"] = 1, ["site"] = 1, ["date"] = 1 }, Only: new BsonDocument("told.received", new BsonDocument("$gt", 0))),
    ];

    private static readonly RequiredIndex[] FactIndexes =
    [
        new(SiteDateIndex, new BsonDocument { ["site"] = 1, ["date"] = 1, ["_id"] = 1 }),
        new(DirtyIndex, new BsonDocument { ["dirty"] = 1, ["_id"] = 1, ["version"] = 1 },
            Only: new BsonDocument("dirty", new BsonDocument("$exists", true))),
    ];

    private static readonly RequiredIndex[] CellIndexes =
    [
        new(SiteDateIndex, new BsonDocument { ["site"] = 1, ["date"] = 1 }),
    ];

    private static readonly RequiredIndex[] CutIndexes =
    [
        new("workSince", new BsonDocument("workSince", 1), Only: new BsonDocument("workSince", new BsonDocument("$exists", true))),
        OutboxIndexes.Aggregate,
        OutboxIndexes.ParkedInAggregate,
    ];

    private static readonly RequiredIndex[] ParkedIndexes =
    [
        new("parkedAt", new BsonDocument("parkedAt", 1)),
        new("awaits", new BsonDocument("awaits", 1), Only: new BsonDocument("awaits", new BsonDocument("$exists", true))),
        new(SiteDateIndex, new BsonDocument { ["site"] = 1, ["date"] = 1 }),
    ];

    private static readonly RequiredIndex SitesOfACut = new("cut", new BsonDocument("cut", 1));

    private static readonly RequiredIndex StatementsOfACut = new(StatedIndex, new BsonDocument { ["cut"] = 1, ["statedAt"] = 1, ["_id"] = 1 });

    private static readonly RequiredIndex Running = new("runningSince", new BsonDocument("runningSince", 1),
        Only: new BsonDocument("runningSince", new BsonDocument("$exists", true)));

    public IMongoDatabase Database { get; } = databases.For(Service);

    public IMongoCollection<BalanceRowDocument> BalanceRows => Database.GetCollection<BalanceRowDocument>("balanceRows");

    public IMongoCollection<FactDocument> Facts => Database.GetCollection<FactDocument>("facts");

    /// <summary>The facts as they lie there: whoever looks for one that was altered may not trust its shape.</summary>
    public IMongoCollection<BsonDocument> FactsAsStored => Database.GetCollection<BsonDocument>("facts");

    public IMongoCollection<CellDocument> Cells => Database.GetCollection<CellDocument>("cells");

    public IMongoCollection<SpanDocument> CellSpans => Database.GetCollection<SpanDocument>("cellSpans");

    public IMongoCollection<ParkedDocument> Parked => Database.GetCollection<ParkedDocument>("parked");

    public IMongoCollection<CutDocument> Cuts => Database.GetCollection<CutDocument>("cuts");

    public IMongoCollection<CutSiteDocument> CutSites => Database.GetCollection<CutSiteDocument>("cutSites");

    public IMongoCollection<CutStatementDocument> CutStatements => Database.GetCollection<CutStatementDocument>("cutStatements");

    /// <summary>Parts and roots of cuts, by the digest of their bytes.</summary>
    public ContentStore CutParts => new(Database, "cutParts");

    public IMongoCollection<RebuildDocument> Rebuilds => Database.GetCollection<RebuildDocument>("rebuilds");

    public IMongoCollection<ResendDocument> Resends => Database.GetCollection<ResendDocument>("resends");

    /// <summary>Lets one replica at a time do a chore.</summary>
    public SweepLease LeaseFor(string chore, TimeProvider time) => new(Database, chore, time);

    /// <summary>
    /// Since when it is said of each cell that it may have changed (UTC, clock of the database): from the first start of a release that does on. A replica of the release before may be at
    /// work for some time after it, unless there was none.
    /// </summary>
    public DateTime TouchedSince { get; private set; } = DateTime.MaxValue;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(BalanceRows, BalanceRowIndexes, cancellationToken);
        await Indexes.EnsureAsync(Facts, FactIndexes, cancellationToken);
        await Indexes.EnsureAsync(Cells, CellIndexes, cancellationToken);
        await Indexes.EnsureAsync(CellSpans, [new(TouchedIndex, new BsonDocument { ["_id"] = 1, ["touched"] = 1 })], cancellationToken);
        await Indexes.EnsureAsync(Cuts, CutIndexes, cancellationToken);
        await Indexes.EnsureAsync(CutSites, [SitesOfACut], cancellationToken);
        await Indexes.EnsureAsync(CutStatements, [StatementsOfACut], cancellationToken);
        await Indexes.EnsureAsync(Parked, ParkedIndexes, cancellationToken);
        await Indexes.EnsureAsync(Rebuilds, [Running], cancellationToken);
        await Indexes.EnsureAsync(Resends, [Running], cancellationToken);
        TouchedSince = await NoteTouchingAsync(cancellationToken);
    }

    private async Task<DateTime> NoteTouchingAsync(CancellationToken cancellationToken)
    {
        BsonValue began = await Cells.Find(FilterDefinition<CellDocument>.Empty).Limit(1).AnyAsync(cancellationToken) ? "$$NOW" : DateTime.UnixEpoch;
        var kept = await Database.GetCollection<BsonDocument>("cellSpans").FindOneAndUpdateAsync<BsonDocument>(
            new BsonDocument("_id", "since"),
            Builders<BsonDocument>.Update.Pipeline(new[] { new BsonDocument("$set", new BsonDocument("at", new BsonDocument("$ifNull", new BsonArray { "$at", began }))) }),
            new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After },
            cancellationToken);
        return kept["at"].ToUniversalTime();
    }
}
