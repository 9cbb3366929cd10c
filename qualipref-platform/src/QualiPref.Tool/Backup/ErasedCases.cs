using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using QualiPref.Platform.Calls;

namespace QualiPref.Tool.Backup;

/// <summary>
/// The cases that were erased after a backup was taken: ids alone, written where no restore removes them. The service erases them again when it starts, before it
/// takes a request.
/// </summary>
/// <param name="surroundings">Where the databases are.</param>
internal sealed class ErasedCases(Surroundings surroundings)
{
    /// <summary>The collection of the complaints service in which they wait.</summary>
    public const string Collection = "erasuresToRepeat";

    private const string Cases = "cases", Mark = "erased";

    private const int AtATime = 1_000;

    // Databases of before have no index of what was erased.
    private static readonly FindOptions ById = new() { Hint = "_id_" };

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoDatabase Database => surroundings.For(ServiceNames.Complaints);

    /// <summary>Notes those that the databases hold.</summary>
    /// <returns>How many.</returns>
    public async Task<long> NoteHeldAsync(CancellationToken cancellationToken)
    {
        var erased = await Database.GetCollection<BsonDocument>(Cases).Find(Where.Gt($"{Mark}.at", DateTime.UnixEpoch), ById)
            .Project(new BsonDocument("_id", 1)).ToListAsync(cancellationToken);
        return await NoteAsync(erased.Select(one => one["_id"]), cancellationToken);
    }

    /// <summary>Notes those of another backup.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many.</returns>
    /// <exception cref="RefusedException">It is no whole backup.</exception>
    public Task<long> NoteOfAsync(Stream backup, CancellationToken cancellationToken)
    {
        using var reader = new BackupReader(backup);
        var erased = new List<BsonValue>();
        while (reader.NextCollection() is { } collection)
        {
            while (reader.NextDocument(collection) is { } stored)
            {
                if (collection is not { Service: ServiceNames.Complaints, Name: Cases }) continue;
                var document = BsonSerializer.Deserialize<BsonDocument>(stored);
                if (document.Contains(Mark)) erased.Add(document["_id"]);
            }
        }
        return NoteAsync(erased, cancellationToken);
    }

    private async Task<long> NoteAsync(IEnumerable<BsonValue> ids, CancellationToken cancellationToken)
    {
        var noted = 0L;
        foreach (var some in ids.Chunk(AtATime))
        {
            await Database.GetCollection<BsonDocument>(Collection).BulkWriteAsync(
                some.Select(id => new ReplaceOneModel<BsonDocument>(Where.Eq("_id", id), new BsonDocument("_id", id)) { IsUpsert = true }), cancellationToken: cancellationToken);
            noted += some.Length;
        }
        return noted;
    }
}
