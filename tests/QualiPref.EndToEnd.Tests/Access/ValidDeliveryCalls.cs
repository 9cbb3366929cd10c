using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.EndToEnd.Tests.Systems;
using static QualiPref.EndToEnd.Tests.Access.ValidBodies;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>The calls about the letters of a case. No mail server and no post stand behind this system: what they would have done is written straight into the database.</summary>
internal sealed class ValidDeliveryCalls(RunningSystem system, Dictionary<(string Call, string? When), ValidCall> table) : CallTable(system.Api, table)
{
    private const string Cases = "/api/complaints/v1/complaints";

    private static readonly object Answer = new { subject = "Réponse", body = "Texte." };

    public void Add()
    {
        Add("POST", $"{Cases}/{{id:guid}}/letter", null, Own, async () => await Made(HttpMethod.Post, $"{Cases}/{await CaseAsync()}/letter", Answer));
        Add("GET", $"{Cases}/{{id:guid}}/drafts", null, Own, async () => await Made(HttpMethod.Get, $"{Cases}/{await CaseAsync()}/drafts"));
        Add("PUT", $"{Cases}/{{id:guid}}/drafts/{{step}}", null, Own, async () => await Made(HttpMethod.Put, $"{Cases}/{await CaseAsync()}/drafts/answer", new { fields = new[] { new { name = "body", text = "Texte." } } }));
        Add("PUT", $"{Cases}/{{id:guid}}/presence", null, Own, async () => await Made(HttpMethod.Put, $"{Cases}/{await CaseAsync()}/presence", new { open = true }));
        Add("POST", $"{Cases}/{{id:guid}}/messages/{{message:guid}}/read", null, Own, async () =>
        {
            var (id, message) = await MessageAsync();
            return await Made(HttpMethod.Post, $"{Cases}/{id}/messages/{message}/read", new { });
        });
        Add("POST", "/api/complaints/v1/tracking/{trackingCode}/review", null, None, async () =>
            await Made(HttpMethod.Post, $"/api/complaints/v1/tracking/{(await ClosedAsync()).Code}/review", new { said = "helped" }));
        Add("POST", $"{Cases}/{{id:guid}}/review/read", null, Own, async () => await Made(HttpMethod.Post, $"{Cases}/{await ReviewedAsync()}/review/read", new { }));
        Add("POST", $"{Cases}/{{id:guid}}/promises/{{promise:guid}}/settle", null, Own, async () =>
        {
            var (id, promise, _) = await PromisedAsync();
            return await Made(HttpMethod.Post, $"{Cases}/{id}/promises/{promise}/settle", new { state = "kept" });
        });
        Add("POST", "/api/complaints/v1/tracking/{trackingCode}/promises/{promise:guid}/confirm", null, None, async () =>
        {
            var (id, promise, code) = await PromisedAsync();
            await SentAsync(HttpMethod.Post, $"{Cases}/{id}/promises/{promise}/settle", new { state = "kept" });
            return await Made(HttpMethod.Post, $"/api/complaints/v1/tracking/{code}/promises/{promise}/confirm", new { kept = true });
        });
        foreach (var (call, state) in ((string, string)[])[("take-back", "ToHand"), ("send-again", "Failed"), ("bounced", "HandedOver"), ("returned", "Posted"), ("handed", "ToHand")])
        {
            Add("POST", $"{Cases}/{{id:guid}}/letters/{{letter:guid}}/{call}", null, Own, async () =>
            {
                var (id, letter, etag) = await LetterAsync(state);
                return await Made(HttpMethod.Post, $"{Cases}/{id}/letters/{letter}/{call}", new { }, call == "take-back" ? etag : null);
            });
        }
    }

    /// <summary>The letter of a case that was answered.</summary>
    /// <param name="state">The state of its delivery.</param>
    public async Task<(Guid Case, string Letter, string Etag)> LetterAsync(string state)
    {
        var id = await CaseAsync();
        var answered = await system.Api.MoveAsync(id, "answer", JsonSerializer.SerializeToElement(Answer), "\"1\"");
        Assert.True(answered.Status == 200, answered.ToString());
        await PutAsync(id, state);
        return (id, answered.Body!.Value.GetProperty("letters")[0].GetProperty("id").GetString()!, answered.Etag!);
    }

    /// <summary>A case with a message of the person that nobody has read.</summary>
    public async Task<(Guid Case, string Message)> MessageAsync()
    {
        var filed = await SentAsync(HttpMethod.Post, Cases, Filing("letter"));
        var tracked = await SentAsync(HttpMethod.Post, $"/api/complaints/v1/tracking/{filed.GetProperty("trackingCode").GetString()}/messages", Message);
        return (filed.GetProperty("id").GetGuid(), tracked.GetProperty("messages")[0].GetProperty("id").GetString()!);
    }

    /// <summary>A case with something that its answer promised.</summary>
    public async Task<(Guid Case, string Promise, string Code)> PromisedAsync()
    {
        var id = await CaseAsync();
        var answer = new { subject = "Réponse", body = "Texte.", promises = new[] { new { text = "Rappeler", dueOn = RunningSystem.Today } } };
        var answered = await system.Api.MoveAsync(id, "answer", JsonSerializer.SerializeToElement(answer), "\"1\"");
        Assert.True(answered.Status == 200, answered.ToString());
        var read = answered.Body!.Value;
        return (id, read.GetProperty("promises")[0].GetProperty("id").GetString()!, read.GetProperty("trackingCode").GetString()!);
    }

    /// <summary>A case with what the person thinks of the way it was dealt with.</summary>
    public async Task<Guid> ReviewedAsync()
    {
        var (id, code) = await ClosedAsync();
        await SentAsync(HttpMethod.Post, $"/api/complaints/v1/tracking/{code}/review", new { said = "helped" });
        return id;
    }

    private async Task<(Guid Id, string Code)> ClosedAsync()
    {
        var id = await CaseAsync();
        var closed = await system.Api.MoveAsync(id, "close", JsonSerializer.SerializeToElement(new { outcome = "outOfScope" }), "\"1\"");
        Assert.True(closed.Status == 200, closed.ToString());
        return (id, closed.Body!.Value.GetProperty("trackingCode").GetString()!);
    }

    private async Task<Guid> CaseAsync() => (await SentAsync(HttpMethod.Post, Cases, Filing("letter"))).GetProperty("id").GetGuid();

    private async Task PutAsync(Guid id, string state)
    {
        using var mongo = new MongoClient(system.Parts.Engine.ConnectionString);
        await mongo.GetDatabase("qualipref_complaints").GetCollection<BsonDocument>("cases").UpdateOneAsync(
            new BsonDocument("_id", new BsonBinaryData(id, GuidRepresentation.Standard)),
            new BsonDocument("$set", new BsonDocument("letters.0.deliveries.0.state", state)));
    }
}
