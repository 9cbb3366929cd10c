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

    private async Task<Guid> CaseAsync() => (await SentAsync(HttpMethod.Post, Cases, Filing("letter"))).GetProperty("id").GetGuid();

    private async Task PutAsync(Guid id, string state)
    {
        using var mongo = new MongoClient(system.Parts.Engine.ConnectionString);
        await mongo.GetDatabase("qualipref_complaints").GetCollection<BsonDocument>("cases").UpdateOneAsync(
            new BsonDocument("_id", new BsonBinaryData(id, GuidRepresentation.Standard)),
            new BsonDocument("$set", new BsonDocument("letters.0.deliveries.0.state", state)));
    }
}
