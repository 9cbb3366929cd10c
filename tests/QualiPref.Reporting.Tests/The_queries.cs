using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Storage;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class The_queries(RealEngine engine)
{
    private static readonly FilterDefinition<ReportDocument> Taken =
        Builders<ReportDocument>.Filter.ElemMatch(report => report.Freezings, freezing => freezing.Step == FreezingStep.Taken);

    [Fact]
    public async Task Find_what_they_read_by_an_index()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);

        await UsesAsync(reporting, "reports", Filter(ReportStore.OfCut(Guid.NewGuid())), null, "cut");
        await UsesAsync(reporting, "reports", Filter(Taken), null, "step");
        await UsesAsync(reporting, "balance", Filter(KeptStore.BalanceIn([Given.Evry], Period.Parse("2026"))), null, "siteMonth");
        await UsesAsync(reporting, "cells", new BsonDocument("cell.site", new BsonDocument("$in", new BsonArray { Given.Evry })), null, "siteDay", "versions");
        await UsesAsync(reporting, "editions", Filter(EditionStore.OfPeriod("essonne", "2026")), new BsonDocument("revision", -1), "revision");
        await UsesAsync(reporting, "editions", new BsonDocument("network", "essonne"), new BsonDocument { ["createdAt"] = -1, ["_id"] = -1 }, "newest", "revision");
    }

    private static BsonDocument Filter<T>(FilterDefinition<T> filter) =>
        filter.Render(new RenderArgs<T>(BsonSerializer.LookupSerializer<T>(), BsonSerializer.SerializerRegistry));

    private static async Task UsesAsync(RunningReporting reporting, string collection, BsonDocument filter, BsonDocument? sort, params string[] oneOf)
    {
        var find = new BsonDocument { ["find"] = collection, ["filter"] = filter };
        if (sort is not null) find["sort"] = sort;
        var plan = await reporting.Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { ["explain"] = find, ["verbosity"] = "queryPlanner" }, cancellationToken: TestContext.Current.CancellationToken);
        var text = plan["queryPlanner"]["winningPlan"].ToJson();
        Assert.DoesNotContain("COLLSCAN", text, StringComparison.Ordinal);
        Assert.True(oneOf.Any(index => text.Contains($"\"{index}\"", StringComparison.Ordinal)), $"{collection} {filter}: {text}");
    }
}
