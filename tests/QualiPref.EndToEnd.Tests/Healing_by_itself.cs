using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

[Collection(AllInOne.Name)]
public sealed class Healing_by_itself_all_in_one(AllInOneSystem system) : Healing_by_itself(system);

[Long]
public sealed class Healing_by_itself_distributed(HealingDistributedSystem system) : Healing_by_itself(system), IClassFixture<HealingDistributedSystem>;

/// <summary>What is done to the databases or the broker behind the services' backs is found, and made good or named, without an operator.</summary>
public abstract class Healing_by_itself(RunningSystem system) : IDisposable
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private protected RunningSystem System => system;

    private protected Databases Databases { get; } = new(system);

    [Fact]
    public async Task A_fact_that_was_removed_comes_back()
    {
        var fact = Databases.OfAnswer(await AnswerAsync());
        await system.SettlesAsync();
        var held = await Databases.Facts.FindAsync(fact);
        await Databases.Facts.RemoveAsync(fact);
        var healed = await Eventually.ReadsAsync("the fact is there again", async _ => await Databases.Facts.FindAsync(fact), found => found is not null, Patience, TestContext.Current.CancellationToken);
        Assert.Equal(held!["current"], healed!["current"]);
        await system.AgreesAsync();
    }

    [Long, Fact]
    public async Task A_fact_that_was_altered_is_put_right()
    {
        var fact = Databases.OfAnswer(await AnswerAsync());
        await system.SettlesAsync();
        // Marked as changed, so that the false option gets into the figure as well.
        await Databases.Facts.AlterAsync(fact, Builders<BsonDocument>.Update
            .Set("current.choices.global", "pas-du-tout-satisfait").AddToSet("dirty", $"91-EVRY|{RunningSystem.Year}-06-17"));
        await Eventually.ReadsAsync("the fact says again what was answered", async _ => await Databases.Facts.FindAsync(fact),
            found => found!["current"]["choices"]["global"] == "satisfait", Patience, TestContext.Current.CancellationToken);
        await system.AgreesAsync();
    }

    [Long, Fact]
    public async Task An_update_that_was_lost_under_an_equal_count_is_made_good()
    {
        var id = await AnswerAsync();
        var fact = Databases.OfAnswer(id);
        await system.SettlesAsync();
        var before = await Databases.Facts.FindAsync(fact);
        Assert.Equal(200, (await system.Api.SendAsync(HttpMethod.Post, $"{ApiClient.Responses}/{id}/void", "quality", new { reason = "Essai" }, "\"1\"")).Status);
        await system.SettlesAsync();

        var day = $"91-EVRY|{RunningSystem.Year}-06-17";
        before!["dirty"] = new BsonArray { day };
        await Databases.Facts.ReplaceAsync(fact, before);

        await Eventually.ReadsAsync("the fact is voided again", async _ => await Databases.Facts.FindAsync(fact),
            found => found!["version"] == 2 && found["current"]["status"] == "voided", Patience, TestContext.Current.CancellationToken);
        await system.AgreesAsync();
    }

    [Fact]
    public async Task A_version_that_an_edition_rests_on_and_that_was_altered_is_named()
    {
        var id = Guid.NewGuid();
        Assert.Equal(201, (await system.Api.FileAsync(Samples.Filing(id))).Status);
        await system.SettlesAsync();
        var edition = await system.FrozenAsync(await system.OpenReportAsync(), $"named {id}");
        var etag = (await system.Api.GetAsync($"{ApiClient.Complaints}/{id}", "handler")).Etag;
        Assert.Equal(200, (await system.Api.MoveAsync(id, "qualify", new { motive = "accueil" }, etag)).Status);
        await system.AgreesAsync();
        await system.VerifiesAsync(edition);

        var fact = Databases.OfCase(id);
        var held = await Databases.Facts.FindAsync(fact);
        await Databases.Facts.AlterAsync(fact, Builders<BsonDocument>.Update.Set("past.0.state.kind", "thanks"));
        var result = await system.VerifyAsync(edition);
        await Databases.Facts.ReplaceAsync(fact, held!);

        Assert.False(result.GetProperty("verified").GetBoolean());
        Assert.Contains(result.GetProperty("differences").EnumerateArray(), difference =>
            difference.GetProperty("kind").GetString() == "fact" && difference.GetProperty("id").GetString()!.Contains($"{id}", StringComparison.OrdinalIgnoreCase));
        await system.VerifiesAsync(edition);
    }

    [Long, Fact]
    public async Task A_document_of_an_edition_that_was_altered_is_named()
    {
        await AnswerAsync();
        await system.SettlesAsync();
        var edition = await system.FrozenAsync(await system.OpenReportAsync(), $"document {Guid.NewGuid()}");
        await system.VerifiesAsync(edition);
        var manifest = (await system.Api.GetAsync($"/api/reporting/v1/editions/{edition}/manifest")).Body!.Value;
        var digest = manifest.GetProperty("cut").GetProperty("parts")[0].GetProperty("digest").GetString()!;
        var part = new BsonDocument("_id", digest);
        var held = await Databases.EditionParts.FindAsync(part);

        var altered = held!["bytes"].AsByteArray.ToArray();
        altered[^10] ^= 1;
        await Databases.EditionParts.AlterAsync(part, Builders<BsonDocument>.Update.Set("bytes", altered));
        var result = await system.VerifyAsync(edition);
        await Databases.EditionParts.ReplaceAsync(part, held);

        Assert.False(result.GetProperty("verified").GetBoolean());
        Assert.Contains(digest, result.GetProperty("differences").ToString(), StringComparison.Ordinal);
        await system.VerifiesAsync(edition);
    }

    public void Dispose()
    {
        Databases.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<Guid> AnswerAsync()
    {
        var id = Guid.NewGuid();
        Assert.Equal(201, (await system.Api.PutAnswerAsync(id, Samples.Answer())).Status);
        return id;
    }
}
