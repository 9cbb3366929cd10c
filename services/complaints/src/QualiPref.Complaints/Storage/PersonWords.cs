using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Linq;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Writes what persons say of their answers, and what became of the promises in them. None of it raises the version of the case: what a handler has begun to write must not be
/// refused because the person spoke meanwhile.
/// </summary>
internal sealed class PersonWords(ComplaintsStorage storage)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>Adds the review of a case that has none.</summary>
    /// <returns>False when it has one, or was erased.</returns>
    public async Task<bool> TryReviewAsync(Guid id, PersonReview review, CancellationToken cancellationToken)
    {
        var added = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & Where.Exists(one => one.Review, false), Builders<CaseDocument>.Update.Set(one => one.Review, review), cancellationToken: cancellationToken);
        return added.ModifiedCount == 1;
    }

    /// <summary>Notes that a handler has read the review; that it was noted before changes nothing.</summary>
    public Task MarkReviewReadAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken) => storage.Cases.UpdateOneAsync(
        CaseStore.Kept(id) & new BsonDocument(ComplaintsStorage.ReviewUnread, true), Builders<CaseDocument>.Update.Unset(ComplaintsStorage.ReviewUnread).Audits(audit),
        cancellationToken: cancellationToken);

    /// <summary>Replaces a promise that still stands as it was read.</summary>
    /// <param name="id">The case.</param>
    /// <param name="before">The promise that was read.</param>
    /// <param name="after">What becomes of it.</param>
    /// <param name="audit">Who of the staff did it; null for the person.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryReplaceAsync(Guid id, PersonPromise before, PersonPromise after, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var asRead = Where.ElemMatch(one => one.Promises, known => known.Id == before.Id && known.State == before.State && known.At == before.At);
        var update = Builders<CaseDocument>.Update.Set(one => one.Promises.FirstMatchingElement(), after);
        var replaced = await storage.Cases.UpdateOneAsync(CaseStore.Kept(id) & asRead, audit is null ? update : update.Audits(audit), cancellationToken: cancellationToken);
        return replaced.ModifiedCount == 1;
    }
}
