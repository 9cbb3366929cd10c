using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The collections of the service and their indexes.</summary>
internal sealed class ComplaintsStorage : IStorageSetup
{
    private const string WordsIndex = "words", French = "french";

    private static readonly string[] Words = ["filing.contact.name", "filing.subject", "filing.text"];

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
        // Only what is still to be answered, so that counting what is past the legal day reads no case.
        new("legalDueOn", new BsonDocument { ["state.kind"] = 1, ["state.legalDueOn"] = 1, ["state.site"] = 1 },
            Only: new BsonDocument("state.verdict", nameof(Verdict.Pending))),
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
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
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

    // A collection has one text index at most, so that a changed one cannot stand beside the one before: it takes its place, and searches wait meanwhile.
    private async Task EnsureWordsAsync(CancellationToken cancellationToken)
    {
        using var cursor = await Cases.Indexes.ListAsync(cancellationToken);
        var held = (await cursor.ToListAsync(cancellationToken)).SingleOrDefault(index => index.Contains("weights"));
        if (held is not null && !IsOfTheseWords(held)) await Cases.Indexes.DropOneAsync(held["name"].AsString, cancellationToken);
        // The language override must name a field that does not exist: "language" is that of the person, and the server would refuse those it cannot stem.
        var options = new CreateIndexOptions { Name = WordsIndex, DefaultLanguage = French, LanguageOverride = "wordsLanguage" };
        await Cases.Indexes.CreateOneAsync(new CreateIndexModel<CaseDocument>(Builders<CaseDocument>.IndexKeys.Combine(Words.Select(word => Builders<CaseDocument>.IndexKeys.Text(word))), options), cancellationToken: cancellationToken);
    }

    // The server stores the keys of a text index in a form of its own, so it is known by its weights.
    private static bool IsOfTheseWords(BsonDocument held) => held["name"] == WordsIndex && held["default_language"] == French
        && held["weights"].AsBsonDocument.Names.Order(StringComparer.Ordinal).SequenceEqual(Words);
}
