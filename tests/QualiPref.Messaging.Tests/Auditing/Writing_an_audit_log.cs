using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Messaging.Tests.Auditing;

public sealed class Writing_an_audit_log(RealEngine engine)
{
    private const int Writers = 8;
    private static readonly int Each = Effort.IsLong ? 2_000 : 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_many_writers_of_two_processes_makes_one_chain_without_gaps()
    {
        await using var databases = engine.NewPrefix();
        using var first = new AuditedProcess(engine.ConnectionString, databases.Value);
        using var second = new AuditedProcess(engine.ConnectionString, databases.Value);
        await first.Log.PrepareAsync(Token);

        using var written = new CancellationTokenSource();
        var sealing = ((AuditedProcess[])[first, second, first, second]).Select(process => SealUntilAsync(process, written.Token)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++) await (writer % 2 == 0 ? first : second).Log.AppendAsync(AuditedProcess.Entry(DateTimeOffset.UtcNow, $"{writer}-{n}"), Token);
        }, Token)));
        await written.CancelAsync();
        await Task.WhenAll(sealing);
        await second.Log.SealAsync(Token);

        var (entries, faults) = await first.ChainAsync(Token);
        Assert.Empty(faults);
        var expected = Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Each).Select(n => $"{writer}-{n}")).Order();
        Assert.Equal(expected, entries.Select(one => one.Entry.On.Ids[0]).Order());
        Assert.Equal(new AuditHead(Writers * Each, entries[^1].Hash), await second.Log.HeadAsync(Token));
    }

    [Fact]
    public async Task Through_a_database_that_breaks_off_at_any_step_gives_each_acknowledged_entry_one_place()
    {
        await using var databases = engine.NewPrefix();
        using var calm = new AuditedProcess(engine.ConnectionString, databases.Value);
        await calm.Log.PrepareAsync(Token);
        var random = new Random(Effort.Seed);
        await using var wire = new EngineWire { Mood = _ => Befalls(random) };
        wire.LeadTo(engine.Engine);
        using var first = new AuditedProcess(wire.ConnectionString, databases.Value);
        using var second = new AuditedProcess(wire.ConnectionString, databases.Value);

        var acknowledged = new ConcurrentBag<string>();
        var attempted = new ConcurrentBag<string>();
        using var written = new CancellationTokenSource();
        var sealing = ((AuditedProcess[])[first, second]).Select(process => SealUntilAsync(process, written.Token)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                attempted.Add($"{writer}-{n}");
                if (await IsDoneAsync(() => (writer % 2 == 0 ? first : second).Log.AppendAsync(AuditedProcess.Entry(DateTimeOffset.UtcNow, $"{writer}-{n}"), Token))) acknowledged.Add($"{writer}-{n}");
            }
        }, Token)));
        await written.CancelAsync();
        await Task.WhenAll(sealing);
        await calm.Log.SealAsync(Token);

        var (entries, faults) = await calm.ChainAsync(Token);
        var placed = entries.Select(one => one.Entry.On.Ids[0]).ToList();
        Assert.Empty(faults);
        Assert.Empty(acknowledged.Except(placed));
        Assert.Empty(placed.Except(attempted));
        Assert.Distinct(placed);
        Assert.All((WireFault[])[WireFault.NotPrimary, WireFault.SteppedDown, WireFault.Cut, WireFault.Unconfirmed], fault => Assert.True(wire.Count(fault) > 0, $"{fault} was never met"));
    }

    [Fact]
    public async Task Inside_of_a_document_is_one_step_with_what_it_tells_and_moves_to_the_chain_once()
    {
        await using var databases = engine.NewPrefix();
        using var process = new AuditedProcess(engine.ConnectionString, databases.Value);
        await process.Log.PrepareAsync(Token);
        var things = engine.Client.GetDatabase($"{databases.Value}_{AuditedProcess.Service}").GetCollection<BsonDocument>(AuditedProcess.Things);
        await things.InsertManyAsync(Enumerable.Range(0, 5).Select(id => new BsonDocument { ["_id"] = id, ["changes"] = 0 }), cancellationToken: Token);

        using var written = new CancellationTokenSource();
        var sealing = ((AuditedProcess[])[process, process]).Select(one => SealUntilAsync(one, written.Token)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async id =>
        {
            for (var n = 0; n < Each; n++)
            {
                var change = Builders<BsonDocument>.Update.Inc("changes", 1).Audits(AuditedProcess.Entry(DateTimeOffset.UtcNow, $"{id}-{n}"));
                await things.UpdateOneAsync(new BsonDocument("_id", id), change, cancellationToken: Token);
            }
        }));
        await written.CancelAsync();
        await Task.WhenAll(sealing);
        await process.Log.SealAsync(Token);

        var (entries, faults) = await process.ChainAsync(Token);
        Assert.Empty(faults);
        Assert.Equal(5 * Each, entries.Count);
        Assert.Equal(5 * Each, entries.Select(one => one.Entry.On.Ids[0]).Distinct().Count());
        Assert.All(await things.Find(new BsonDocument()).ToListAsync(Token), thing => Assert.Equal(new BsonDocument { ["_id"] = thing["_id"], ["changes"] = Each }, thing));
    }

    [Fact]
    public async Task Inside_of_a_document_outlasts_another_one_in_its_place()
    {
        await using var databases = engine.NewPrefix();
        using var process = new AuditedProcess(engine.ConnectionString, databases.Value);
        await process.Log.PrepareAsync(Token);
        var things = engine.Client.GetDatabase($"{databases.Value}_{AuditedProcess.Service}").GetCollection<BsonDocument>(AuditedProcess.Things);
        BsonDocument Thing(string text) => new() { ["_id"] = 1, ["text"] = text };
        Task PutAsync(BsonDocument thing, string? entry) => things.UpdateOneAsync(
            new BsonDocument("_id", 1), AuditedDocuments.InPlaceOf(thing, entry is null ? null : AuditedProcess.Entry(DateTimeOffset.UtcNow, entry)), cancellationToken: Token);
        await things.InsertAuditedAsync(Thing("one"), AuditedProcess.Entry(DateTimeOffset.UtcNow, "inserted"), Token);

        await PutAsync(Thing("$two"), "replaced");
        await PutAsync(Thing("three"), null);
        await process.Log.SealAsync(Token);
        await PutAsync(Thing("$four"), null);

        var (entries, faults) = await process.ChainAsync(Token);
        Assert.Empty(faults);
        Assert.Equal(["inserted", "replaced"], entries.Select(one => one.Entry.On.Ids[0]));
        Assert.Equal(Thing("$four"), await things.Find(new BsonDocument()).SingleAsync(Token));
    }

    [Fact]
    public async Task Costs_one_round_trip()
    {
        await using var databases = engine.NewPrefix();
        var heard = new ConcurrentBag<string>();
        await using var wire = new EngineWire { Ear = command => heard.Add(command.GetElement(0).Name) };
        wire.LeadTo(engine.Engine);
        using var process = new AuditedProcess(wire.ConnectionString, databases.Value);
        await process.Log.AppendAsync(AuditedProcess.Entry(DateTimeOffset.UtcNow, "first"), Token);
        heard.Clear();

        await process.Log.AppendAsync(AuditedProcess.Entry(DateTimeOffset.UtcNow, "second"), Token);

        Assert.Equal("insert", Assert.Single(heard));
    }

    private static WireFault Befalls(Random random)
    {
        lock (random)
        {
            return random.Next(40) switch
            {
                0 => WireFault.NotPrimary,
                1 => WireFault.SteppedDown,
                2 => WireFault.Unconfirmed,
                3 => WireFault.Cut,
                _ => WireFault.None,
            };
        }
    }

    private static Task SealUntilAsync(AuditedProcess process, CancellationToken written) => Task.Run(async () =>
    {
        do await IsDoneAsync(() => process.Log.SealAsync(Token));
        while (!written.IsCancellationRequested);
    }, Token);

    private static async Task<bool> IsDoneAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception exception) when (StorageFaults.IsOutage(exception))
        {
            return false;
        }
    }
}
