using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The collections of the service and their indexes.</summary>
internal sealed class ComplaintsStorage : IStorageSetup
{
    private const string WordsIndex = "words";

    private static readonly RequiredIndex[] CaseIndexes =
    [
        OutboxIndexes.Aggregate,
        OutboxIndexes.ParkedInAggregate,
        new("reference", new BsonDocument("reference", 1), Unique: true),
        new("trackingCode", new BsonDocument("trackingCode", 1), Unique: true),
        // The handlers' list: each filter, in the order of the list.
        ByDueDate(null),
        ByDueDate("site"),
        ByDueDate("status"),
        ByDueDate("assignee"),
        ByDueDate("motive"),
        ByDueDate("verdict"),
        new("balance", new BsonDocument { ["state.site"] = 1, ["state.receivedOn"] = 1 }),
    ];

    private static readonly RequiredIndex[] LetterIndexes =
        [new("case", new BsonDocument("case", 1)), new("claimed", new BsonDocument { ["claimed"] = 1, ["_id"] = 1 })];

    private static readonly RequiredIndex[] TemplateIndexes =
        [new("codeVersion", new BsonDocument { ["code"] = 1, ["version"] = -1 }, Unique: true)];

    public ComplaintsStorage(MongoDatabases databases)
    {
        Database = databases.For(ComplaintsModule.ServiceName);
        Cases = Database.GetCollection<CaseDocument>("cases");
        Letters = Database.GetCollection<LetterDocument>("letters");
        Templates = Database.GetCollection<LetterTemplateDocument>("letterTemplates");
        Counters = Database.GetCollection<BsonDocument>("referenceCounters");
    }

    public IMongoDatabase Database { get; }

    public IMongoCollection<CaseDocument> Cases { get; }

    public IMongoCollection<LetterDocument> Letters { get; }

    public IMongoCollection<LetterTemplateDocument> Templates { get; }

    /// <summary>Last number given out by site and year.</summary>
    public IMongoCollection<BsonDocument> Counters { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Indexes.EnsureAsync(Cases, CaseIndexes, cancellationToken);
        await EnsureWordsAsync(cancellationToken);
        await Indexes.EnsureAsync(Letters, LetterIndexes, cancellationToken);
        await Indexes.EnsureAsync(Templates, TemplateIndexes, cancellationToken);
    }

    private static RequiredIndex ByDueDate(string? filter)
    {
        var keys = new BsonDocument();
        if (filter is not null) keys[$"state.{filter}"] = 1;
        return new RequiredIndex(filter ?? "dueOn", keys.AddRange(new BsonDocument { ["state.dueOn"] = 1, ["_id"] = 1 }));
    }

    // The server stores the keys of a text index in a form of its own, so it is proved by its weights. The language override must
    // name a field that does not exist: "language" is that of the person, and the server would refuse those it cannot stem.
    private async Task EnsureWordsAsync(CancellationToken cancellationToken)
    {
        var keys = Builders<CaseDocument>.IndexKeys.Text("filing.subject").Text("filing.text").Text("filing.contact.name");
        var options = new CreateIndexOptions { Name = WordsIndex, DefaultLanguage = "french", LanguageOverride = "wordsLanguage" };
        await Cases.Indexes.CreateOneAsync(new CreateIndexModel<CaseDocument>(keys, options), cancellationToken: cancellationToken);
        using var cursor = await Cases.Indexes.ListAsync(cancellationToken);
        var held = (await cursor.ToListAsync(cancellationToken)).Single(index => index["name"] == WordsIndex);
        var wanted = new BsonDocument { ["filing.contact.name"] = 1, ["filing.subject"] = 1, ["filing.text"] = 1 };
        if (held["weights"].AsBsonDocument.ToDictionary().Keys.Order().SequenceEqual(wanted.Names) && held["default_language"] == "french") return;
        throw new InvalidOperationException($"Index {WordsIndex} of {Cases.CollectionNamespace} is {held}, not a French text index over {wanted}: drop it and start again.");
    }
}
