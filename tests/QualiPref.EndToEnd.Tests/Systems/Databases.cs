using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>What somebody with access to the databases can do to them behind the services' backs.</summary>
public sealed class Databases(RunningSystem system) : IDisposable
{
    private readonly MongoClient _client = new(system.Parts.Engine.ConnectionString);

    /// <summary>The facts of <c>indicators</c>.</summary>
    public Documents Facts => new(_client.GetDatabase("qualipref_indicators").GetCollection<BsonDocument>("facts"));

    /// <summary>The site-days that <c>reporting</c> keeps.</summary>
    /// <summary>The documents that editions are made of.</summary>
    public Documents EditionParts => new(_client.GetDatabase("qualipref_reporting").GetCollection<BsonDocument>("editionParts"));

    /// <summary>The fact of an answer.</summary>
    public static BsonDocument OfAnswer(Guid id) => Of("surveys", id);

    /// <summary>The fact of a case.</summary>
    public static BsonDocument OfCase(Guid id) => Of("complaints", id);

    public void Dispose() => _client.Dispose();

    private static BsonDocument Of(string source, Guid id) =>
        new("_id", new BsonDocument { ["source"] = source, ["key"] = new BsonBinaryData(id, GuidRepresentation.Standard) });
}

/// <summary>Single documents of a collection.</summary>
public sealed class Documents(IMongoCollection<BsonDocument> collection)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The document as it is now; null when there is none.</summary>
    public async Task<BsonDocument?> FindAsync(BsonDocument which) => await collection.Find(which).FirstOrDefaultAsync(Token);

    /// <summary>Removes it.</summary>
    public async Task RemoveAsync(BsonDocument which) => Assert.Equal(1, (await collection.DeleteOneAsync(which, Token)).DeletedCount);

    /// <summary>Alters it.</summary>
    public async Task AlterAsync(BsonDocument which, UpdateDefinition<BsonDocument> how) => Assert.Equal(1, (await collection.UpdateOneAsync(which, how, null, Token)).ModifiedCount);

    /// <summary>Puts another in its place.</summary>
    public async Task ReplaceAsync(BsonDocument which, BsonDocument by) => Assert.Equal(1, (await collection.ReplaceOneAsync(which, by, (ReplaceOptions?)null, Token)).MatchedCount);
}

/// <summary>The ledgers of answers and cases as they are now.</summary>
public sealed class Ledgers(RunningSystem system) : IDisposable
{
    private readonly MongoClient _client = new(system.Parts.Engine.ConnectionString);

    /// <summary>Whether what a request for one answer or case was acknowledged for is there.</summary>
    /// <param name="exchange">The request and its reply.</param>
    public async Task<bool> HoldAsync(Exchange exchange)
    {
        var path = exchange.Path.Split('/'); // "", api, service, v1, collection, {id}, transition
        var (service, collection) = path[2] == "surveys" ? ("surveys", "responses") : ("complaints", "cases");
        var id = path.Length > 5 ? Guid.Parse(path[5]) : exchange.Reply!.Value.GetProperty("id").GetGuid();
        var held = await _client.GetDatabase($"qualipref_{service}").GetCollection<BsonDocument>(collection)
            .Find(new BsonDocument("_id", new BsonBinaryData(id, GuidRepresentation.Standard))).FirstOrDefaultAsync(TestContext.Current.CancellationToken);
        return held is not null && (path.Length < 7 || held["version"].ToInt64() >= exchange.Reply!.Value.GetProperty("version").GetInt64());
    }

    public void Dispose() => _client.Dispose();
}
