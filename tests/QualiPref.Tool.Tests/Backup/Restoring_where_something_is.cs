using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

public sealed class Restoring_where_something_is(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("surveys.responses")]
    [LongData("complaints.referenceCounters")]
    [InlineData("indicators.cutParts")]
    [LongData("reporting.reports")]
    public async Task Is_refused_and_touches_nothing(string collection)
    {
        await using var installation = await WithABackupAsync();
        await installation[collection].InsertOneAsync(new BsonDocument("_id", "later"), null, Token);
        await RefusedAsync(installation, "is not empty", []);
    }

    [Fact]
    public async Task Takes_its_place_when_told_to_and_touches_nothing_of_others()
    {
        await using var installation = await WithABackupAsync();
        await using var other = new Installation(engine);
        await other["surveys.responses"].InsertOneAsync(new BsonDocument("_id", "other"), null, Token);
        // A name that begins with the name of a database.
        var similar = engine.Client.GetDatabase($"{installation.Prefix}_surveys_2").GetCollection<BsonDocument>("responses");
        await similar.InsertOneAsync(new BsonDocument("_id", "similar"), null, Token);
        await installation["portal.cookieKeys"].InsertOneAsync(new BsonDocument("_id", "key"), null, Token);
        foreach (var collection in Collections.Kept) await installation[collection].InsertOneAsync(new BsonDocument("_id", "later"), null, Token);

        Assert.True(await installation.RestoreAsync(installation.File("backup"), "--replace") == 0, installation.Said.Error);

        Assert.Equal(1, Assert.Single(await installation.ReadAsync("surveys.responses"))["_id"]);
        foreach (var collection in Collections.Kept.Where(one => one.ToString() != "surveys.responses")) Assert.Empty(await installation.ReadAsync($"{collection}"));
        Assert.Single(await other.ReadAsync("surveys.responses"));
        Assert.Single(await similar.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Token));
        Assert.Empty(await installation.ReadAsync("portal.cookieKeys"));
    }

    [Theory]
    [InlineData("surveys")]
    [LongData("complaints")]
    [InlineData("indicators")]
    [LongData("reporting")]
    [LongData("portal")]
    public async Task Is_refused_while_a_service_is_at_work(string service)
    {
        await using var installation = await WithABackupAsync();
        await installation[$"{service}.leases"].InsertOneAsync(new BsonDocument { ["_id"] = "outbox", ["until"] = DateTime.UtcNow.AddMinutes(1) }, null, Token);
        await RefusedAsync(installation, $"{service} is at work on its database", ["--replace"]);
    }

    [Fact]
    public async Task Waits_for_the_leases_of_services_that_have_just_ended()
    {
        await using var installation = await WithABackupAsync();
        await installation["surveys.leases"].InsertOneAsync(new BsonDocument { ["_id"] = "outbox", ["until"] = DateTime.UtcNow.AddMilliseconds(300) }, null, Token);
        Assert.True(await installation.RestoreAsync(installation.File("backup"), "--replace") == 0, installation.Said.Error);
    }

    [Fact]
    public async Task Fails_when_a_service_was_at_work_meanwhile_and_lets_none_begin()
    {
        await using var installation = await WithABackupAsync();
        var code = await installation.RunAsync(BackupCommands.Restore, [installation.File("backup"), "--replace"], line =>
        {
            if (line.StartsWith("surveys.responses", StringComparison.Ordinal))
                installation["surveys.leases"].InsertOne(new BsonDocument { ["_id"] = "outbox", ["until"] = DateTime.UtcNow.AddMinutes(1) }, null, Token);
        });

        Assert.Equal(1, code);
        Assert.Contains("surveys is at work on its database", installation.Said.Error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RestoreUnderWayException>(() => RestoreMark.DemandNoneAsync(installation.Database("surveys"), Token));
    }

    [Fact]
    public async Task Lets_no_service_begin_on_a_part_of_it_and_goes_on_only_from_the_beginning()
    {
        await using var installation = await WithABackupAsync();
        var marks = new List<bool>();
        var code = await installation.RunAsync(BackupCommands.Restore, [installation.File("backup"), "--replace"], line =>
        {
            if (!line.StartsWith("indicators.facts", StringComparison.Ordinal)) return;
            foreach (var service in (string[])["surveys", "complaints", "indicators", "reporting"]) marks.Add(RestoreMark.IsSetAsync(installation.Database(service), Token).GetAwaiter().GetResult());
            throw new IOException("The disk is gone.");
        });
        Assert.Equal(1, code);
        Assert.Equal([true, true, true, true], marks);

        await RefusedAsync(installation, "a part of a restore that was broken off", []);
        Assert.Equal(1, await installation.BackupAsync(installation.File("of a part")));
        Assert.Contains("a restore was broken off", installation.Said.Error, StringComparison.Ordinal);

        Assert.True(await installation.RestoreAsync(installation.File("backup"), "--replace") == 0, installation.Said.Error);
        Assert.Equal(1, Assert.Single(await installation.ReadAsync("surveys.responses"))["_id"]);
        await RestoreMark.DemandNoneAsync(installation.Database("surveys"), Token);
    }

    private async Task<Installation> WithABackupAsync()
    {
        var installation = new Installation(engine, new QuickTime());
        await installation["surveys.responses"].InsertOneAsync(new BsonDocument("_id", 1), null, Token);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup")));
        return installation;
    }

    private static async Task RefusedAsync(Installation installation, string word, string[] how)
    {
        var before = await installation.EverythingAsync();
        Assert.Equal(1, await installation.RestoreAsync([installation.File("backup"), .. how]));
        Assert.Contains(word, installation.Said.Error, StringComparison.Ordinal);
        Assert.Equal(before, await installation.EverythingAsync());
    }

    /// <summary>Waits pass ten times as fast, and durations with them.</summary>
    private sealed class QuickTime : TimeProvider
    {
        private const int Times = 10;

        public override long GetTimestamp() => base.GetTimestamp() * Times;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => base.CreateTimer(callback, state, dueTime / Times, period);
    }
}
