using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>The collections of the service and the indexes that it cannot do without.</summary>
internal sealed class SurveysStorage(MongoDatabases databases) : IStorageSetup
{
    /// <summary>Answers of a site by day: lists and balance.</summary>
    public static RequiredIndex BySiteDay { get; } = new("siteDay", new BsonDocument { ["site"] = 1, ["date"] = 1, ["_id"] = 1 });

    /// <summary>Sequences of a kiosk: gaps are computed on reading, an answer costs no second write.</summary>
    public static RequiredIndex BySequence { get; } = new("sequence",
        new BsonDocument { ["kiosk"] = 1, ["enrolment"] = 1, ["sequence"] = 1 }, Only: Exists("kiosk"));

    /// <summary>Only what is set aside, discarded or voided: in the alphabet these come after "counted".</summary>
    public static RequiredIndex ByException { get; } = new("exception",
        new BsonDocument { ["status"] = 1, ["date"] = 1, ["_id"] = 1, ["site"] = 1, ["kiosk"] = 1 },
        Only: new BsonDocument("status", new BsonDocument("$gt", ResponseStatus.Counted)));

    /// <summary>Only answers that share a sequence number with another one.</summary>
    public static RequiredIndex BySequenceRepeated { get; } = new("sequenceRepeated",
        new BsonDocument { ["sequenceRepeated"] = 1, ["kiosk"] = 1 }, Only: new BsonDocument("sequenceRepeated", true));

    /// <summary>Comments of a site, the newest first.</summary>
    public static RequiredIndex ByComment { get; } = new("comment", new BsonDocument { ["site"] = 1, ["date"] = -1, ["_id"] = -1 }, Only: Exists("note"));

    /// <summary>Comments whose words are still there: in the alphabet the other states come after "erased".</summary>
    public static RequiredIndex ByKeptComment { get; } = new("keptComment", new BsonDocument { ["date"] = 1, ["_id"] = 1 },
        Only: new BsonDocument("note.state", new BsonDocument("$gt", CommentState.Erased)));

    /// <summary>Comments of a site that nobody read yet, the newest first.</summary>
    public static RequiredIndex ByUnreadComment { get; } = new("unreadComment", new BsonDocument { ["site"] = 1, ["date"] = -1, ["_id"] = -1 },
        Only: new BsonDocument("note.state", CommentState.Unread));

    /// <summary>What a site answered for everybody to read, the newest first.</summary>
    public static RequiredIndex ByReply { get; } = new("reply", new BsonDocument { ["site"] = 1, ["note.reply.at"] = -1 }, Only: Exists("note.reply.said"));

    /// <summary>Answers that hold what could not be read.</summary>
    public static RequiredIndex ByRaw { get; } = new("raw", new BsonDocument { ["date"] = 1, ["_id"] = 1 }, Only: new BsonDocument("raw", new BsonDocument("$gt", SurveyResponse.ErasedRaw)));

    private static readonly RequiredIndex EnrolmentCode = new("codeHash", new BsonDocument("codeHash", 1), Unique: true, Only: Exists("codeHash"));
    private static readonly RequiredIndex KiosksBySite = new("site", new BsonDocument { ["site"] = 1, ["_id"] = 1 });
    private static readonly RequiredIndex KiosksByLastSeen = new("lastSeen", new BsonDocument("lastSeen", 1), Only: Exists("lastSeen"));
    private static readonly RequiredIndex ConflictsBySequence = new("sequence",
        new BsonDocument { ["kiosk"] = 1, ["enrolment"] = 1, ["sequence"] = 1 });
    // A draft in one state of it is published once.
    private static readonly RequiredIndex PublicationsByDraft = new("draft", new BsonDocument { ["draft"] = 1, ["revision"] = 1 }, Unique: true);

    private static readonly RequiredIndex BatchesBySite = new("site", new BsonDocument { ["site"] = 1, ["emptiedOn"] = -1, ["_id"] = -1 });

    public IMongoDatabase Database { get; } = databases.For(SurveysModule.ServiceName);

    public IMongoCollection<SurveyResponse> Responses => Database.GetCollection<SurveyResponse>("responses");

    public IMongoCollection<Kiosk> Kiosks => Database.GetCollection<Kiosk>("kiosks");

    public IMongoCollection<ConflictingSequence> Conflicts => Database.GetCollection<ConflictingSequence>("conflicts");

    public IMongoCollection<ThemeList> CommentThemes => Database.GetCollection<ThemeList>("commentThemes");

    /// <summary>How far the masking of what older versions stored has come.</summary>
    public IMongoCollection<MaskingProgress> Maskings => Database.GetCollection<MaskingProgress>("maskings");

    public IMongoCollection<SlipBatch> SlipBatches => Database.GetCollection<SlipBatch>("slipBatches");

    public IMongoCollection<QuestionnaireDraft> Drafts => Database.GetCollection<QuestionnaireDraft>("questionnaireDrafts");

    public IMongoCollection<PublicationDocument> Publications => Database.GetCollection<PublicationDocument>(PublishedStore.Collection);

    public IMongoCollection<Wave> Waves => Database.GetCollection<Wave>("waves");

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(Responses,
            [OutboxIndexes.Ledger, OutboxIndexes.ParkedInLedger, BySiteDay, BySequence, ByException, BySequenceRepeated, ByComment, ByKeptComment, ByUnreadComment, ByReply, ByRaw], cancellationToken);
        await Indexes.EnsureAsync(Kiosks, [EnrolmentCode, KiosksBySite, KiosksByLastSeen], cancellationToken);
        await Indexes.EnsureAsync(Publications, [PublicationsByDraft], cancellationToken);
        await Indexes.EnsureAsync(Conflicts, [ConflictsBySequence], cancellationToken);
        await Indexes.EnsureAsync(SlipBatches, [BatchesBySite], cancellationToken);
    }

    private static BsonDocument Exists(string field) => new(field, new BsonDocument("$exists", true));
}
