using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>The clock of a database: replicas whose own clocks differ agree on it.</summary>
public static class DatabaseClock
{
    // The embedded engine leaves the time out of its hello, and serverStatus takes a privilege.
    private static readonly BsonDocument Now = BsonDocument.Parse("{ aggregate: 1, pipeline: [{ $documents: [{}] }, { $project: { now: '$$NOW' } }], cursor: {} }");

    /// <summary>Reads it (UTC). One round trip.</summary>
    /// <param name="database">The database.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DateTimeOffset> ReadAsync(IMongoDatabase database, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var answer = await database.RunCommandAsync<BsonDocument>(Now, cancellationToken: cancellationToken);
        return answer["cursor"]["firstBatch"][0]["now"].ToUniversalTime();
    }
}
