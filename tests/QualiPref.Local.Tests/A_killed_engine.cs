using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_killed_engine
{
    [Fact]
    public async Task Keeps_every_acknowledged_write()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var engine = new MongoEngine(folder["engine"]);
        using var client = new MongoClient(engine.ConnectionString);
        var writes = client.GetDatabase("crash").GetCollection<BsonDocument>("writes");
        var acknowledged = new List<int>();

        // Several kills: an engine that answers before its journal is written loses something in every second one.
        for (var kill = 1; kill <= 6; kill++)
        {
            await engine.StartAsync(cancel);
            var enough = acknowledged.Count + 200;
            var reached = new TaskCompletionSource();
            var writing = WriteUntilItFailsAsync(kill * 1_000_000, enough, reached);
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), cancel);
            await engine.KillAsync();
            await writing;
            Assert.Null(engine.ProcessId);
        }

        await engine.StartAsync(cancel);
        var kept = await writes.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancel);
        Assert.Empty(acknowledged.Except(kept.Select(d => d["_id"].AsInt32)));

        async Task WriteUntilItFailsAsync(int firstId, int enough, TaskCompletionSource reached)
        {
            try
            {
                for (var id = firstId; ; id++)
                {
                    await writes.InsertOneAsync(new BsonDocument("_id", id), cancellationToken: cancel);
                    acknowledged.Add(id);
                    if (acknowledged.Count == enough)
                        reached.SetResult();
                }
            }
            catch (MongoException)
            {
                // the engine was killed; what it had not acknowledged is nobody's loss
            }
        }
    }
}
