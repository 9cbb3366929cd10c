using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>
/// What was published, in the database of a service: with <c>surveys</c> the originals, with the others a copy, by which they begin their work whether
/// <c>surveys</c> answers or not.
/// </summary>
public sealed class PublishedStore
{
    /// <summary>The collection, in whatever database.</summary>
    public const string Collection = "questionnaires";

    private readonly IMongoDatabase _database;

    internal PublishedStore(IMongoDatabase database, bool isCopy) => (_database, IsCopy) = (database, isCopy);

    /// <summary>Whether it holds a copy, and what is published is to be fetched.</summary>
    internal bool IsCopy { get; }

    private IMongoCollection<PublishedDocument> Documents => _database.GetCollection<PublishedDocument>(Collection);

    /// <summary>Everything, in the order of code and version. One read.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<PublishedQuestionnaire>> ReadAsync(CancellationToken cancellationToken)
    {
        var documents = await Documents.Find(Builders<PublishedDocument>.Filter.Empty, new FindOptions { Hint = "_id_" }).ToListAsync(cancellationToken);
        return
        [
            .. documents.Select(document => document.ToPublished()).OrderBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.Version),
        ];
    }

    /// <summary>Keeps a copy of one, in the state of the moment.</summary>
    internal Task KeepAsync(PublishedQuestionnaire published, CancellationToken cancellationToken) => Documents.ReplaceOneAsync(
        document => document.Id == published.Name, PublishedDocument.Of(published), new ReplaceOptions { IsUpsert = true }, cancellationToken);

    private sealed class PublishedDocument
    {
        [BsonId]
        public required string Id { get; init; }

        public required string Code { get; init; }

        public required int Version { get; init; }

        public required string Json { get; init; }

        public required DateTime PublishedAt { get; init; }

        [BsonIgnoreIfNull]
        public DateTime? WithdrawnAt { get; init; }

        public PublishedQuestionnaire ToPublished() => new() { Code = Code, Version = Version, Json = Json, PublishedAt = PublishedAt, WithdrawnAt = WithdrawnAt };

        public static PublishedDocument Of(PublishedQuestionnaire one) =>
            new() { Id = one.Name, Code = one.Code, Version = one.Version, Json = one.Json, PublishedAt = one.PublishedAt, WithdrawnAt = one.WithdrawnAt };
    }
}
