using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;
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

    /// <summary>The address of a person.</summary>
    public const string ContactEmail = "filing.contact.email";

    /// <summary>The telephone of a person.</summary>
    public const string ContactPhone = "filing.contact.phone";

    /// <summary>Where a delivery goes.</summary>
    public const string DeliveryTo = "letters.deliveries.to";

    /// <summary>Where an erased case names the slip on which it is counted.</summary>
    public const string ErasedSlip = "erased.slip";

    /// <summary>Where a file that came with a case has its id.</summary>
    public const string AttachmentId = "attachments._id";

    /// <summary>Where it says what the antivirus said of it.</summary>
    public const string AttachmentState = "attachments.state";

    private const string Attachments = "attachments", Unchecked = nameof(QualiPref.Complaints.Cases.AttachmentState.Unchecked);

    /// <summary>Where a delivery has its id, which e-mails bear.</summary>
    public const string DeliveryId = "letters.deliveries._id";

    /// <summary>Where a procedure says what it is.</summary>
    public const string ProcedureKind = "procedures.kind";

    /// <summary>Where a message of the person says from which address it came.</summary>
    public const string MessageFrom = "messages.from";

    /// <summary>Where the person's review says that nobody has read it.</summary>
    public const string ReviewUnread = "review.unread";

    /// <summary>Where a promise says how it stands, and by when.</summary>
    public const string PromiseState = "promises.state", PromiseDueOn = "promises.dueOn";

    private const string Unread = "messages.unread";

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
        // Only what was given to a team.
        new("team", new BsonDocument { ["state.team"] = 1, ["state.dueOn"] = 1, ["_id"] = 1 }, Only: new BsonDocument("state.team", new BsonDocument("$exists", true))),
        // Only what was ever set aside and not taken up since.
        new("aside", new BsonDocument { ["state.asideUntil"] = 1, ["state.site"] = 1 }, Only: new BsonDocument("state.asideUntil", new BsonDocument("$exists", true))),
        // The same list with what was received last before the rest. One of the days alone would be taken for the balance's, which reads them by site.
        new("statusReceivedOn", new BsonDocument { ["state.status"] = 1, ["state.receivedOn"] = 1, ["_id"] = 1 }),
        // The same list by gravity: one walk for each.
        new("gravity", new BsonDocument { ["state.gravity"] = 1, ["state.status"] = 1, ["state.dueOn"] = 1, ["_id"] = 1 }),
        new("balance", new BsonDocument { ["state.site"] = 1, ["state.receivedOn"] = 1 }),
        // Only what is still to be answered, so that counting what is past the legal day reads no case.
        new("legalDueOn", new BsonDocument { ["state.kind"] = 1, ["state.legalDueOn"] = 1, ["state.site"] = 1 },
            Only: new BsonDocument("state.verdict", nameof(Verdict.Pending))),
        // Only what a machine still has to do something with.
        new("deliveryDueAt", new BsonDocument(DeliveryDueAt, 1), Only: new BsonDocument(DeliveryDueAt, new BsonDocument("$exists", true))),
        // Only what waits to be printed, and what was.
        new("toPrint", new BsonDocument("state.site", 1), Only: new BsonDocument(DeliveryState, ToPrint)),
        // What became of letters, for those that did not arrive.
        new("deliveryState", new BsonDocument { [DeliveryState] = 1, ["state.site"] = 1 }, Only: new BsonDocument(DeliveryState, new BsonDocument("$exists", true))),
        // Which case an answer or a message of failure is about, and how much an address has sent.
        new("delivery", new BsonDocument(DeliveryId, 1), Only: new BsonDocument(DeliveryId, new BsonDocument("$exists", true))),
        new("messageFrom", new BsonDocument(MessageFrom, 1), Only: new BsonDocument(MessageFrom, new BsonDocument("$exists", true))),
        // Only what nobody has read yet.
        new("unread", new BsonDocument { ["state.site"] = 1, ["state.dueOn"] = 1, ["_id"] = 1 }, Only: new BsonDocument(Unread, true)),
        new("reviewUnread", new BsonDocument { ["state.site"] = 1, ["state.dueOn"] = 1, ["_id"] = 1 }, Only: new BsonDocument(ReviewUnread, true)),
        // Only what promised something.
        new("promise", new BsonDocument { [PromiseState] = 1, [PromiseDueOn] = 1 }, Only: new BsonDocument(PromiseState, new BsonDocument("$exists", true))),
        // Only what something goes on about elsewhere.
        new("procedure", new BsonDocument { ["state.dueOn"] = 1, ["_id"] = 1 }, Only: new BsonDocument(ProcedureKind, new BsonDocument("$exists", true))),
        new("printBatch", new BsonDocument(DeliveryBatch, 1), Only: new BsonDocument(DeliveryBatch, new BsonDocument("$exists", true))),
        // A person is looked for by what they gave, and by where a letter was sent instead.
        new("contactEmail", new BsonDocument(ContactEmail, 1), Only: new BsonDocument(ContactEmail, new BsonDocument("$exists", true))),
        new("contactPhone", new BsonDocument(ContactPhone, 1), Only: new BsonDocument(ContactPhone, new BsonDocument("$exists", true))),
        new("sentTo", new BsonDocument(DeliveryTo, 1), Only: new BsonDocument(DeliveryTo, new BsonDocument("$exists", true))),
        new("mergedInto", new BsonDocument("state.mergedInto", 1)),
        // What is not erased yet, by nature and age; and what a slip counts.
        new("retention", new BsonDocument { ["erased.at"] = 1, ["state.kind"] = 1, ["state.receivedOn"] = 1 }),
        new("disposalSlip", new BsonDocument(ErasedSlip, 1), Only: new BsonDocument(ErasedSlip, new BsonDocument("$exists", true))),
        // Only what came with a case, and what the antivirus has still to see.
        new("attachment", new BsonDocument(AttachmentId, 1), Only: new BsonDocument(AttachmentId, new BsonDocument("$exists", true))),
        new("unchecked", new BsonDocument(AttachmentState, 1), Only: new BsonDocument(AttachmentState, Unchecked)),
    ];

    private static readonly RequiredIndex[] TemplateIndexes =
        [new("codeVersion", new BsonDocument { ["code"] = 1, ["version"] = -1 }, Unique: true)];

    private static readonly RequiredIndex[] BatchIndexes = [new("newest", new BsonDocument { ["site"] = 1, ["madeAt"] = -1 })];

    private static readonly RequiredIndex[] OpenIndexes = [new("case", new BsonDocument("case", 1)), new("at", new BsonDocument("at", 1), Expires: OpenCases.Stays)];

    private static readonly RequiredIndex[] SlipIndexes =
    [
        new("newest", new BsonDocument { ["site"] = 1, ["decidedAt"] = -1 }),
        // One at a time of a site.
        new("running", new BsonDocument("site", 1), Unique: true, Only: new BsonDocument("running", true)),
    ];

    private static readonly RequiredIndex[] FileIndexes =
    [
        new("case", new BsonDocument("metadata.case", 1)),
        // Only what no sweep has seen named by a case.
        new("loose", new BsonDocument("metadata.attachment.at", 1), Only: new BsonDocument("metadata.loose", true)),
        // Only what an agent handed in and no case names: how much that is.
        new("agent", new BsonDocument { ["metadata.agent"] = 1, ["metadata.attachment.at"] = 1, ["metadata.attachment.bytes"] = 1 }, Only: new BsonDocument("metadata.agent", new BsonDocument("$exists", true))),
    ];

    public ComplaintsStorage(MongoDatabases databases)
    {
        Database = databases.For(ComplaintsModule.ServiceName);
        Cases = Database.GetCollection<CaseDocument>("cases");
        Templates = Database.GetCollection<LetterTemplateDocument>("letterTemplates");
        PrintBatches = Database.GetCollection<PrintBatchDocument>("printBatches");
        Open = Database.GetCollection<OpenCaseDocument>("openCases");
        Slips = Database.GetCollection<DisposalSlipDocument>("disposalSlips");
        ToEraseAgain = Database.GetCollection<BsonDocument>("erasuresToRepeat");
        Files = Database.GetCollection<StoredFile>("attachments.files");
        FileParts = Database.GetCollection<BsonDocument>("attachments.chunks");
        // In parts of one megabyte: a file is at most fifteen of them.
        Bucket = new GridFSBucket<Guid>(Database, new GridFSBucketOptions { BucketName = Attachments, ChunkSizeBytes = 1024 * 1024 });
        Counters = Database.GetCollection<BsonDocument>("referenceCounters");
    }

    public IMongoDatabase Database { get; }

    public IMongoCollection<CaseDocument> Cases { get; }

    public IMongoCollection<LetterTemplateDocument> Templates { get; }

    /// <summary>Letters that were printed together.</summary>
    public IMongoCollection<PrintBatchDocument> PrintBatches { get; }

    /// <summary>Who has which case open.</summary>
    public IMongoCollection<OpenCaseDocument> Open { get; }

    /// <summary>What was erased because it was kept long enough, and who decided it.</summary>
    public IMongoCollection<DisposalSlipDocument> Slips { get; }

    /// <summary>Ids of cases that were erased after the backup that was restored.</summary>
    public IMongoCollection<BsonDocument> ToEraseAgain { get; }

    /// <summary>The files that came with cases, without their bytes.</summary>
    public IMongoCollection<StoredFile> Files { get; }

    /// <summary>The bytes of files, in parts.</summary>
    public IMongoCollection<BsonDocument> FileParts { get; }

    /// <summary>Both together, as the driver writes and reads them.</summary>
    public GridFSBucket<Guid> Bucket { get; }

    /// <summary>Last number given out by site and year.</summary>
    public IMongoCollection<BsonDocument> Counters { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(Cases, CaseIndexes, cancellationToken);
        await EnsureWordsAsync(cancellationToken);
        await Indexes.EnsureAsync(Templates, TemplateIndexes, cancellationToken);
        await Indexes.EnsureAsync(PrintBatches, BatchIndexes, cancellationToken);
        await Indexes.EnsureAsync(Open, OpenIndexes, cancellationToken);
        await Indexes.EnsureAsync(Slips, SlipIndexes, cancellationToken);
        await Indexes.EnsureAsync(Files, FileIndexes, cancellationToken);
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
