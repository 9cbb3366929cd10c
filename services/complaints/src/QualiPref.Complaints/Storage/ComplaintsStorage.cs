using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The collections of the service and their indexes.</summary>
internal sealed class ComplaintsStorage : IStorageSetup
{
    /// <summary>Where a delivery says when it is due.</summary>
    public const string DeliveryDueAt = "letters.deliveries.dueAt";

    /// <summary>Where a delivery says how far it is.</summary>
    public const string DeliveryState = "letters.deliveries.state";

    /// <summary>Where a delivery names the batch it was printed with.</summary>
    public const string DeliveryBatch = "letters.deliveries.batch";

    private const string WordsIndex = "words", French = "french", ToPrint = nameof(QualiPref.Complaints.Cases.Letters.DeliveryState.ToPrint);

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
        // The same list with what was received last before the rest. One of the days alone would be taken for the balance's, which reads them by site.
        new("statusReceivedOn", new BsonDocument { ["state.status"] = 1, ["state.receivedOn"] = 1, ["_id"] = 1 }),
        new("balance", new BsonDocument { ["state.site"] = 1, ["state.receivedOn"] = 1 }),
        // Only what is still to be answered, so that counting what is past the legal day reads no case.
        new("legalDueOn", new BsonDocument { ["state.kind"] = 1, ["state.legalDueOn"] = 1, ["state.site"] = 1 },
            Only: new BsonDocument("state.verdict", nameof(Verdict.Pending))),
        // Only what a machine still has to do something with.
        new("deliveryDueAt", new BsonDocument(DeliveryDueAt, 1), Only: new BsonDocument(DeliveryDueAt, new BsonDocument("$exists", true))),
        // Only what waits to be printed, and what was.
        new("toPrint", new BsonDocument("state.site", 1), Only: new BsonDocument(DeliveryState, ToPrint)),
        new("printBatch", new BsonDocument(DeliveryBatch, 1), Only: new BsonDocument(DeliveryBatch, new BsonDocument("$exists", true))),
    ];

    private static readonly RequiredIndex[] TemplateIndexes =
        [new("codeVersion", new BsonDocument { ["code"] = 1, ["version"] = -1 }, Unique: true)];

    private static readonly RequiredIndex[] BatchIndexes = [new("newest", new BsonDocument { ["site"] = 1, ["madeAt"] = -1 })];

    public ComplaintsStorage(MongoDatabases databases)
    {
        Database = databases.For(ComplaintsModule.ServiceName);
        Cases = Database.GetCollection<CaseDocument>("cases");
        Templates = Database.GetCollection<LetterTemplateDocument>("letterTemplates");
        PrintBatches = Database.GetCollection<PrintBatchDocument>("printBatches");
        Counters = Database.GetCollection<BsonDocument>("referenceCounters");
    }

    public IMongoDatabase Database { get; }

    public IMongoCollection<CaseDocument> Cases { get; }

    public IMongoCollection<LetterTemplateDocument> Templates { get; }

    /// <summary>Letters that were printed together.</summary>
    public IMongoCollection<PrintBatchDocument> PrintBatches { get; }

    /// <summary>Last number given out by site and year.</summary>
    public IMongoCollection<BsonDocument> Counters { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(Cases, CaseIndexes, cancellationToken);
        await EnsureWordsAsync(cancellationToken);
        await Indexes.EnsureAsync(Templates, TemplateIndexes, cancellationToken);
        await Indexes.EnsureAsync(PrintBatches, BatchIndexes, cancellationToken);
        await LettersOfBefore.MoveAsync(this, DateTime.MinValue, cancellationToken);
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
