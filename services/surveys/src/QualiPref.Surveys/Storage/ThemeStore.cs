using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>The lists of themes: one round trip per call.</summary>
internal sealed class ThemeStore(SurveysStorage storage)
{
    public async Task<ThemeList?> FindAsync(string network, CancellationToken cancellationToken) =>
        await storage.CommentThemes.Find(list => list.Network == network).FirstOrDefaultAsync(cancellationToken);

    public Task<List<ThemeList>> ListAsync(IEnumerable<string> networks, CancellationToken cancellationToken) =>
        storage.CommentThemes.Find(Builders<ThemeList>.Filter.In(list => list.Network, networks)).ToListAsync(cancellationToken);

    /// <summary>Puts a list in the place of the version before.</summary>
    /// <returns>False when somebody else was first.</returns>
    public async Task<bool> TryPutAsync(ThemeList next, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            if (next.Version == 1)
            {
                await storage.CommentThemes.InsertAuditedAsync(next, audit, cancellationToken);
                return true;
            }
            var put = await storage.CommentThemes.UpdateOneAsync(
                list => list.Network == next.Network && list.Version == next.Version - 1, AuditedDocuments.InPlaceOf(next, audit), cancellationToken: cancellationToken);
            return put.MatchedCount == 1;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }
}
