using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Local;

namespace QualiPref.Bench.Running;

/// <summary>
/// The upper bound of what any service could reach: the very same documents, journaled, in unordered batches of two writers, without any index but that of their ids.
/// With what reads and copies them, the one place where the bench looks into a service's database.
/// </summary>
internal static class RawInsert
{
    private const int BatchSize = 500;

    // As many as indicators takes messages at once.
    private const int Writers = 2;

    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    /// <summary>Documents a second.</summary>
    /// <param name="engine">Where to.</param>
    /// <param name="documents">What is written, into a collection of its own.</param>
    public static async Task<double> MeasureAsync(MongoEngine engine, IReadOnlyCollection<RawBsonDocument> documents)
    {
        using var client = new MongoClient(engine.ConnectionString);
        return await WriteAsync(client.GetDatabase("bench").GetCollection<RawBsonDocument>($"raw-{Guid.NewGuid():N}"), documents);
    }

    /// <summary>Writes documents into a collection, for which they are made.</summary>
    /// <returns>Documents a second.</returns>
    public static async Task<double> WriteAsync<TDocument>(IMongoCollection<TDocument> collection, IReadOnlyCollection<TDocument> documents)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            documents.Chunk(BatchSize), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (chunk, token) => await collection.InsertManyAsync(chunk, Unordered, token));
        return documents.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>What a service holds of some days.</summary>
    public static async Task<List<RawBsonDocument>> ReadAsync(MongoEngine engine, string database, string collection, DateOnly from, DateOnly to)
    {
        using var client = new MongoClient(engine.ConnectionString);
        var days = new BsonDocument("date", new BsonDocument { ["$gte"] = from.ToString("O", null), ["$lte"] = to.ToString("O", null) });
        return await client.GetDatabase(database).GetCollection<RawBsonDocument>(collection).Find(days).ToListAsync();
    }
}
