using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>The waves: one round trip per call.</summary>
internal sealed class WaveStore(SurveysStorage storage)
{
    private static readonly UpdateDefinitionBuilder<Wave> Set = Builders<Wave>.Update;

    public async Task<Wave?> FindAsync(string code, CancellationToken cancellationToken) =>
        await storage.Waves.Find(wave => wave.Id == code).FirstOrDefaultAsync(cancellationToken);

    /// <summary>All of them, in the order of their codes: they are few.</summary>
    public async Task<IReadOnlyList<Wave>> ReadAsync(CancellationToken cancellationToken) =>
        await storage.Waves.Find(Builders<Wave>.Filter.Empty, new FindOptions { Hint = "_id_" }).SortBy(wave => wave.Id).ToListAsync(cancellationToken);

    /// <summary>Adds a wave.</summary>
    /// <returns>False when its code is taken.</returns>
    public async Task<bool> TryAddAsync(Wave wave, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Waves.InsertAuditedAsync(wave, audit, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Changes a wave if it is still as it was read.</summary>
    /// <param name="next">The wave with the revision after the one that was read.</param>
    /// <param name="audit">Who does it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody was faster.</returns>
    public async Task<bool> ChangeAsync(Wave next, AuditEntry audit, CancellationToken cancellationToken)
    {
        var update = Set.Set(wave => wave.Revision, next.Revision).Set(wave => wave.Title, next.Title)
            .Set(wave => wave.Questionnaire, next.Questionnaire).Set(wave => wave.Version, next.Version).Set(wave => wave.Sites, next.Sites)
            .Set(wave => wave.First, next.First).Set(wave => wave.Last, next.Last).Set(wave => wave.Method, next.Method);
        update = next.Target is { } target ? update.Set(wave => wave.Target, target) : update.Unset(wave => wave.Target);
        if (next.End is { } end) update = update.Set(wave => wave.End, end);
        var changed = await storage.Waves.UpdateOneAsync(
            wave => wave.Id == next.Id && wave.Revision == next.Revision - 1, update.Audits(audit), cancellationToken: cancellationToken);
        return changed.MatchedCount > 0;
    }
}
