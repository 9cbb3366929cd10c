using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

/// <summary>What somebody did to an older edition keeps no further one from being frozen.</summary>
public sealed class Freezing_after_damage(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_that_was_altered_here_is_read_from_indicators_and_named_in_the_log()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var report = await reporting.OpenAsync();
        await reporting.FreezeAsync(report, "1");
        var part = await AlterPartAsync(reporting);

        var second = await reporting.JsonAsync($"/editions/{await reporting.FreezeAsync(report, "2")}");

        Assert.Equal(2, second.GetProperty("revision").GetInt32());
        Assert.Empty(second.GetProperty("changes").EnumerateArray());
        Assert.Contains(reporting.Logged, entry => entry.Contains($"The part {part} that this service keeps was altered", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_cut_that_was_altered_at_indicators_leaves_open_what_changed(int pagesBefore)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        var report = await reporting.OpenAsync();
        await reporting.FreezeAsync(report, "1");
        reporting.Indicators.Cells[0] = Given.Cell(version: 2).Answering(330, 10);
        reporting.Indicators.Changes.AddRange(Given.Late(Given.Evry, "2026-03-10", 300));
        reporting.Indicators.ComparesDamage = cursor => pagesBefore == 0 || cursor is not null;

        var second = await reporting.FreezeAsync(report, "2");

        var edition = await reporting.JsonAsync($"/editions/{second}");
        Assert.Equal((2, JsonValueKind.Null), (edition.GetProperty("revision").GetInt32(), edition.GetProperty("changes").ValueKind));
        Assert.Contains(reporting.Logged, entry => entry.StartsWith("indicators cannot compare cut ", StringComparison.Ordinal));
        Assert.Contains("La liste n'a pas pu être établie", await reporting.DocumentAsync($"/editions/{second}/document?format=html"), StringComparison.Ordinal);
    }

    /// <returns>The digest of the only part, which its bytes do not have any more.</returns>
    private static async Task<string> AlterPartAsync(RunningReporting reporting)
    {
        var contents = reporting.Database.GetCollection<BsonDocument>("editionParts");
        var stored = await contents.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Token);
        var part = Assert.Single(stored, one => Encoding.UTF8.GetString(one["bytes"].AsByteArray).Contains("\"date\":\"2026-03-10\",\"facts", StringComparison.Ordinal));
        byte[] altered = [.. part["bytes"].AsByteArray, (byte)'\n'];
        await contents.UpdateOneAsync(new BsonDocument("_id", part["_id"]), Builders<BsonDocument>.Update.Set("bytes", altered), cancellationToken: Token);
        return part["_id"].AsString;
    }
}
