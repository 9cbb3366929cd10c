using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Testing.Wire;

/// <summary>
/// Stands between a service and the real engine and hears the queries that the service sends, so that the engine can be asked how it carries out these and
/// not a copy of them. The engine has no profiler that would tell.
/// </summary>
public sealed class HeardQueries : IAsyncDisposable
{
    private readonly ConcurrentQueue<BsonDocument> _heard = new();
    private readonly ConcurrentDictionary<(string Command, string Collection), int> _times = [];
    private readonly IMongoClient _client;
    private readonly EngineWire _wire;
    private readonly ManualResetEventSlim _isLetThrough = new(initialState: true);

    /// <summary>Listens at once.</summary>
    /// <param name="engine">The engine, running.</param>
    public HeardQueries(RealEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _client = engine.Client;
        _wire = new EngineWire { Ear = Hear };
        _wire.LeadTo(engine.Engine);
    }

    /// <summary>What the service takes as <c>QUALIPREF_MONGO</c>.</summary>
    public string ConnectionString => _wire.ConnectionString;

    /// <summary>The <c>find</c> commands on a collection since the last <see cref="Forget"/>, in the order in which they came.</summary>
    /// <param name="collection">Name of the collection.</param>
    public IReadOnlyList<BsonDocument> Of(string collection) => [.. _heard.Where(command => command.GetValue("find", "") == collection)];

    /// <summary>The <c>aggregate</c> commands on a collection that count what matches a filter, since the last <see cref="Forget"/>.</summary>
    /// <param name="collection">Name of the collection.</param>
    public IReadOnlyList<BsonDocument> CountsOf(string collection) => [.. _heard.Where(command => command.GetValue("aggregate", "") == collection && Counts(command["pipeline"].AsBsonArray))];

    /// <summary>How often a command came for a collection since the last <see cref="Forget"/>, whatever it is.</summary>
    /// <param name="command">Such as <c>insert</c>.</param>
    /// <param name="collection">Name of the collection.</param>
    public int Times(string command, string collection) => _times.GetValueOrDefault((command, collection));

    /// <summary>Forgets what was heard.</summary>
    public void Forget()
    {
        _heard.Clear();
        _times.Clear();
    }

    /// <summary>Keeps what is heard from now on from the engine, so that no query is answered until it is <see cref="LetThrough"/>.</summary>
    public void Hold() => _isLetThrough.Reset();

    /// <summary>Lets what was held and all that follows go on to the engine.</summary>
    public void LetThrough() => _isLetThrough.Set();

    /// <summary>Has the engine carry out a query that was heard and tell how it did.</summary>
    /// <param name="command">The command as it was heard.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QueryPlan> PlanAsync(BsonDocument command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        // What a driver adds to send a command on its way, an explanation has around it.
        var query = new BsonDocument(command.Where(part => part.Name != "lsid" && !part.Name.StartsWith('$')));
        return new QueryPlan(await _client.GetDatabase(command["$db"].AsString).RunCommandAsync<BsonDocument>(
            new BsonDocument { ["explain"] = query, ["verbosity"] = "executionStats" }, cancellationToken: cancellationToken));
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        LetThrough();
        await _wire.DisposeAsync();
        _isLetThrough.Dispose();
    }

    private static bool Counts(BsonArray pipeline) => pipeline is [BsonDocument first, BsonDocument last]
        && first.Contains("$match") && last.TryGetValue("$group", out var group) && group["_id"] == 1;

    private void Hear(BsonDocument command)
    {
        if (command.ElementCount > 0 && command.GetElement(0) is { Value: BsonString { Value: var collection } } first) _times.AddOrUpdate((first.Name, collection), 1, (_, times) => times + 1);
        if (!command.Contains("find") && !command.Contains("aggregate")) return;
        _heard.Enqueue(command);
        _isLetThrough.Wait();
    }
}
