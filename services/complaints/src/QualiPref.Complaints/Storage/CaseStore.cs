using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>Finds single cases, and writes them step by step.</summary>
internal sealed class CaseStore(ComplaintsStorage storage, AggregateOutbox<CaseDocument, ComplaintsChanged> outbox, DueLetters due)
{
    // The delivery that Only names.
    private const string Mine = "letters.$[].deliveries.$[mine]";

    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>The case, or null. One round trip.</summary>
    public async Task<CaseDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Cases.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Code of the site of a case and its version, or null without such a case. One round trip.</summary>
    public async Task<(string Site, long Version)?> FindSiteAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Cases.Find(one => one.Id == id).Project(one => new { one.State.Site, one.Version }).FirstOrDefaultAsync(cancellationToken) is { } found ? (found.Site, found.Version) : null;

    /// <summary>The case with this tracking code, written without hyphens; or null. One round trip.</summary>
    public async Task<CaseDocument?> FindTrackedAsync(string trackingCode, CancellationToken cancellationToken) =>
        await storage.Cases.Find(one => one.TrackingCode == trackingCode).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The next number of a site and year. Numbers have gaps, since one is gone when its filing fails, but never come twice.</summary>
    public async Task<long> NextNumberAsync(string site, int year, CancellationToken cancellationToken)
    {
        var key = Builders<BsonDocument>.Filter.Eq("_id", string.Create(CultureInfo.InvariantCulture, $"{site}-{year}"));
        var counter = await storage.Counters.FindOneAndUpdateAsync(key, Builders<BsonDocument>.Update.Inc("last", 1L),
            new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After }, cancellationToken);
        return counter["last"].ToInt64();
    }

    /// <summary>Stores a new case with its first message, and its receipt if there is one.</summary>
    /// <returns>False when a case with this id is there already.</returns>
    public async Task<bool> TryCreateAsync(CaseDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Cases.InsertOneAsync(document, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
        outbox.Offer(document.Id);
        if (document.Letters.Count > 0) due.Ring();
        return true;
    }

    /// <summary>
    /// Commits one step of a case: state, history, letter, promises, message and entry of the audit log in one update that only meets the version that was read. The draft that the
    /// person had of this step goes with it.
    /// </summary>
    /// <param name="document">The case as it was read.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="entry">The entry of the history.</param>
    /// <param name="letter">The letter that the step writes.</param>
    /// <param name="promises">What it promises.</param>
    /// <param name="settled">Keys of the checks that it rests on: they leave the version, so that one may have been opened again since.</param>
    /// <param name="person">Whose draft goes.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryCommitAsync(
        CaseDocument document, ComplaintCase next, HistoryEntry entry, Letter? letter, IReadOnlyList<PersonPromise> promises, IEnumerable<string> settled, string person, AuditEntry audit,
        CancellationToken cancellationToken)
    {
        var step = StepOf(document, next, entry).Audits(audit);
        step = Builders<CaseDocument>.Update.Combine(step, Builders<CaseDocument>.Update.ForgetsDraft(person, entry.Transition));
        if (letter is not null) step = step.Push(one => one.Letters, letter);
        if (promises.Count > 0) step = step.PushEach(one => one.Promises, promises);
        var isAsRead = settled.Aggregate(AsRead(document), (filter, check) => filter & Where.ElemMatch(one => one.Checks, known => known.Key == check));
        var committed = await storage.Cases.UpdateOneAsync(isAsRead, step, cancellationToken: cancellationToken);
        return Told(document.Id, committed, letter is not null);
    }

    /// <summary>Commits the step that takes a letter back, if it has not begun to go: both in one update. What the letter promised goes with it.</summary>
    /// <returns>False when somebody else was first, or the letter has.</returns>
    public async Task<bool> TryTakeBackAsync(
        CaseDocument document, ComplaintCase next, HistoryEntry entry, Delivery before, Delivery after, AuditEntry audit, CancellationToken cancellationToken)
    {
        var committed = await storage.Cases.UpdateOneAsync(
            AsRead(document) & Holding(before),
            StepOf(document, next, entry).Set(Mine, after).PullFilter(one => one.Promises, promise => promise.Letter == entry.Letter).Audits(audit), Only(before), cancellationToken);
        return Told(document.Id, committed, hasLetter: false);
    }

    /// <summary>Commits that another case was made of one.</summary>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TrySplitAsync(CaseDocument document, ComplaintCase next, HistoryEntry entry, Guid second, AuditEntry audit, CancellationToken cancellationToken)
    {
        var step = StepOf(document, next, entry).Push(one => one.SplitInto, second).Audits(audit);
        return Told(document.Id, await storage.Cases.UpdateOneAsync(AsRead(document), step, cancellationToken: cancellationToken), hasLetter: false);
    }

    /// <summary>Commits that a case may not be erased, or that it may again.</summary>
    /// <param name="document">The case as it was read.</param>
    /// <param name="hold">Why it may not be; null where it may again.</param>
    /// <param name="entry">The entry of the history.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryHoldAsync(CaseDocument document, LegalHold? hold, HistoryEntry entry, AuditEntry audit, CancellationToken cancellationToken)
    {
        var step = StepOf(document, document.State, entry).Audits(audit);
        step = hold is null ? step.Unset(one => one.LegalHold) : step.Set(one => one.LegalHold, hold);
        return Told(document.Id, await storage.Cases.UpdateOneAsync(AsRead(document), step, cancellationToken: cancellationToken), hasLetter: false);
    }

    /// <summary>Commits that files were added to a case.</summary>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryAddFilesAsync(CaseDocument document, IReadOnlyList<Attachment> files, HistoryEntry entry, AuditEntry audit, CancellationToken cancellationToken)
    {
        var step = StepOf(document, document.State, entry).PushEach(one => one.Attachments, files).Audits(audit);
        return Told(document.Id, await storage.Cases.UpdateOneAsync(AsRead(document), step, cancellationToken: cancellationToken), hasLetter: false);
    }

    /// <summary>Adds a letter that no step wrote, once, and takes the draft of it away: the version of the case stays.</summary>
    /// <returns>False when the case has it already, or has as many as it may have.</returns>
    public async Task<bool> TryAddLetterAsync(Guid id, Letter letter, string person, AuditEntry audit, CancellationToken cancellationToken)
    {
        var added = await storage.Cases.UpdateOneAsync(
            Kept(id) & Where.Not(Where.ElemMatch(one => one.Letters, known => known.Id == letter.Id))
                & new BsonDocument($"letters.{Letter.MostOfACase - 1}", new BsonDocument("$exists", false)),
            Builders<CaseDocument>.Update.Combine(Builders<CaseDocument>.Update.ForgetsDraft(person, Letter.OfItsOwn), Builders<CaseDocument>.Update.Push(one => one.Letters, letter)).Audits(audit), cancellationToken: cancellationToken);
        if (added.ModifiedCount == 1) due.Ring();
        return added.ModifiedCount == 1;
    }

    /// <summary>Adds a further delivery to a letter whose last one still is as it was read.</summary>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TrySendAgainAsync(Guid id, Letter letter, Delivery again, AuditEntry audit, CancellationToken cancellationToken)
    {
        var mine = new BsonDocumentArrayFilterDefinition<BsonDocument>(new BsonDocument("mine._id", new BsonBinaryData(letter.Id, GuidRepresentation.Standard)));
        var last = new BsonDocument { ["_id"] = new BsonBinaryData(letter.Id, GuidRepresentation.Standard), ["deliveries"] = new BsonDocument("$size", letter.Deliveries.Count) };
        var added = await storage.Cases.UpdateOneAsync(
            Kept(id) & Holding(letter.Delivery!) & new BsonDocument("letters", new BsonDocument("$elemMatch", last)),
            Builders<CaseDocument>.Update.Push("letters.$[mine].deliveries", again).Audits(audit), new UpdateOptions { ArrayFilters = [mine] }, cancellationToken);
        if (added.ModifiedCount == 1) due.Ring();
        return added.ModifiedCount == 1;
    }

    private bool Told(Guid id, UpdateResult committed, bool hasLetter)
    {
        if (committed.ModifiedCount == 0) return false;
        outbox.Offer(id);
        if (hasLetter) due.Ring();
        return true;
    }

    /// <summary>What a step writes: state, history and message.</summary>
    public static UpdateDefinition<CaseDocument> StepOf(CaseDocument document, ComplaintCase next, HistoryEntry entry)
    {
        var message = CaseStates.Entry(document.Id, entry.Version, next, CaseStates.LeftBy(document.State, next));
        return Builders<CaseDocument>.Update
            .Set(one => one.State, next)
            .Set(one => one.OutboxSince, entry.At)
            .Inc(one => one.Version, 1)
            .Push(one => one.History, entry)
            .Push(one => one.Outbox, message);
    }

    /// <summary>
    /// Replaces the record of a delivery, if it still is as it was read. The version of the case stays: a form that a handler fills in must not be refused because a mail left.
    /// </summary>
    /// <param name="id">The case.</param>
    /// <param name="before">The record that was read.</param>
    /// <param name="after">What becomes of it; its state or its attempts are others.</param>
    /// <param name="audit">Who did it, null when the service itself did.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryReplaceAsync(Guid id, Delivery before, Delivery after, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var update = Builders<CaseDocument>.Update.Set(Mine, after);
        var replaced = await storage.Cases.UpdateOneAsync(
            Kept(id) & Holding(before), audit is null ? update : update.Audits(audit), Only(before), cancellationToken);
        return replaced.ModifiedCount == 1;
    }

    /// <summary>The case, as long as no step was taken since it was read.</summary>
    public static FilterDefinition<CaseDocument> AsRead(CaseDocument document) => Kept(document.Id) & Where.Eq(one => one.Version, document.Version);

    /// <summary>The case, unless it was erased: whoever read it before must not write back what they read.</summary>
    public static FilterDefinition<CaseDocument> Kept(Guid id) => Where.Eq(one => one.Id, id) & Where.Exists(one => one.Erased, false);

    // A letter has the delivery still as it was read: whatever is written of one changes its state or its attempts.
    private static BsonDocument Holding(Delivery delivery) => new("letters.deliveries", new BsonDocument("$elemMatch", Marks(delivery, "")));

    private static UpdateOptions Only(Delivery delivery) =>
        new() { ArrayFilters = [new BsonDocumentArrayFilterDefinition<BsonDocument>(Marks(delivery, "mine."))] };

    private static BsonDocument Marks(Delivery delivery, string of) => new()
    {
        [$"{of}_id"] = new BsonBinaryData(delivery.Id, GuidRepresentation.Standard),
        [$"{of}state"] = delivery.State.ToString(),
        [$"{of}attempts"] = delivery.Attempts,
    };
}
