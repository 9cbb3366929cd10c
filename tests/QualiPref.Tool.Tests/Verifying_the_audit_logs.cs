using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Verifying_the_audit_logs(RealEngine engine)
{
    private static readonly DateOnly Month = new(2025, 6, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Computes_every_chain_anew_and_compares_it_with_the_editions()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        await installation.SentAsync(HttpMethod.Get, "/api/surveys/v1/responses");
        await installation.FreezeAsync(Month);

        var run = (await installation.RunAsync("audit", "verify", "--json")).EndsWith(0);

        var logs = run.Json.GetProperty("logs").EnumerateArray().ToDictionary(log => log.GetProperty("service").GetString()!);
        Assert.Equal(["complaints", "indicators", "portal", "reporting", "surveys"], logs.Keys.Order());
        Assert.All(logs.Values, log => Assert.Equal((true, 1), (log.GetProperty("isWhole").GetBoolean(), log.GetProperty("published").GetInt32())));
        Assert.Equal((1, 2), (logs["surveys"].GetProperty("entries").GetInt32(), logs["reporting"].GetProperty("entries").GetInt32()));
        Assert.Contains("Nothing was altered.", (await installation.RunAsync("audit", "verify")).EndsWith(0).Output, StringComparison.Ordinal);
        // The first reading is in it by now.
        Assert.Equal(2, (await installation.RunAsync("audit", "verify", "--json", "--service", "surveys")).EndsWith(0).Json.GetProperty("logs")[0].GetProperty("entries").GetInt32() - 1);
    }

    [Fact]
    public async Task Names_the_entry_that_was_altered_and_the_edition_that_knew_another_chain()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        for (var times = 0; times < 3; times++) await installation.SentAsync(HttpMethod.Get, "/api/surveys/v1/responses");
        // Entries come to the chain a moment after what they are about; the edition knows those that have.
        var chain = installation.Collection("surveys", "audit");
        await Eventually.HoldsAsync("the third reading is in the chain", async _ => await chain.Find(new BsonDocument("_id", 3L)).AnyAsync(Token), cancellationToken: Token);
        await installation.FreezeAsync(Month);
        await chain.UpdateOneAsync(new BsonDocument("_id", 2L), new BsonDocument("$set", new BsonDocument("entry.act", "response.void")), cancellationToken: Token);

        var altered = (await installation.RunAsync("audit", "verify", "--json")).EndsWith(1);
        // Whoever takes all of it away and begins anew leaves no gap.
        await installation.Collection("surveys", "auditWaiting").DeleteManyAsync(new BsonDocument(), Token);
        await chain.DeleteManyAsync(new BsonDocument("_id", new BsonDocument("$gt", 0)), Token);
        var anew = (await installation.RunAsync("audit", "verify", "--service", "surveys")).EndsWith(1);

        Assert.Equal(["entry 2 was altered: its hash is not that of what it says"], FaultsOf(altered, "surveys"));
        Assert.Empty(FaultsOf(altered, "complaints"));
        Assert.Contains("surveys: the chain ends with entry 0, and had 3 when revision 1 of essonne 2025-06 was made.", anew.Output, StringComparison.Ordinal);
        Assert.Contains("surveys: ALTERED", anew.Errors, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> FaultsOf(ToolRun run, string service) =>
        run.Json.GetProperty("logs").EnumerateArray().Single(log => log.GetProperty("service").GetString() == service).GetProperty("faults").EnumerateArray().Select(fault => fault.GetString());
}
