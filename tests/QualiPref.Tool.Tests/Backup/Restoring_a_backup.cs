using System.Text.Json;
using MongoDB.Bson;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

public sealed class Restoring_a_backup(RealEngine engine)
{
    private static readonly string[] Changed =
        ["surveys.kiosks", "complaints.letters", "complaints.referenceCounters", "indicators.balanceRows", "indicators.facts"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_every_document_back_as_it_was_stored()
    {
        await using var before = new Installation(engine);
        await using var after = new Installation(engine);
        var documents = OfEveryType();
        foreach (var collection in Collections.Kept) await before[collection].InsertManyAsync(documents, null, Token);

        await MoveAsync(before, after);

        foreach (var collection in Collections.Kept.Where(one => !Changed.Contains($"{one}")))
        {
            Assert.Equal(documents.Select(one => one.ToBson()), (await after.ReadAsync($"{collection}")).Select(one => one.ToBson()));
        }
    }

    [Fact]
    public async Task Leaves_out_editions_of_reports_that_are_later_than_the_backup()
    {
        await using var before = new Installation(engine);
        await using var after = new Installation(engine);
        await before["reporting.reports"].InsertOneAsync(new BsonDocument("_id", 1), null, Token);
        await before["reporting.editions"].InsertManyAsync([new BsonDocument { ["_id"] = 2, ["report"] = 1 }, new BsonDocument { ["_id"] = 3, ["report"] = 4 }], null, Token);

        await MoveAsync(before, after);

        Assert.Equal(2, Assert.Single(await after.ReadAsync("reporting.editions"))["_id"].AsInt32);
    }

    [Fact]
    public async Task Names_the_cases_that_were_erased_since_then_in_what_it_replaces_and_in_a_later_backup()
    {
        await using var installation = new Installation(engine);
        await using var later = new Installation(engine);
        var cases = Enumerable.Range(1, 3).Select(number => new BsonDocument("_id", number)).ToList();
        await installation["complaints.cases"].InsertManyAsync(cases, null, Token);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup")));
        await installation["complaints.cases"].ReplaceOneAsync(cases[0], new BsonDocument { ["_id"] = 1, ["erased"] = new BsonDocument("at", DateTime.UtcNow) }, cancellationToken: Token);
        await later["complaints.cases"].InsertManyAsync([new BsonDocument { ["_id"] = 2, ["erased"] = new BsonDocument("at", DateTime.UtcNow) }, cases[2]], null, Token);
        Assert.Equal(0, await later.BackupAsync(installation.File("later")));

        Assert.Equal(0, await installation.RestoreAsync(installation.File("backup"), "--replace", "--erased", installation.File("later")));
        Assert.Equal([1, 2], (await installation.ReadAsync("complaints.erasuresToRepeat")).Select(one => one["_id"].AsInt32));
        Assert.Equal(cases, await installation.ReadAsync("complaints.cases"));

        // Nothing is erased in what is replaced now: one that was broken off and is run again still knows them.
        Assert.Equal(0, await installation.RestoreAsync(installation.File("backup"), "--replace"));
        Assert.Equal([1, 2], (await installation.ReadAsync("complaints.erasuresToRepeat")).Select(one => one["_id"].AsInt32));
    }

    [Fact]
    public async Task Leaves_out_what_means_nothing_once_the_processes_have_ended()
    {
        await using var before = new Installation(engine);
        await using var after = new Installation(engine);
        foreach (var collection in Collections.OfTheMoment.Where(one => one.Name != "restoring"))
        {
            await before[collection].InsertOneAsync(new BsonDocument { ["_id"] = "chore", ["until"] = DateTime.UtcNow.AddDays(-1) }, null, Token);
        }

        await MoveAsync(before, after);

        foreach (var collection in Collections.OfTheMoment) Assert.Empty(await after.ReadAsync($"{collection}"));
    }

    [Fact]
    public async Task Has_every_site_day_counted_anew_that_a_fact_is_or_was_on()
    {
        var fact = new BsonDocument
        {
            ["_id"] = 1,
            ["site"] = "91-EVRY",
            ["date"] = "2026-03-12",
            ["dirty"] = new BsonArray { "91-EVRY|2026-03-11" },
            ["past"] = new BsonArray
            {
                new BsonDocument { ["site"] = "91-EVRY", ["date"] = "2026-03-10" },
                new BsonDocument { ["site"] = "91-ETAMPES", ["date"] = "2026-03-12" },
                new BsonDocument { ["site"] = "91-EVRY", ["date"] = "2026-03-12" },
                new BsonDocument { ["site"] = "91-EVRY", ["date"] = "spoilt by hand" },
            },
        };

        var restored = await MovedAsync("indicators.facts", fact);

        Assert.Equal(["91-EVRY|2026-03-11", "91-EVRY|2026-03-10", "91-ETAMPES|2026-03-12", "91-EVRY|2026-03-12"], restored["dirty"].AsBsonArray.Select(day => day.AsString));
        restored["dirty"] = fact["dirty"];
        Assert.Equal(fact, restored);
    }

    [Fact]
    public async Task Marks_no_fact_that_is_on_no_day()
    {
        var fact = new BsonDocument { ["_id"] = 1, ["site"] = "91-EVRY", ["date"] = 20260312 };
        Assert.Equal(fact, await MovedAsync("indicators.facts", fact));
    }

    [Fact]
    public async Task Has_rows_compared_and_told_whatever_clock_the_database_has_now()
    {
        var row = new BsonDocument { ["_id"] = "surveys|91-EVRY|2026-03-12", ["readAt"] = DateTime.UtcNow.AddDays(1), ["agrees"] = true, ["revision"] = 7L };

        var restored = await MovedAsync("indicators.balanceRows", row);

        Assert.Equal(DateTime.UnixEpoch, restored["readAt"].ToUniversalTime());
        Assert.InRange(restored["due"].ToUniversalTime(), DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow);
        Assert.Equal(7, restored["revision"].AsInt64);
    }

    [Fact]
    public async Task Lets_no_code_of_a_kiosk_be_used_a_second_time()
    {
        var kiosk = new BsonDocument { ["_id"] = 1, ["site"] = "91-EVRY", ["codeHash"] = new byte[32], ["codeUntil"] = DateTime.UtcNow.AddDays(1), ["enrolment"] = 1 };
        Assert.Equal(new BsonDocument { ["_id"] = 1, ["site"] = "91-EVRY", ["enrolment"] = 1 }, await MovedAsync("surveys.kiosks", kiosk));
    }

    [Fact]
    public async Task Has_the_service_look_again_whether_a_case_names_a_letter() =>
        Assert.Equal(new BsonDocument { ["_id"] = 1, ["case"] = 2 }, await MovedAsync("complaints.letters", new BsonDocument { ["_id"] = 1, ["case"] = 2, ["claimed"] = true }));

    [Fact]
    public async Task Gives_no_number_of_a_case_out_a_second_time() =>
        Assert.Equal(1_123, (await MovedAsync("complaints.referenceCounters", new BsonDocument { ["_id"] = "91-EVRY-2026", ["last"] = 123L }))["last"].AsInt64);

    [Fact]
    public async Task Leaves_no_mark_behind_and_says_what_it_restored()
    {
        await using var installation = new Installation(engine);
        await installation["surveys.responses"].InsertManyAsync(OfEveryType(), null, Token);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup"), "--json"));
        var backedUp = JsonElement.Parse(installation.Said.Output);

        Assert.Equal(0, await installation.RestoreAsync(installation.File("backup"), "--replace", "--json"));

        var restored = JsonElement.Parse(installation.Said.Output);
        foreach (var said in (JsonElement[])[backedUp, restored])
        {
            Assert.Equal(3, said.GetProperty("documents").GetProperty("surveys.responses").GetInt64());
            Assert.Equal(Collections.Kept.Count, said.GetProperty("documents").EnumerateObject().Count());
            Assert.Equal(installation.Prefix, said.GetProperty("prefix").GetString());
        }
        foreach (var service in (string[])["surveys", "complaints", "indicators", "reporting"]) Assert.Empty(await installation.ReadAsync($"{service}.restoring"));
    }

    [Fact]
    public async Task Holds_no_more_than_some_documents_at_once()
    {
        await using var before = new Installation(engine);
        await using var after = new Installation(engine);
        // More than a batch by number, and by bytes.
        await before["surveys.responses"].InsertManyAsync(Enumerable.Range(0, 2_500).Select(number => new BsonDocument("_id", number)), null, Token);
        await before["indicators.cutParts"].InsertManyAsync(Enumerable.Range(0, 4).Select(number => new BsonDocument { ["_id"] = number, ["bytes"] = new byte[3_000_000 + number] }), null, Token);

        await MoveAsync(before, after);

        Assert.Equal(Enumerable.Range(0, 2_500), (await after.ReadAsync("surveys.responses")).Select(one => one["_id"].AsInt32));
        Assert.Equal(Enumerable.Range(0, 4).Select(number => 3_000_000 + number), (await after.ReadAsync("indicators.cutParts")).Select(one => one["bytes"].AsByteArray.Length));
    }

    private static BsonDocument[] OfEveryType() =>
    [
        // In the order of their ids.
        new() { ["_id"] = "x", ["bytes"] = new byte[100_000], ["report"] = "x", ["last"] = 1L },
        new() { ["_id"] = new BsonDocument { ["b"] = 1, ["a"] = 2 }, ["report"] = "x", ["last"] = 1L },
        new()
        {
            ["_id"] = new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard),
            // An edition is kept where its report is.
            ["report"] = "x",
            ["last"] = 1L,
            ["numbers"] = new BsonArray { 1, 2L, 3.5, BsonDecimal128.Create(4.5m), double.NaN },
            ["text"] = "« é\0è » 🙂",
            ["times"] = new BsonArray { new BsonDateTime(-1), new BsonTimestamp(1, 2), BsonNull.Value, BsonMinKey.Value },
            ["deep"] = new BsonDocument("a", new BsonDocument("b", new BsonDocument())),
            ["codes"] = new BsonArray { new BsonRegularExpression("a", "i"), new BsonObjectId(ObjectId.GenerateNewId()), true },
        },
    ];

    private static async Task MoveAsync(Installation before, Installation after)
    {
        Assert.True(await before.BackupAsync(after.File("backup")) == 0, before.Said.Error);
        Assert.True(await after.RestoreAsync(after.File("backup")) == 0, after.Said.Error);
    }

    private async Task<BsonDocument> MovedAsync(string collection, BsonDocument document)
    {
        await using var before = new Installation(engine);
        await using var after = new Installation(engine);
        await before[collection].InsertOneAsync(document, null, Token);
        await MoveAsync(before, after);
        return Assert.Single(await after.ReadAsync(collection));
    }
}
