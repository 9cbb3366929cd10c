using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>The versions that were published here: written once, then only withdrawn. One round trip per call.</summary>
internal sealed class PublicationStore(SurveysStorage storage)
{
    private static readonly FilterDefinitionBuilder<PublicationDocument> Where = Builders<PublicationDocument>.Filter;

    /// <summary>What came of a draft in one state of it.</summary>
    public async Task<PublicationDocument?> FindAsync(Guid draft, long revision, CancellationToken cancellationToken) =>
        await storage.Publications.Find(Where.Eq(one => one.Draft, draft) & Where.Eq(one => one.Revision, revision)).FirstOrDefaultAsync(cancellationToken);

    public async Task<PublicationDocument?> FindAsync(string code, int version, CancellationToken cancellationToken) =>
        await storage.Publications.Find(Where.Eq(one => one.Id, PublicationDocument.IdOf(code, version))).FirstOrDefaultAsync(cancellationToken);

    /// <summary>What came of drafts, in whatever state of them.</summary>
    public Task<List<PublicationDocument>> OfDraftsAsync(IEnumerable<Guid> drafts, CancellationToken cancellationToken) =>
        storage.Publications.Find(Where.In(one => one.Draft, drafts)).ToListAsync(cancellationToken);

    /// <summary>Adds a version.</summary>
    /// <returns>False when its number was taken meanwhile, or the draft was published in the same state.</returns>
    public async Task<bool> TryAddAsync(PublicationDocument publication, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Publications.InsertAuditedAsync(publication, audit, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Withdraws a version from use.</summary>
    /// <returns>False when it was withdrawn already.</returns>
    public async Task<bool> WithdrawAsync(PublicationDocument publication, string by, string reason, DateTime at, AuditEntry audit, CancellationToken cancellationToken)
    {
        var withdrawn = await storage.Publications.UpdateOneAsync(
            Where.Eq(one => one.Id, publication.Id) & Where.Exists(one => one.WithdrawnAt, false),
            Builders<PublicationDocument>.Update.Set(one => one.WithdrawnAt, at).Set(one => one.WithdrawnBy, by).Set(one => one.WithdrawalReason, reason).Audits(audit),
            cancellationToken: cancellationToken);
        return withdrawn.MatchedCount > 0;
    }
}
