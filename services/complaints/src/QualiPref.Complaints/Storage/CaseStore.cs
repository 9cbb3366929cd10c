using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>Finds single cases, and writes cases and their letters so that neither is ever without the other.</summary>
internal sealed class CaseStore(ComplaintsStorage storage, AggregateOutbox<CaseDocument, ComplaintsChanged> outbox)
{
    /// <summary>The case, or null. One round trip.</summary>
    public async Task<CaseDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Cases.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

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
    public async Task<bool> TryCreateAsync(CaseDocument document, LetterDocument? receipt, CancellationToken cancellationToken)
    {
        if (receipt is not null) await storage.Letters.InsertOneAsync(receipt, cancellationToken: cancellationToken);
        try
        {
            await storage.Cases.InsertOneAsync(document, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            await ForgetAsync(receipt);
            return false;
        }
        outbox.Offer(document.Id);
        return true;
    }

    /// <summary>
    /// Commits one step of a case: state, history, message and entry of the audit log in one update that only meets the version that was read.
    /// </summary>
    /// <remarks>
    /// The letter is written first, under an id that is new each time, and counts only once the history names it: a death in between
    /// leaves a letter that nobody is shown and <see cref="LetterSweeper"/> removes, never a step without its letter; and a handler who
    /// loses the race cannot take the place of the winner's letter.
    /// </remarks>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryCommitAsync(CaseDocument document, ComplaintCase next, HistoryEntry entry, LetterDocument? letter, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (letter is not null) await storage.Letters.InsertOneAsync(letter, cancellationToken: cancellationToken);
        var message = CaseStates.Entry(document.Id, entry.Version, next, CaseStates.LeftBy(document.State, next));
        var committed = await storage.Cases.UpdateOneAsync(
            one => one.Id == document.Id && one.Version == document.Version,
            Builders<CaseDocument>.Update
                .Set(one => one.State, next)
                .Set(one => one.OutboxSince, entry.At)
                .Inc(one => one.Version, 1)
                .Push(one => one.History, entry)
                .Push(one => one.Outbox, message)
                .Audits(audit),
            cancellationToken: cancellationToken);
        if (committed.ModifiedCount == 0)
        {
            await ForgetAsync(letter);
            return false;
        }
        outbox.Offer(document.Id);
        return true;
    }

    /// <summary>The letters that the history of a case names, in its order. One round trip, none without letters.</summary>
    public async Task<IReadOnlyList<LetterDocument>> LettersOfAsync(IEnumerable<HistoryEntry> history, CancellationToken cancellationToken)
    {
        List<Guid> named = [.. history.Select(entry => entry.Letter).OfType<Guid>()];
        if (named.Count == 0) return [];
        var letters = await storage.Letters.Find(Builders<LetterDocument>.Filter.In(letter => letter.Id, named)).ToListAsync(cancellationToken);
        return [.. letters.OrderBy(letter => named.IndexOf(letter.Id))];
    }

    // At once and not cancelled with the request: it holds personal data that belongs to nothing.
    private async Task ForgetAsync(LetterDocument? letter)
    {
        if (letter is not null) await storage.Letters.DeleteOneAsync(one => one.Id == letter.Id, CancellationToken.None);
    }
}
