using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Reporting.Storage;

/// <summary>The collections of the service and the indexes that their readers rely on.</summary>
internal sealed class ReportingStorage : IStorageSetup
{
    private static readonly RequiredIndex[] ReportIndexes =
    [
        OutboxIndexes.Aggregate,
        OutboxIndexes.ParkedInAggregate,
        new("newest", new BsonDocument { ["createdAt"] = -1, ["_id"] = -1 }),
        new("cut", new BsonDocument("freezings.cutId", 1)),
        new("step", new BsonDocument("freezings.step", 1)),
    ];

    private static readonly RequiredIndex[] EditionIndexes =
    [
        // Two freezings at once cannot both become the same revision.
        new("revision", new BsonDocument { ["network"] = 1, ["period"] = 1, ["revision"] = -1 }, Unique: true),
        new("newest", new BsonDocument { ["createdAt"] = -1, ["_id"] = -1 }),
    ];

    public ReportingStorage(MongoDatabases databases)
    {
        Database = databases.For("reporting");
        Reports = Database.GetCollection<ReportDocument>("reports");
        Editions = Database.GetCollection<EditionDocument>("editions");
        Verifications = Database.GetCollection<VerificationDocument>("verifications");
        Contents = new ContentStore(Database, "editionParts");
    }

    public IMongoDatabase Database { get; }

    public IMongoCollection<ReportDocument> Reports { get; }

    public IMongoCollection<EditionDocument> Editions { get; }

    public IMongoCollection<VerificationDocument> Verifications { get; }

    /// <summary>Everything that editions consist of, by digest: roots, parts, figures, manifests.</summary>
    public ContentStore Contents { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(Reports, ReportIndexes, cancellationToken);
        await Indexes.EnsureAsync(Editions, EditionIndexes, cancellationToken);
    }
}
