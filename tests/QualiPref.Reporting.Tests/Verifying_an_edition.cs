using System.Net;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Tests.Setup;
using QualiPref.Testing;

namespace QualiPref.Reporting.Tests;

public sealed class Verifying_an_edition(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unaltered_verifies()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        reporting.Indicators.Cells.AddRange(Given.CellsOf2014);
        var edition = await reporting.FreezeAsync(await reporting.OpenAsync("lot-et-garonne", "2014"));

        var verification = await VerifyAsync(reporting, edition);

        Assert.True(verification.GetProperty("verified").GetBoolean());
        Assert.Empty(verification.GetProperty("differences").EnumerateArray());
        Assert.Equal(3, verification.GetProperty("facts").GetInt32());
        var view = await reporting.JsonAsync($"/editions/{edition}");
        Assert.Equal("""{"cells":1,"figures":2,"definitions":2}""", (await reporting.JsonAsync($"/editions/{edition}/manifest")).GetProperty("formats").GetRawText());
        Assert.Equal(
            view.GetProperty("figures").GetArrayLength() + view.GetProperty("complaints").GetArrayLength(),
            verification.GetProperty("figures").GetInt32());
    }

    [Theory]
    [InlineData("\"siteDays\":1,\"sections", "figures")]
    [InlineData("\"figuresDigest\"", "manifest")]
    [InlineData("\"requestedAt\"", "root")]
    [InlineData("\"date\":\"2026-03-10\",\"facts", "part ")]
    public async Task Names_an_altered_document(string mark, string name)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        var contents = reporting.Database.GetCollection<BsonDocument>("editionParts");
        var stored = await contents.Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Token);
        var document = Assert.Single(stored, one => TextOf(one).Contains(mark, StringComparison.Ordinal));
        byte[] altered = [.. document["bytes"].AsByteArray, (byte)'\n'];
        await contents.UpdateOneAsync(new BsonDocument("_id", document["_id"]), Builders<BsonDocument>.Update.Set("bytes", altered), cancellationToken: Token);

        var verification = await VerifyAsync(reporting, edition);

        Assert.False(verification.GetProperty("verified").GetBoolean());
        var difference = Assert.Single(verification.GetProperty("differences").EnumerateArray());
        Assert.Equal("document", difference.GetProperty("kind").GetString());
        Assert.StartsWith(name, difference.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(document["_id"].AsString, difference.GetProperty("expected").GetString());
    }

    [Fact]
    public async Task Names_a_figure_that_somebody_changed_with_its_digest()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);

        // Whoever changes a figure and mends digest after digest up to the root still cannot make the facts agree.
        await ForgeAsync(reporting, "\"numerator\":30", "\"numerator\":31");

        var differences = (await VerifyAsync(reporting, edition)).GetProperty("differences").EnumerateArray().ToList();
        Assert.Equal(["figure", "figure"], differences.Select(one => one.GetProperty("kind").GetString()));
        Assert.All(differences, one => Assert.Contains("\"numerator\":31", one.GetProperty("expected").GetString(), StringComparison.Ordinal));
        Assert.All(differences, one => Assert.StartsWith("satisfaction.global~essonne~", one.GetProperty("id").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_the_figure_that_a_changed_fact_moves()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        reporting.Indicators.ChangedFacts[StandInIndicators.KeyOf(Given.Cell())] = Given.Cell().Answering(29, 11);

        var verification = await VerifyAsync(reporting, edition);

        Assert.False(verification.GetProperty("verified").GetBoolean());
        Assert.Equal(
            [$"fact {StandInIndicators.FactOf(Given.Cell())} 91-EVRY", "figure satisfaction.global~essonne~91-EVRY 91-EVRY", "figure satisfaction.global~essonne~ "],
            verification.GetProperty("differences").EnumerateArray().Select(one =>
                $"{one.GetProperty("kind").GetString()} {ShortOf(one.GetProperty("id").GetString()!)} {one.GetProperty("site").GetString()}"));
    }

    [Fact]
    public async Task Names_what_the_edition_says_otherwise_than_its_manifest()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        await reporting.Database.GetCollection<BsonDocument>("editions").UpdateOneAsync(
            FilterDefinition<BsonDocument>.Empty, Builders<BsonDocument>.Update.Set("title", "Un autre titre"), cancellationToken: Token);

        var difference = Assert.Single((await VerifyAsync(reporting, edition)).GetProperty("differences").EnumerateArray());

        Assert.Equal("edition", difference.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Says_that_a_document_is_gone_instead_of_showing_something_else()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        await reporting.Database.DropCollectionAsync("editionParts", Token);

        using var read = await reporting.GetAsync($"/editions/{edition}");
        var verification = await VerifyAsync(reporting, edition);

        await RunningReporting.RefusedAsync(read, HttpStatusCode.Conflict, "QP-REPORTING-011");
        Assert.Equal("manifest", Assert.Single(verification.GetProperty("differences").EnumerateArray()).GetProperty("id").GetString());
    }

    /// <summary>Whoever mends digest after digest up to the root proves nothing by them: what is below can be no document any more.</summary>
    [Theory]
    [InlineData("\"numerator\":30", "\"numerator\":\"thirty\"", "figures", "$.figures[0].numerator n'est pas le JSON attendu")]
    [InlineData("\"denominator\":40,", "", "figures", "$.figures[0] n'est pas le JSON attendu")]
    [InlineData("\"figures\":[", "\"figures\":[null,", "figures", "l'un de ses chiffres est absent (null)")]
    public async Task Names_figures_that_cannot_be_read_and_does_not_show_them(string what, string with, string document, string reason)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        var digest = await ForgeAsync(reporting, what, with);

        var verification = await VerifyAsync(reporting, edition);
        using var read = await reporting.GetAsync($"/editions/{edition}");
        using var printed = await reporting.GetAsync($"/editions/{edition}/document?format=html");

        Assert.False(verification.GetProperty("verified").GetBoolean());
        var difference = Assert.Single(verification.GetProperty("differences").EnumerateArray());
        Assert.Equal(("document", document, digest), (
            difference.GetProperty("kind").GetString(), difference.GetProperty("id").GetString(), difference.GetProperty("expected").GetString()));
        Assert.Contains(reason, difference.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var refused in new[] { read, printed })
        {
            await RunningReporting.RefusedAsync(refused, HttpStatusCode.Conflict, "QP-REPORTING-013");
            var detail = (await RunningReporting.JsonOf(refused)).GetProperty("detail").GetString();
            Assert.All([document, digest, $"{edition}", reason, "sauvegarde"], part => Assert.Contains(part, detail, StringComparison.Ordinal));
        }
        // Once for each of the three, with the stack.
        Assert.Equal(3, reporting.Logged.Count(entry => entry.Contains($"{nameof(UnreadableDocumentException)}: ", StringComparison.Ordinal) && entry.Contains("   at ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"formats\":{\"cells\":1,", "\"formats\":{\"cells\":9,", "ses cellules sont au format 9, cette version de QualiPref connaît les formats 1 à 2")]
    [InlineData("\"figures\":2,", "\"figures\":0,", "ses chiffres sont au format 0, cette version de QualiPref connaît les formats 1 à 2")]
    [InlineData("\"period\":\"2026\"", "\"period\":\"2026-13\"", "$.period n'est pas une période")]
    public async Task Names_a_manifest_that_cannot_be_read_and_does_not_show_it(string what, string with, string reason)
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var edition = await FreezeOneAsync(reporting);
        await ForgeManifestAsync(reporting, what, with);

        var verification = await VerifyAsync(reporting, edition);
        using var read = await reporting.GetAsync($"/editions/{edition}");

        var difference = Assert.Single(verification.GetProperty("differences").EnumerateArray());
        Assert.Equal("manifest", difference.GetProperty("id").GetString());
        Assert.Contains(reason, difference.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await RunningReporting.RefusedAsync(read, HttpStatusCode.Conflict, "QP-REPORTING-013");
    }

    [Fact]
    public async Task That_cannot_be_read_keeps_no_further_one_from_being_frozen()
    {
        await using var reporting = await RunningReporting.StartAsync(engine);
        var report = await reporting.OpenAsync();
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        await reporting.FreezeAsync(report, "1");
        await ForgeAsync(reporting, "\"numerator\":30", "\"numerator\":\"thirty\"");

        var second = await reporting.JsonAsync($"/editions/{await reporting.FreezeAsync(report, "2")}");

        Assert.Equal((2, JsonValueKind.Null), (second.GetProperty("revision").GetInt32(), second.GetProperty("changes").ValueKind));
    }

    [Fact]
    public async Task Answers_an_operation_when_it_takes_long()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:VerifyWait=00:00:00");
        var edition = await FreezeOneAsync(reporting);
        var mayGoOn = new TaskCompletionSource();
        reporting.Indicators.Before = (_, aborted) => mayGoOn.Task.WaitAsync(aborted);

        using var accepted = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        var path = accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..];
        var running = await reporting.JsonAsync(path);
        mayGoOn.SetResult();

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("running", running.GetProperty("status").GetString());
        var done = await OperationAsync(reporting, path, "succeeded");
        Assert.True(done.GetProperty("result").GetProperty("verified").GetBoolean());
    }

    [Fact]
    public async Task Is_under_way_although_the_clock_of_who_looks_is_ahead()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:VerifyWait=00:00:00");
        var edition = await FreezeOneAsync(reporting);
        reporting.Indicators.Before = (_, aborted) => Task.Delay(Timeout.Infinite, aborted);
        using var accepted = await reporting.PostToAsync($"/editions/{edition}/verify", null);

        reporting.Indicators.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("running", (await reporting.JsonAsync(accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..])).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Says_that_it_was_interrupted()
    {
        await using var reporting = await RunningReporting.StartAsync(engine, "--QualiPref:Reporting:VerifyWait=00:00:00");
        var edition = await FreezeOneAsync(reporting);
        reporting.Indicators.Before = (_, aborted) => Task.Delay(Timeout.Infinite, aborted);
        using var accepted = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        var path = accepted.Headers.Location!.OriginalString["/api/reporting/v1".Length..];

        // A killed process writes nothing: it was heard of last a minute ago.
        await reporting.RestartAsync(() => reporting.Database.GetCollection<BsonDocument>("verifications").UpdateOneAsync(
            FilterDefinition<BsonDocument>.Empty, Builders<BsonDocument>.Update.Set("aliveAt", DateTime.UtcNow.AddMinutes(-1)).Set("isInterrupted", false), cancellationToken: Token));

        var operation = await reporting.JsonAsync(path);
        Assert.Equal("failed", operation.GetProperty("status").GetString());
        Assert.Equal("QP-REPORTING-012", operation.GetProperty("problem").GetProperty("code").GetString());
    }

    private static async Task<Guid> FreezeOneAsync(RunningReporting reporting)
    {
        reporting.Indicators.Cells.Add(Given.Cell().Answering(30, 10));
        return await reporting.FreezeAsync(await reporting.OpenAsync());
    }

    private static async Task<JsonElement> VerifyAsync(RunningReporting reporting, Guid edition)
    {
        using var response = await reporting.PostToAsync($"/editions/{edition}/verify", null);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await RunningReporting.JsonOf(response);
    }

    /// <summary>Changes the figures and every digest above them.</summary>
    /// <returns>The digest of the changed figures.</returns>
    private static async Task<string> ForgeAsync(RunningReporting reporting, string what, string with)
    {
        var figures = await FindAsync(reporting, "\"siteDays\":1,\"sections");
        var digest = await PutAsync(reporting, TextOf(figures), what, with);
        await ForgeManifestAsync(reporting, figures["_id"].AsString, digest);
        return digest;
    }

    private static async Task ForgeManifestAsync(RunningReporting reporting, string what, string with)
    {
        var digest = await PutAsync(reporting, TextOf(await FindAsync(reporting, "\"figuresDigest\"")), what, with);
        await reporting.Database.GetCollection<BsonDocument>("editions").UpdateOneAsync(
            FilterDefinition<BsonDocument>.Empty, Builders<BsonDocument>.Update.Set("manifestDigest", digest), cancellationToken: Token);
    }

    private static async Task<BsonDocument> FindAsync(RunningReporting reporting, string mark)
    {
        var stored = await reporting.Database.GetCollection<BsonDocument>("editionParts").Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(Token);
        return Assert.Single(stored, one => TextOf(one).Contains(mark, StringComparison.Ordinal));
    }

    private static async Task<string> PutAsync(RunningReporting reporting, string text, string what, string with)
    {
        Assert.Contains(what, text, StringComparison.Ordinal);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.Replace(what, with, StringComparison.Ordinal));
        var digest = ContentStore.DigestOf(bytes);
        await reporting.Database.GetCollection<BsonDocument>("editionParts").InsertOneAsync(
            new BsonDocument { ["_id"] = digest, ["bytes"] = bytes }, cancellationToken: Token);
        return digest;
    }

    private static Task<JsonElement> OperationAsync(RunningReporting reporting, string path, string status) => Eventually.ReadsAsync(
        $"the operation has {status}", _ => reporting.JsonAsync(path), operation => operation.GetProperty("status").GetString() == status, TimeSpan.FromSeconds(20), Token);

    // The rest of a figure's id is period and date.
    private static string ShortOf(string id) => string.Join('~', id.Split('~').Take(3));

    private static string TextOf(BsonDocument content) => System.Text.Encoding.UTF8.GetString(content["bytes"].AsByteArray);
}
