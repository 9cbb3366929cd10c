using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>What somebody with access to the databases can do to them behind the services' backs.</summary>
public sealed class Databases(RunningSystem system) : IDisposable
{
    private readonly MongoClient _client = new(system.Parts.Engine.ConnectionString);

    /// <summary>The facts of <c>indicators</c>.</summary>
    public Documents Facts => new(_client.GetDatabase("qualipref_indicators").GetCollection<BsonDocument>("facts"));

    /// <summary>The site-days that <c>reporting</c> keeps.</summary>
    public Documents KeptCells => new(_client.GetDatabase("qualipref_reporting").GetCollection<BsonDocument>("cells"));

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
