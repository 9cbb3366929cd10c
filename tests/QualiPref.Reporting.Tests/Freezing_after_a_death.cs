using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Messaging;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Freezing_after_a_death(RealEngine engine)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What is stored, in the order in which it is stored.</summary>
    public static TheoryData<int> Steps => [.. Enumerable.Range(0, 6)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Goes_on_at_every_step(int step)
    {
        await using var reporting = await StartAsync();
        var report = await reporting.OpenAsync();
        var edition = await reporting.FreezeAsync(report);
        var before = await reporting.JsonAsync($"/editions/{edition}");

        // The database as a death after so many writes leaves it: root, two parts, figures, manifest, edition. The report comes last.
        await reporting.RestartAsync(async () => await ForgetFromAsync(reporting, step));
        await FrozenAsync(reporting, report);

        var after = await reporting.JsonAsync($"/editions/{edition}");
        Assert.Equal(before.GetProperty("figures").GetRawText(), after.GetProperty("figures").GetRawText());
        Assert.Equal(1, after.GetProperty("revision").GetInt32());
        Assert.Equal(edition, await reporting.FreezeAsync(report));
        Assert.Single((await reporting.JsonAsync("/editions")).GetProperty("items").EnumerateArray());
        Assert.Single(reporting.Indicators.Requests);
        Assert.Equal("True 0", await VerifiedAsync(reporting, edition));
    }

    [Fact]
    public async Task Goes_on_when_it_died_while_a_part_was_read()
    {
        // A death waits for nobody; a host that is stopped waits for the part that is being read.
        await using var reporting = await StartAsync("--QualiPref:Reporting:FreezeWait=00:00:00", "--shutdownTimeoutSeconds=1");
        var report = await reporting.OpenAsync();
        var reading = new TaskCompletionSource();
        reporting.Indicators.Before = async (path, aborted) =>
        {
            if (!path.Contains("/parts/", StringComparison.Ordinal)) return;
            reading.TrySetResult();
            await Task.Delay(Timeout.Infinite, aborted);
        };
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        await reading.Task.WaitAsync(Patience, Token);

        await reporting.RestartAsync(() =>
        {
            reporting.Indicators.Before = (_, _) => Task.CompletedTask;
            return Task.CompletedTask;
        });

        var frozen = await FrozenAsync(reporting, report);
        Assert.Equal("True 0", await VerifiedAsync(reporting, frozen.GetProperty("editions")[0].GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Asks_for_the_cut_when_it_died_before_the_request_was_published()
    {
        await using var reporting = await StartAsync("--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        var request = await AskedAsync(reporting, 1);

        // The request is back in the outbox, as if it had never been handed over.
        await reporting.RestartAsync(async () =>
        {
            reporting.Indicators.Requests.Clear();
            var entry = new BsonDocument { ["_id"] = new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard), ["body"] = request.ToBsonDocument() };
            await Reports(reporting).UpdateOneAsync(FilterDefinition<BsonDocument>.Empty,
                Builders<BsonDocument>.Update.Push("outbox", entry).Set("outboxSince", DateTime.UnixEpoch), cancellationToken: Token);
            reporting.Indicators.TakesCuts = true;
        });

        await FrozenAsync(reporting, report);
        Assert.Equal(request.CutId, reporting.Indicators.Requests[0].CutId);
    }

    [Fact]
    public async Task Asks_once_more_for_the_cut_when_nobody_knows_whether_the_request_arrived()
    {
        await using var reporting = await StartAsync("--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", new { asOf = "2026-01-15" }, "1");
        var request = await AskedAsync(reporting, 1);

        // It was published, and with the broker's data it is gone.
        await reporting.RestartAsync(() =>
        {
            reporting.Indicators.Requests.Clear();
            reporting.Indicators.TakesCuts = true;
            return Task.CompletedTask;
        });

        await FrozenAsync(reporting, report);
        Assert.Equivalent(request, Assert.Single(reporting.Indicators.Requests), strict: true);
    }

    [Fact]
    public async Task Asks_for_nothing_once_it_is_frozen()
    {
        await using var reporting = await StartAsync();
        await reporting.FreezeAsync(await reporting.OpenAsync());
        await reporting.RestartAsync(() =>
        {
            reporting.Indicators.Requests.Clear();
            return Task.CompletedTask;
        });
        // The next freezing goes through all the steps that the first could have been asked for again in.
        await reporting.FreezeAsync(await reporting.OpenAsync(), "arrêté 2");
        // Its own request may come twice: the process asks anew for what is awaited when it gets to that, and it may have begun by then.
        Assert.Single(reporting.Indicators.Requests.Select(request => request.CutId).Distinct());
    }

    [Fact]
    public async Task Waits_for_a_cut_that_is_taken_after_the_restart()
    {
        await using var reporting = await StartAsync("--QualiPref:Reporting:FreezeWait=00:00:00");
        reporting.Indicators.TakesCuts = false;
        var report = await reporting.OpenAsync();
        using var accepted = await reporting.PostToAsync($"/reports/{report}/freeze", null, "1");
        var request = await AskedAsync(reporting, 1);

        await reporting.RestartAsync();
        await reporting.Indicators.TakeAsync(request, reporting.Service<IMessagePublisher>());

        await FrozenAsync(reporting, report);
    }

    private async Task<RunningReporting> StartAsync(params string[] settings)
    {
        var reporting = await RunningReporting.StartAsync(engine, settings);
        reporting.Indicators.Cells.AddRange([Given.Cell().Answering(30, 10), Given.Cell(date: "2025-03-10").Answering(20, 10)]);
        return reporting;
    }

    private static async Task ForgetFromAsync(RunningReporting reporting, int step)
    {
        var contents = reporting.Database.GetCollection<BsonDocument>("editionParts");
        var editions = reporting.Database.GetCollection<BsonDocument>("editions");
        var stored = await contents.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Token);
        string[] marks = ["\"requestedAt\"", "\"date\":\"2025-03-10\",\"facts", "\"date\":\"2026-03-10\",\"facts", "\"siteDays\":1,\"sections", "\"figuresDigest\""];
        foreach (var mark in marks[Math.Min(step, marks.Length)..])
        {
            var document = Assert.Single(stored, one => System.Text.Encoding.UTF8.GetString(one["bytes"].AsByteArray).Contains(mark, StringComparison.Ordinal));
            await contents.DeleteOneAsync(new BsonDocument("_id", document["_id"]), Token);
        }
        if (step < marks.Length) await editions.DeleteManyAsync(FilterDefinition<BsonDocument>.Empty, Token);
        await Reports(reporting).UpdateOneAsync(FilterDefinition<BsonDocument>.Empty,
            Builders<BsonDocument>.Update.Set("freezings.0.step", "Taken").Unset("freezings.0.edition"), cancellationToken: Token);
    }

    private static IMongoCollection<BsonDocument> Reports(RunningReporting reporting) => reporting.Database.GetCollection<BsonDocument>("reports");

    private static async Task<Contracts.Cuts.V1.CutRequested> AskedAsync(RunningReporting reporting, int times) => (await Eventually.ReadsAsync(
        "the cut is asked for", _ => Task.FromResult(reporting.Indicators.Requests.ToList()), all => all.Count == times, cancellationToken: Token))[0];

    private static Task<System.Text.Json.JsonElement> FrozenAsync(RunningReporting reporting, Guid report) => Eventually.ReadsAsync(
        "the report is frozen", _ => reporting.ReadAsync(report), read => read.GetProperty("status").GetString() == "frozen", Patience, Token);

    private static async Task<string> VerifiedAsync(RunningReporting reporting, Guid edition)
    {
        using var response = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        var verification = await RunningReporting.JsonOf(response);
        return $"{verification.GetProperty("verified")} {verification.GetProperty("differenceCount")}";
    }
}
