using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Local;
using Xunit;

namespace QualiPref.Testing;

/// <summary>
/// The real MongoDB engine, one for a whole test project: <c>[assembly: AssemblyFixture(typeof(RealEngine))]</c>, then a constructor
/// parameter. Its data are in a temporary folder. Each fixture or test takes a prefix of its own. It refuses every query that no index serves, whoever sends
/// it, but lets pass those that ask for all documents: whatever a test has a service do, the queries behind it have an index.
/// </summary>
public sealed class RealEngine : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<string> _emptied = [];

    /// <summary>The running engine.</summary>
    public MongoEngine Engine { get; }

    /// <summary>A client of it.</summary>
    public IMongoClient Client { get; }

    /// <summary>An engine, started by <see cref="InitializeAsync"/>.</summary>
    public RealEngine()
    {
        Engine = new MongoEngine(_folder["engine"]);
        Client = new MongoClient(Engine.ConnectionString);
    }

    /// <summary>What services take as <c>QUALIPREF_MONGO</c>.</summary>
    public string ConnectionString => Engine.ConnectionString;

    /// <summary>A prefix for names of databases that hold nothing, as in <c>await using var databases = engine.NewPrefix();</c>.</summary>
    public DatabasePrefix NewPrefix() => new(Client, _emptied);

    /// <summary>A prefix of databases that no service ever prepared: nobody made a collection or an index there.</summary>
    public DatabasePrefix NewBarePrefix() => new(Client, []);

    /// <summary>Starts the engine.</summary>
    public async ValueTask InitializeAsync()
    {
        await Engine.StartAsync();
        await Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(new BsonDocument { ["setParameter"] = 1, ["notablescan"] = true });
    }

    /// <summary>Stops the engine and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Engine.DisposeAsync();
        _folder.Dispose();
    }
}
