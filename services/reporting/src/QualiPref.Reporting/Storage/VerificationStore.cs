using MongoDB.Driver;

namespace QualiPref.Reporting.Storage;

/// <summary>Verifications that outlast the call that asked for them.</summary>
internal sealed class VerificationStore(ReportingStorage storage)
{
    public async Task<VerificationDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Verifications.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

    public Task AddAsync(VerificationDocument verification, CancellationToken cancellationToken) =>
        storage.Verifications.InsertOneAsync(verification, cancellationToken: cancellationToken);

    public Task UpdateAsync(VerificationDocument verification, CancellationToken cancellationToken) =>
        storage.Verifications.ReplaceOneAsync(one => one.Id == verification.Id, verification, cancellationToken: cancellationToken);
}
