using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Platform.Balance;

/// <summary>
/// How often replicas of a source have asked that everything be told. Each does when it starts: the one that it replaces may have died between the
/// publication of a record and the row of its day, and whoever holds the lease would not know of it.
/// </summary>
internal sealed class TellingRequests(IMongoDatabase database)
{
    private const string Everything = "everything";
    private const string Asked = "asked";

    private readonly IMongoCollection<BsonDocument> _requests = database.GetCollection<BsonDocument>("tellings");

    /// <summary>Asks once more. One round trip.</summary>
    public Task AskAsync(CancellationToken cancellationToken) => _requests.UpdateOneAsync(
        new BsonDocument("_id", Everything), new BsonDocument("$inc", new BsonDocument(Asked, 1L)), new UpdateOptions { IsUpsert = true }, cancellationToken);

    /// <summary>How often it was asked. One round trip.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        (await _requests.Find(new BsonDocument("_id", Everything)).FirstOrDefaultAsync(cancellationToken))?[Asked].AsInt64 ?? 0;
}
