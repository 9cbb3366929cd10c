using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;

namespace QualiPref.Traces.Tests;

[Collection(Distributed.Name)]
public sealed class Following_an_answer_over_the_broker(DistributedSystem system) : Following_an_answer(system, Stages.Distributed)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Leads_on_after_the_process_that_was_to_publish_it_died()
    {
        // Acknowledged and committed, but with the broker away nothing can be published.
        await system.Parts.Broker!.KillAsync();
        var answer = await system.AnswerAsync("91-PALAISEAU");
        await system.LeadsAsync(answer, Stages.Distributed[..3]);
        var waiting = await LeftBehind.Responses(system).Find(LeftBehind.Of("traceParent")).ToListAsync(Token);
        Assert.All(waiting, response => Assert.True(response.Contains("pendingSince")));
        Assert.NotEmpty(waiting);

        await system.Parts["surveys"].KillAsync();
        await system.Parts.Broker.StartAsync(Token);
        await system.Parts["surveys"].StartAsync(Token);

        await LeftBehind.IsNothingAsync(system, answer, Stages.Distributed);
    }
}

/// <summary>What tracing writes into databases until the work is done.</summary>
internal static class LeftBehind
{
    public static IMongoCollection<BsonDocument> Responses(TracedSystem system) =>
        system.Mongo.GetDatabase("qualipref_surveys").GetCollection<BsonDocument>("responses");

    public static BsonDocument Of(string field) => new(field, new BsonDocument("$exists", true));

    /// <summary>Waits until an answer was followed to the end, and then finds neither answers nor facts that still name a trace.</summary>
    public static async Task IsNothingAsync(TracedSystem system, string answer, Stage[] stages)
    {
        await system.LeadsAsync(answer, stages);
        var indicators = system.Mongo.GetDatabase("qualipref_indicators");
        (IMongoCollection<BsonDocument> Documents, string Field)[] places =
        [
            (Responses(system), "traceParent"),
            (indicators.GetCollection<BsonDocument>("facts"), "causes"),
        ];
        foreach (var (documents, field) in places)
        {
            Assert.NotEqual(0, await documents.CountDocumentsAsync(new BsonDocument(), null, TestContext.Current.CancellationToken));
            await Eventually.ReadsAsync($"no document of {documents.CollectionNamespace.CollectionName} has {field}",
                token => documents.CountDocumentsAsync(Of(field), null, token), count => count == 0, cancellationToken: TestContext.Current.CancellationToken);
        }
    }
}
