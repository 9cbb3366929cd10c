using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;
using QualiPref.Testing.Wire;

namespace QualiPref.Messaging.Tests;

/// <summary>Whatever a service was doing with the database, a fail-over is an outage to it, which passes, and never a fault of the message in hand.</summary>
public sealed class A_fail_over_of_the_database(RealEngine engine)
{
    private static readonly Dictionary<string, Func<IMongoCollection<BsonDocument>, Task>> Operations = new()
    {
        ["insert one"] = all => all.InsertOneAsync(new BsonDocument("n", 1), null, Token),
        ["insert many"] = all => all.InsertManyAsync([new BsonDocument("n", 1), new BsonDocument("n", 2)], new InsertManyOptions { IsOrdered = false }, Token),
        ["bulk write"] = all => all.BulkWriteAsync([new UpdateOneModel<BsonDocument>(new BsonDocument("n", 1), Raised)], new BulkWriteOptions { IsOrdered = false }, Token),
        ["update one"] = all => all.UpdateOneAsync(new BsonDocument("n", 1), Raised, null, Token),
        ["find and update"] = all => all.FindOneAndUpdateAsync(new BsonDocument("n", 1), Raised, null, Token),
        ["delete one"] = all => all.DeleteOneAsync(new BsonDocument("n", 2), Token),
        ["count"] = all => all.CountDocumentsAsync(new BsonDocument("n", 1), null, Token),
        ["find in batches"] = all => all.Find(new BsonDocument(), new FindOptions { BatchSize = 1 }).ToListAsync(Token),
        ["aggregate in batches"] = async all => await (await all.AggregateAsync<BsonDocument>(
            new[] { new BsonDocument("$match", new BsonDocument()) }, new AggregateOptions { BatchSize = 1 }, Token)).ToListAsync(Token),
    };

    private static BsonDocument Raised => new("$inc", new BsonDocument("seen", 1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireFault.NotPrimary, 9)]
    [InlineData(WireFault.SteppedDown, 9)]
    [InlineData(WireFault.Cut, 9)]
    [InlineData(WireFault.Unconfirmed, 6)]
    [InlineData(WireFault.LostCursor, 2)]
    public async Task Is_an_outage_whatever_was_being_done(WireFault fault, int concerned)
    {
        await using var databases = engine.NewPrefix();
        var database = $"{databases.Value}_any";
        var documents = engine.Client.GetDatabase(database).GetCollection<BsonDocument>("documents");
        await documents.InsertManyAsync([new BsonDocument("n", 1), new BsonDocument("n", 3), new BsonDocument("n", 4)], null, Token);
        await documents.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(new BsonDocument("n", 1)), null, Token);

        var thrown = await Task.WhenAll(Operations.Select(async operation => (operation.Key, await MeetAsync(fault, database, operation.Value))));

        Assert.Equal(concerned, thrown.Count(one => one.Item2 is not null));
        Assert.All(thrown, one => Assert.True(one.Item2 is null || StorageFaults.IsOutage(one.Item2), $"{one.Key}: {one.Item2}"));
    }

    /// <returns>What the operation met when each of its commands met the fault.</returns>
    private async Task<Exception?> MeetAsync(WireFault fault, string database, Func<IMongoCollection<BsonDocument>, Task> operation)
    {
        await using var wire = new EngineWire { Mood = _ => fault };
        wire.LeadTo(engine.Engine);
        using var client = new MongoClient(wire.ConnectionString);
        return await Record.ExceptionAsync(() => operation(client.GetDatabase(database).GetCollection<BsonDocument>("documents")));
    }

    [Fact]
    public async Task Is_told_apart_from_what_the_database_refuses_for_good()
    {
        await using var databases = engine.NewPrefix();
        var collection = engine.Client.GetDatabase($"{databases.Value}_any").GetCollection<BsonDocument>("documents");
        await collection.InsertOneAsync(new BsonDocument("_id", 1), null, Token);

        var duplicate = await Assert.ThrowsAsync<MongoWriteException>(() => collection.InsertOneAsync(new BsonDocument("_id", 1), null, Token));
        var duplicates = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => collection.InsertManyAsync([new BsonDocument("_id", 1)], null, Token));
        var senseless = await Assert.ThrowsAsync<MongoWriteException>(() => collection.UpdateOneAsync(new BsonDocument("_id", 1), new BsonDocument("$nonsense", 1), null, Token));

        Assert.All((Exception[])[duplicate, duplicates, senseless], fault => Assert.False(StorageFaults.IsOutage(fault), fault.Message));
    }
}
