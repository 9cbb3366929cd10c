using System.Text.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;
using QualiPref.Indicators.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Indicators.Tests.Service;

/// <summary>What a verification says of a part, and of the facts that it lists, after somebody touched the database.</summary>
public sealed class Verifying_a_part(RealEngine engine)
{
    private readonly Ledgers _ledgers = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_a_question_that_only_one_channel_was_asked_as_the_cut_had_it()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var kiosk = Given.Answer() with { Choices = new Dictionary<string, string> { ["global"] = "satisfait", ["motif"] = "titres" } };
        await _ledgers.AddAsync(indicators, kiosk, Given.Answer() with { Channel = "web" }, Given.Answer() with { Channel = "paper" });
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");

        var verification = await indicators.VerifyAsync(root, Assert.Single(root.Parts));

        Assert.True(verification.GetProperty("verified").GetBoolean(), verification.ToString());
    }

    [Fact]
    public async Task Names_a_removed_fact()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var (kept, removed) = (Given.Answer(), Given.Answer());
        await _ledgers.AddAsync(indicators, kept, removed);
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");

        await indicators.Database.Facts.DeleteOneAsync(Fact(removed.ResponseId), Token);
        var verification = await indicators.VerifyAsync(root, Assert.Single(root.Parts));

        Assert.False(verification.GetProperty("verified").GetBoolean());
        Assert.Equal(2, verification.GetProperty("facts").GetInt32());
        Assert.Equal([("fact", $"surveys/{removed.ResponseId}"), ("cell", $"{Given.Site}|{Given.Date}")], Named(verification));
        Assert.Equal(JsonValueKind.Null, verification.GetProperty("differences")[0].GetProperty("found").ValueKind);
    }

    [Fact]
    public async Task Names_an_altered_fact()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var answer = Given.Answer();
        await _ledgers.AddAsync(indicators, answer, Given.Answer());
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");

        await indicators.Database.Facts.UpdateOneAsync(
            Fact(answer.ResponseId), new BsonDocument("$set", new BsonDocument("current.choices.global", "tres-satisfait")), cancellationToken: Token);
        var verification = await indicators.VerifyAsync(root, Assert.Single(root.Parts));

        Assert.Equal([("fact", $"surveys/{answer.ResponseId}"), ("cell", $"{Given.Site}|{Given.Date}")], Named(verification));
        var difference = verification.GetProperty("differences")[0];
        Assert.NotEqual(difference.GetProperty("expected").GetString(), difference.GetProperty("found").GetString());
        Assert.StartsWith("1 ", difference.GetProperty("found").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_an_altered_cell()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var part = Assert.Single(root.Parts);

        await AlterAsync(indicators, part.Digest, json => json["siteDays"]![0]!["cell"]!["answers"]![0]!["blank"] = 7);
        var verification = await indicators.VerifyAsync(root, part);

        Assert.Equal([("part", part.Digest), ("cell", $"{Given.Site}|{Given.Date}")], Named(verification));
    }

    [Theory]
    [InlineData("""{ "siteDays": [null] }""")]
    [InlineData("""{ "siteDays": [{ "site": "91-EVRY", "date": "2026-03-10", "facts": "AAAA" }] }""")]
    [InlineData("no JSON")]
    public async Task Names_a_part_that_is_none_any_more(string bytes)
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var part = Assert.Single(root.Parts);

        await ReplaceAsync(indicators, part.Digest, System.Text.Encoding.UTF8.GetBytes(bytes));
        var verification = await indicators.VerifyAsync(root, part);

        Assert.Equal([("part", part.Digest)], Named(verification));
        using var read = await indicators.Http.GetAsync($"/api/indicators/v1/cuts/{root.CutId}/parts/{part.Digest}", Token);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, read.StatusCode);
    }

    /// <summary>Written by a version that is not this one, or damaged before its digest was taken: the digest proves nothing.</summary>
    [Theory]
    [InlineData("no JSON", 1, "$ is no such JSON")]
    [InlineData("""{ "siteDays": [{ "site": "91-EVRY", "date": "2026-03-10", "facts": "AAAA" }] }""", 1, "the list of facts of 91-EVRY on 2026-03-10 is none")]
    [InlineData("""{ "siteDays": [{ "site": "91-EVRY", "date": "2026-03-10", "facts": "", "cell": { "site": "91-EVRY" } }] }""", 1, "$.siteDays[0].cell is no such JSON")]
    [InlineData("""{ "siteDays": [] }""", 3, "its cells are of format 3, this version of QualiPref knows 1 to 2")]
    public async Task Names_a_part_that_has_its_digest_and_cannot_be_read(string text, int format, string reason)
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        var digest = await indicators.Database.CutParts.PutAsync(System.Text.Encoding.UTF8.GetBytes(text), Token);
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03") with { CellFormat = format };

        var verification = await indicators.Service<CutVerifier>().VerifyAsync(root, root.Parts[0] with { Digest = digest }, Token);

        var difference = Assert.Single(verification.Differences);
        Assert.Equal(("part", digest), (difference.Kind, difference.Id));
        Assert.Contains(reason, difference.Detail.French, StringComparison.Ordinal);
        Assert.Equal(0, verification.Facts);
    }

    [Fact]
    public async Task Refuses_a_root_that_cannot_be_read_and_says_where_it_is()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var digest = await indicators.Database.CutParts.PutAsync("{}"u8.ToArray(), Token);
        await indicators.Database.Cuts.UpdateOneAsync(cut => cut.Id == root.CutId, Builders<CutDocument>.Update.Set(cut => cut.RootDigest, digest), null, Token);

        using var answer = await indicators.Http.PostAsync($"/api/indicators/v1/cuts/{root.CutId}/parts/{root.Parts[0].Digest}/verify", null, Token);

        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains(digest, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public async Task Tells_a_cell_that_has_another_number_of_partial_answers_than_its_facts_or_none(int? partial)
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, Given.Answer());
        await _ledgers.AddAsync(indicators, Given.Answer() with { Partial = true });
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var part = Assert.Single(root.Parts);
        Assert.True((await indicators.VerifyAsync(root, part)).GetProperty("verified").GetBoolean());

        await AlterAsync(indicators, part.Digest, json =>
        {
            var option = json["siteDays"]![0]!["cell"]!["answers"]!.AsArray().Single(row => (string)row!["question"]! == "global")!["options"]![0]!.AsObject();
            Assert.Equal((2, 1), ((int)option["count"]!, (int)option["partial"]!));
            option.Remove("partial");
            if (partial is not null) option["partial"] = partial;
        });

        Assert.Equal([("part", part.Digest), ("cell", "91-EVRY|2026-03-10")], Named(await indicators.VerifyAsync(root, part)));
    }

    [Fact]
    public async Task Stays_true_after_the_facts_have_moved_on()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        var (answer, complaint) = (Given.Answer(), Given.Case());
        await _ledgers.AddAsync(indicators, answer);
        await _ledgers.AddAsync(indicators, complaint);
        var root = await indicators.TakeCutAsync(_ledgers, "2026-03");
        var cell = Assert.Single(await indicators.SiteDaysAsync(root)).Cell;

        await _ledgers.AddAsync(indicators, answer.Voided());
        await _ledgers.AddAsync(indicators, complaint with { Version = 2, ReceivedOn = Given.Day("2026-03-12") });
        await _ledgers.AddAsync(indicators, complaint with { Version = 3, Site = "91-ETAMPES", Verdict = "inTime", ResponseDays = 3 });
        await indicators.SettledAsync();
        var verification = await indicators.VerifyAsync(root, Assert.Single(root.Parts));

        Assert.True(verification.GetProperty("verified").GetBoolean(), verification.ToString());
        Assert.Equal(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement[]>(CutJson.Write(new[] { cell }))), JsonSerializer.Serialize(verification.GetProperty("cells")));
    }

    [Fact]
    public async Task Follows_a_day_whose_list_is_in_several_parts()
    {
        await using var indicators = await RunningIndicators.StartForCutsAsync(engine);
        await _ledgers.AddAsync(indicators, [.. Enumerable.Range(0, 5).Select(_ => Given.Answer()), Given.Answer(date: "2026-03-11")]);
        await indicators.SettledAsync();
        var month = await indicators.Service<CutReader>().ReadAsync(Given.Site, Given.Day("2026-03-01"), Token);
        var packed = CutPacking.Pack(month, mostBytes: 1_500, factsPerPiece: 2).ToList();
        foreach (var part in packed) await indicators.Database.CutParts.PutAsync(part.Bytes, Token);
        var root = (await indicators.TakeCutAsync(_ledgers, "2026-03")) with
        {
            Parts = [.. packed.Select(part => new CutPartReference(
                Platform.Persistence.ContentStore.DigestOf(part.Bytes), Given.Site, part.From, part.To, part.Facts, part.Bytes.Length))],
        };

        Assert.True(packed.Count > 1);
        Assert.Equal(month.Days.SelectMany(day => day.Entries), packed.SelectMany(part => part.Content.SiteDays).SelectMany(day => CutEntry.Unpack(day.Facts)));
        Assert.Equal([true, false, false, true], packed.SelectMany(part => part.Content.SiteDays).Select(day => day.Cell is not null));
        foreach (var part in root.Parts)
        {
            var verification = await indicators.Service<CutVerifier>().VerifyAsync(root, part, Token);
            Assert.Empty(verification.Differences);
        }
    }

    private static BsonDocument Fact(Guid id) => new("_id", new FactKey(FactSources.Surveys, id).ToBson());

    private static IEnumerable<(string?, string?)> Named(JsonElement verification) => verification.GetProperty("differences").EnumerateArray()
        .Select(one => (one.GetProperty("kind").GetString(), one.GetProperty("id").GetString()));

    private static async Task AlterAsync(RunningIndicators indicators, string digest, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(await indicators.Database.CutParts.FindAsync(digest, Token))!;
        change(json);
        await ReplaceAsync(indicators, digest, JsonSerializer.SerializeToUtf8Bytes(json));
    }

    private static async Task ReplaceAsync(RunningIndicators indicators, string digest, byte[] bytes)
    {
        var replaced = await indicators.Database.Database.GetCollection<BsonDocument>("cutParts").UpdateOneAsync(
            new BsonDocument("_id", digest), new BsonDocument("$set", new BsonDocument("bytes", bytes)), cancellationToken: Token);
        Assert.Equal(1, replaced.ModifiedCount);
    }
}
