using MongoDB.Bson;
using QualiPref.Testing;

namespace QualiPref.Tool.Tests.Setup;

/// <summary>What waits for a person, written straight into the databases: no valid request makes anything that cannot be published, counted or built.</summary>
internal static class Parked
{
    // Far from what is frozen or looked at here: a day with something parked keeps its month open.
    private const string Day = "2018-06-06";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static BsonDateTime Now => new(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Parks an answer that <c>indicators</c> could not count; tried again, it is counted.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> ParkFactAsync(this Installation installation, string reason = "Essai")
    {
        var id = Guid.NewGuid();
        await installation.Collection("indicators", "parked").InsertOneAsync(new BsonDocument
        {
            ["_id"] = new BsonDocument { ["source"] = "surveys", ["key"] = Id(id), ["version"] = 1 },
            ["reason"] = reason,
            ["parkedAt"] = Now,
            ["site"] = "91-EVRY",
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
        }, null, Token);
        return $"indicators/facts/surveys:{id}:1";
    }

    /// <summary>Parks what was received of a site in a way that it cannot be counted, tried again or not.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> ParkForGoodAsync(this Installation installation)
    {
        var name = await installation.ParkFactAsync();
        await installation.Collection("indicators", "parked").UpdateOneAsync(
            new BsonDocument("_id", new BsonDocument { ["source"] = "surveys", ["key"] = Id(Guid.Parse(name.Split(':')[1])), ["version"] = 1 }), new BsonDocument("$set", new BsonDocument("site", "99-NULLE-PART")), cancellationToken: Token);
        return name;
    }

    /// <summary>Parks an answer that could not be published.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> ParkAnswerAsync(this Installation installation)
    {
        var id = await installation.AnswerAsync(new DateOnly(2025, 6, 17));
        var mark = new BsonDocument { ["pendingSince"] = Now, ["at"] = Now, ["reason"] = "Essai" };
        await Eventually.HoldsAsync("the answer is published", async token => (await installation.Collection("surveys", "responses").UpdateOneAsync(
            new BsonDocument { ["_id"] = Id(id), ["pendingSince"] = new BsonDocument("$exists", false) },
            new BsonDocument("$set", new BsonDocument("parked", mark)), cancellationToken: token)).MatchedCount == 1, cancellationToken: Token);
        return $"surveys/responses/{id}";
    }

    /// <summary>Parks the freezing of a report that has an edition, as if that could not have been built.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> ParkFreezingAsync(this Installation installation, string report)
    {
        var parked = await installation.Collection("reporting", "reports").FindOneAndUpdateAsync<BsonDocument>(
            new BsonDocument { ["_id"] = Id(Guid.Parse(report)), ["freezings.step"] = "Frozen" },
            new BsonDocument
            {
                ["$set"] = new BsonDocument { ["freezings.0.step"] = "Taken", ["freezings.0.fault"] = new BsonDocument { ["cause"] = "Essai", ["at"] = Now } },
                ["$unset"] = new BsonDocument("freezings.0.edition", 1),
                ["$inc"] = new BsonDocument("version", 1),
            }, cancellationToken: Token);
        return $"reporting/freezings/{parked["freezings"][0]["cutId"].AsGuid}";
    }

    private static BsonBinaryData Id(Guid id) => new(id, GuidRepresentation.Standard);
}
