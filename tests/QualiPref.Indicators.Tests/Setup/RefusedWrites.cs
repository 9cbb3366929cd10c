using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>A field that the engine lets nobody set, as if it died at that very step, until this is disposed of.</summary>
internal sealed class RefusedWrites : IAsyncDisposable
{
    private const string Index = "refusesAllButPlaces";

    private readonly IMongoDatabase _database;
    private readonly string _collection;
    private readonly ActivityListener _listener;
    private int _tried;

    private RefusedWrites(IMongoDatabase database, string collection)
    {
        (_database, _collection) = (database, collection);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MongoDB.Driver",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
    }

    private IMongoCollection<BsonDocument> Collection => _database.GetCollection<BsonDocument>(_collection);

    /// <param name="database">The database.</param>
    /// <param name="collection">Name of the collection.</param>
    /// <param name="field">A field of no document yet; no value of it is a place, which is all that its index takes.</param>
    public static async Task<RefusedWrites> StartAsync(IMongoDatabase database, string collection, string field)
    {
        var refused = new RefusedWrites(database, collection);
        await refused.Collection.Indexes.CreateOneAsync(
            new CreateIndexModel<BsonDocument>(new BsonDocument(field, "2dsphere"), new CreateIndexOptions { Name = Index }), null, TestContext.Current.CancellationToken);
        ActivitySource.AddActivityListener(refused._listener);
        return refused;
    }

    /// <summary>Waits until a write was tried.</summary>
    public Task SeenAsync() => Eventually.ReadsAsync($"a write to {_collection} is tried",
        _ => Task.FromResult(Volatile.Read(ref _tried)), tried => tried > 0, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await Collection.Indexes.DropOneAsync(Index, TestContext.Current.CancellationToken);
    }

    private void Note(Activity command)
    {
        if (command.GetTagItem("db.command.name") is "update" or "insert"
            && Equals(command.GetTagItem("db.namespace"), _database.DatabaseNamespace.DatabaseName)
            && Equals(command.GetTagItem("db.collection.name"), _collection)) Interlocked.Increment(ref _tried);
    }
}
