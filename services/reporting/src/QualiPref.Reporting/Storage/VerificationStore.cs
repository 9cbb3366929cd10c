using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Reporting.Storage;

/// <summary>Verifications that outlast the call that asked for them.</summary>
internal sealed class VerificationStore(ReportingStorage storage)
{
    public async Task<VerificationDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Verifications.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Keeps how far a verification is or what came of it, and that it was heard of now. One write.</summary>
    public Task KeepAsync(VerificationDocument verification, CancellationToken cancellationToken) => storage.Verifications.UpdateOneAsync(
        one => one.Id == verification.Id,
        Builders<VerificationDocument>.Update
            .SetOnInsert(one => one.Network, verification.Network)
            .Set(one => one.Progress, verification.Progress)
            .Set(one => one.Outcome, verification.Outcome)
            .Set(one => one.IsInterrupted, verification.IsInterrupted)
            .CurrentDate(one => one.AliveAt),
        new UpdateOptions { IsUpsert = true }, cancellationToken);

    /// <summary>What time it is by the clock that <see cref="VerificationDocument.AliveAt"/> goes by. One read.</summary>
    public async Task<DateTime> NowAsync(CancellationToken cancellationToken) => (await DatabaseClock.ReadAsync(storage.Database, cancellationToken)).UtcDateTime;
}
