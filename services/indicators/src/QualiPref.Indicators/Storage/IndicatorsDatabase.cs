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

    private static readonly RequiredIndex[] FactIndexes =
    [
        new("site_date", new BsonDocument { ["site"] = 1, ["date"] = 1, ["_id"] = 1 }),
        new(DirtyIndex, new BsonDocument { ["dirty"] = 1, ["_id"] = 1, ["version"] = 1 },
            Only: new BsonDocument("dirty", new BsonDocument("$exists", true))),
    ];

    private static readonly RequiredIndex[] CellIndexes =
    [
        new("site_date", new BsonDocument { ["site"] = 1, ["date"] = 1 }),
        OutboxIndexes.Ledger,
    ];

    private static readonly RequiredIndex[] CutIndexes =
    [
        new("workSince", new BsonDocument("workSince", 1), Only: new BsonDocument("workSince", new BsonDocument("$exists", true))),
        OutboxIndexes.Aggregate,
    ];

    private static readonly RequiredIndex[] OfOneCut = [new("cut", new BsonDocument("cut", 1))];

    public IMongoDatabase Database { get; } = databases.For(Service);

    public IMongoCollection<FactDocument> Facts => Database.GetCollection<FactDocument>("facts");

    public IMongoCollection<CellDocument> Cells => Database.GetCollection<CellDocument>("cells");

    public IMongoCollection<ParkedDocument> Parked => Database.GetCollection<ParkedDocument>("parked");

    public IMongoCollection<CutDocument> Cuts => Database.GetCollection<CutDocument>("cuts");

    public IMongoCollection<CutSiteDocument> CutSites => Database.GetCollection<CutSiteDocument>("cutSites");

    public IMongoCollection<CutStatementDocument> CutStatements => Database.GetCollection<CutStatementDocument>("cutStatements");

    /// <summary>Parts and roots of cuts, by the digest of their bytes.</summary>
    public ContentStore CutParts => new(Database, "cutParts");

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Indexes.EnsureAsync(Facts, FactIndexes, cancellationToken);
        await Indexes.EnsureAsync(Cells, CellIndexes, cancellationToken);
        await Indexes.EnsureAsync(Cuts, CutIndexes, cancellationToken);
        await Indexes.EnsureAsync(CutSites, OfOneCut, cancellationToken);
        await Indexes.EnsureAsync(CutStatements, OfOneCut, cancellationToken);
    }
}
