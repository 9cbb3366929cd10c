using System.Security.Cryptography;
using System.Text;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>
/// What waits for an administrator, written straight into the databases: no valid request makes anything that cannot be published, counted or built.
/// Tried again, each of them is done and changes no figure.
/// </summary>
internal sealed class ParkedThings(RunningSystem system) : IDisposable
{
    private readonly MongoClient _mongo = new(system.Parts.Engine.ConnectionString);

    /// <summary>What a message holds that is parked here.</summary>
    public const string Content = "no JSON";

    // Outside of what is frozen here: a day with something parked keeps its month open.
    private const string Day = "2018-06-06";

    private static BsonDateTime Now => new(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static BsonDocument Mark => new() { ["pendingSince"] = Now, ["at"] = Now, ["reason"] = "Essai" };

    /// <summary>Parks something in a service.</summary>
    /// <returns>Its place and id, as they stand in the addresses of the calls.</returns>
    public Task<string> ParkAsync(string service) => service switch
    {
        "surveys" => ParkAnswerAsync(),
        "complaints" => ParkEntryAsync(service, "cases", new BsonDocument("complaints", new BsonArray())),
        "reporting" => ParkEntryAsync(service, "reports", new BsonDocument
        {
            ["cutId"] = NewId(),
            ["network"] = "essonne",
            ["period"] = "2020-01",
            ["asOf"] = "2020-02-01",
            ["declared"] = new BsonArray(),
        }),
        _ => ParkFactAsync(),
    };

    /// <summary>Parks a message that a service could not take.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> ParkMessageAsync(string service)
    {
        var (id, body) = (Guid.NewGuid().ToString("N"), Encoding.UTF8.GetBytes(Content));
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        await Collection(service, "messageBodies").InsertOneAsync(new BsonDocument { ["_id"] = $"{id}/{digest}/0000", ["bytes"] = body });
        await Collection(service, "messages").InsertOneAsync(new BsonDocument
        {
            ["_id"] = id,
            ["version"] = 1L,
            ["tries"] = 0,
            ["queue"] = $"{service}-cut-requested",
            ["takenFrom"] = $"{service}-cut-requested_error",
            ["parked"] = new BsonDocument { ["at"] = Now, ["reason"] = "Essai" },
            ["headers"] = new BsonArray(),
            ["bytes"] = (long)body.Length,
            ["digest"] = digest,
            ["mendings"] = new BsonArray(),
        });
        return id;
    }

    /// <summary>Parks the last freezing of a report, as if its edition could not have been built.</summary>
    /// <returns>The report's ETag.</returns>
    public async Task<string> ParkFreezingAsync(string report)
    {
        var parked = await Collection("reporting", "reports").FindOneAndUpdateAsync<BsonDocument>(
            new BsonDocument { ["_id"] = Id(Guid.Parse(report)), ["freezings.step"] = "Frozen" },
            new BsonDocument
            {
                ["$set"] = new BsonDocument { ["freezings.0.step"] = "Taken", ["freezings.0.fault"] = new BsonDocument { ["cause"] = "Essai", ["at"] = Now } },
                ["$unset"] = new BsonDocument("freezings.0.edition", 1),
                ["$inc"] = new BsonDocument("version", 1),
            },
            new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After });
        return $"\"{parked["version"]}\"";
    }

    public void Dispose() => _mongo.Dispose();

    // One that was published meanwhile: a mark beside a version that waits is none.
    private async Task<string> ParkAnswerAsync()
    {
        var id = Guid.NewGuid();
        var answer = Samples.Answer();
        answer["site"] = Person.Own;
        await system.Api.PutAnswerAsync(id, answer);
        await Eventually.HoldsAsync("the answer is published", async token => (await Collection("surveys", "responses").UpdateOneAsync(
            new BsonDocument { ["_id"] = Id(id), ["pendingSince"] = new BsonDocument("$exists", false) },
            new BsonDocument("$set", new BsonDocument("parked", Mark)), cancellationToken: token)).MatchedCount == 1,
            cancellationToken: TestContext.Current.CancellationToken);
        return $"responses/{id}";
    }

    private async Task<string> ParkEntryAsync(string service, string collection, BsonDocument message)
    {
        var id = Guid.NewGuid();
        var entry = new BsonDocument { ["_id"] = Id(id), ["version"] = 1, ["body"] = message };
        await Collection(service, collection).UpdateOneAsync(
            new BsonDocument("outbox", new BsonArray()),
            new BsonDocument("$push", new BsonDocument("parked", new BsonDocument { ["entry"] = entry, ["mark"] = Mark })));
        return $"{collection}/{id}";
    }

    private async Task<string> ParkFactAsync()
    {
        var id = Guid.NewGuid();
        await Collection("indicators", "parked").InsertOneAsync(new BsonDocument
        {
            ["_id"] = new BsonDocument { ["source"] = "surveys", ["key"] = Id(id), ["version"] = 1 },
            ["reason"] = "Essai",
            ["parkedAt"] = Now,
            ["site"] = Person.Own,
            ["date"] = Day,
            ["item"] = new BsonDocument
            {
                ["responseId"] = Id(id),
                ["version"] = 1,
                ["date"] = Day,
                ["questionnaire"] = "accueil-general",
                ["questionnaireVersion"] = 1,
                ["channel"] = "web",
                ["status"] = "setAside",
                ["choices"] = new BsonDocument(),
            },
        });
        return $"facts/surveys:{id}:1";
    }

    private IMongoCollection<BsonDocument> Collection(string service, string name) => _mongo.GetDatabase($"qualipref_{service}").GetCollection<BsonDocument>(name);

    private static BsonBinaryData NewId() => Id(Guid.NewGuid());

    private static BsonBinaryData Id(Guid id) => new(id, GuidRepresentation.Standard);
}
