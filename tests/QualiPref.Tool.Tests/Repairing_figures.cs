using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Testing;
using QualiPref.Tool.Tests.Setup;

namespace QualiPref.Tool.Tests;

public sealed class Repairing_figures(RealEngine engine)
{
    private static readonly DateOnly Month = new(2025, 6, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recomputes_them_and_tells_how_many_facts_they_rest_on()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(3));
        await installation.AnswerAsync(Month.AddDays(16));

        var rebuilt = (await installation.RunAsync("rebuild", "--json", "--network", "essonne", "--period", "2025-06-10..2025-06-30")).EndsWith(0).Json;

        Assert.Equal(1, rebuilt.GetProperty("networks")[0].GetProperty("facts").GetInt32());
        await installation.ClosedAsync();
        Assert.Contains("2 facts were marked", (await installation.RunAsync("rebuild", "--period", "2025")).EndsWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_records_sent_again_and_told_when_all_were_asked_for()
    {
        await using var installation = await Installation.StartAsync(engine, settings: "--QualiPref:Indicators:Balance:Patience=01:00:00");
        await installation.AnswerAsync(Month.AddDays(16));
        await installation.Collection("indicators", "facts").DeleteManyAsync(new BsonDocument(), Token);

        var resent = (await installation.RunAsync("resend", "--json", "--network", "essonne", "--period", "2025-06")).EndsWith(0).Json;

        Assert.Equal(1, resent.GetProperty("networks")[0].GetProperty("siteDays").GetInt32());
        await Eventually.HoldsAsync("the fact is there again", async token => await installation.Collection("indicators", "facts").CountDocumentsAsync(new BsonDocument(), null, token) == 1, cancellationToken: Token);
    }

    [Long, Fact]
    public async Task Has_what_is_held_overruled_only_when_asked_to()
    {
        await using var installation = await Installation.StartAsync(engine, settings: ["--QualiPref:Indicators:Balance:Patience=01:00:00", "--QualiPref:Indicators:Balance:PatrolInterval=1.00:00:00"]);
        await installation.AnswerAsync(Month.AddDays(16));
        // A version that its source does not know.
        await installation.Collection("indicators", "facts").UpdateOneAsync(new BsonDocument(), new BsonDocument("$set", new BsonDocument("version", 9)), cancellationToken: Token);

        (await installation.RunAsync("resend", "--period", "2025-06")).EndsWith(0);
        await Eventually.HoldsAsync("it was sent again", async token =>
            await installation.Collection("surveys", "responses").CountDocumentsAsync(new BsonDocument("pendingSince", new BsonDocument("$exists", true)), null, token) == 0, cancellationToken: Token);
        var before = await VersionOfTheFactAsync(installation);
        (await installation.RunAsync("resend", "--period", "2025-06", "--overrule")).EndsWith(0);

        Assert.Equal(9, before);
        await Eventually.ReadsAsync("what was held is overruled", _ => VersionOfTheFactAsync(installation), version => version == 1, cancellationToken: Token);
    }

    [Fact]
    public async Task Verifies_every_edition_and_names_the_one_that_differs()
    {
        await using var installation = await Installation.StartAsync(engine);
        Assert.Contains("Editions that are as they were frozen: 0, all of them.", (await installation.RunAsync("verify-all")).EndsWith(0).Output, StringComparison.Ordinal);
        await installation.AnswerAsync(Month.AddDays(16));
        await installation.AnswerAsync(Month.AddMonths(1).AddDays(16));
        var (_, june) = await installation.FreezeAsync(Month);
        var (_, july) = await installation.FreezeAsync(Month.AddMonths(1));

        var fine = (await installation.RunAsync("verify-all", "--json")).EndsWith(0);
        await installation.Collection("indicators", "facts").DeleteManyAsync(new BsonDocument { ["site"] = "91-EVRY", ["date"] = $"{Month.AddDays(16):yyyy-MM-dd}" }, Token);
        var differing = (await installation.RunAsync("verify-all", "--json")).EndsWith(1);

        Assert.Equal([$"{june} True", $"{july} True"], Verdicts(fine));
        Assert.All(fine.Json.GetProperty("editions").EnumerateArray(), edition => Assert.True(edition.GetProperty("facts").GetInt64() == 1 && edition.GetProperty("figures").GetInt32() > 0));
        Assert.Equal([$"{june} False", $"{july} True"], Verdicts(differing));
        Assert.Equal(1, differing.Json.GetProperty("differing").GetInt32());
        Assert.Contains("essonne 2025-06 revision 1: DIFFERS", differing.Errors, StringComparison.Ordinal);
        var printed = (await installation.RunAsync("verify-all")).EndsWith(1).Output;
        Assert.Contains("Editions that differ or cannot be verified: 1 of 2.", printed, StringComparison.Ordinal);
        Assert.Contains("  fact ", printed, StringComparison.Ordinal);
        (await installation.RunAsync("verify-all", "--network", "lot-et-garonne")).EndsWith(0);
    }

    [Long, Fact]
    public async Task Goes_on_after_an_edition_that_cannot_even_be_verified()
    {
        await using var installation = await Installation.StartAsync(engine);
        await installation.AnswerAsync(Month.AddDays(16));
        var (_, broken) = await installation.FreezeAsync(Month);
        var (_, whole) = await installation.FreezeAsync(Month.AddMonths(1));
        var manifest = (await installation.SentAsync(HttpMethod.Get, $"/api/reporting/v1/editions/{broken}")).GetProperty("manifestDigest").GetString();
        await installation.Collection("reporting", "editionParts").UpdateOneAsync(new BsonDocument("_id", manifest), new BsonDocument("$set", new BsonDocument("bytes", new BsonBinaryData([1]))), cancellationToken: Token);

        var run = (await installation.RunAsync("verify-all", "--json")).EndsWith(1);

        Assert.Equal([$"{broken} False", $"{whole} True"], Verdicts(run));
    }

    private static IEnumerable<string> Verdicts(ToolRun run) =>
        run.Json.GetProperty("editions").EnumerateArray().Select(edition => $"{edition.GetProperty("id").GetString()} {edition.GetProperty("isVerified").GetBoolean()}");

    private static async Task<int> VersionOfTheFactAsync(Installation installation) =>
        (await installation.Collection("indicators", "facts").Find(new BsonDocument()).SingleAsync(Token))["version"].ToInt32();
}
