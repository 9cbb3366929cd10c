using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Reporting.Storage;

/// <summary>Frozen editions and the documents they consist of.</summary>
internal sealed class EditionStore(ReportingStorage storage)
{
    private static readonly FilterDefinitionBuilder<EditionDocument> Filter = Builders<EditionDocument>.Filter;

    public async Task<EditionDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Editions.Find(edition => edition.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The highest revision of a network and period, or null. One read.</summary>
    public async Task<EditionDocument?> FindLatestAsync(string network, string period, CancellationToken cancellationToken) =>
        await storage.Editions.Find(OfPeriod(network, period)).SortByDescending(edition => edition.Revision).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Editions of some networks, newest first, that come after one already seen. One read.</summary>
    public async Task<IReadOnlyList<EditionDocument>> ListAsync(
        IReadOnlyCollection<string> networks, (DateTime CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Filter.Where(edition => networks.Contains(edition.Network));
        if (after is var (createdAt, id))
        {
            filter &= Filter.Where(edition => edition.CreatedAt < createdAt || (edition.CreatedAt == createdAt && edition.Id < id));
        }
        return await storage.Editions.Find(filter)
            .SortByDescending(edition => edition.CreatedAt).ThenByDescending(edition => edition.Id)
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Stores an edition.</summary>
    /// <returns>False when its revision, or the edition itself, is there already.</returns>
    public async Task<bool> TryAddAsync(EditionDocument edition, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Editions.InsertAuditedAsync(edition, audit, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Publishes an edition that nobody has published yet.</summary>
    /// <returns>False when somebody has.</returns>
    public async Task<bool> TryPublishAsync(Guid id, Publication publication, AuditEntry audit, CancellationToken cancellationToken)
    {
        var published = await storage.Editions.UpdateOneAsync(
            edition => edition.Id == id && edition.Publication == null,
            Builders<EditionDocument>.Update.Set(edition => edition.Publication, publication).Audits(audit),
            cancellationToken: cancellationToken);
        return published.ModifiedCount == 1;
    }

    /// <summary>Stores bytes by digest. One write.</summary>
    public Task<string> PutAsync(byte[] bytes, CancellationToken cancellationToken) => storage.Contents.PutAsync(bytes, cancellationToken);

    /// <summary>The bytes kept under a digest as they are now, altered or not; null when there are none. One read.</summary>
    public Task<byte[]?> ContentAsync(string digest, CancellationToken cancellationToken) => storage.Contents.FindAsync(digest, cancellationToken);

    private static FilterDefinition<EditionDocument> OfPeriod(string network, string period) =>
        Filter.Where(edition => edition.Network == network && edition.Period == period);
}
