using Microsoft.Extensions.DependencyInjection;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ErasingCases;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Erases again what a backup brought back, before the first request is taken and before any letter goes. Which cases these are, whoever restored the backup has
/// written down: those that were erased in the databases of before, or in a later backup.
/// </summary>
internal sealed class RestoredErasures(ComplaintsStorage storage, IServiceScopeFactory scopes, TimeProvider time) : IStorageSetup
{
    private static readonly AuditAct Act = new(AuditKinds.Correction, "case.erase");
    private static readonly AuditActor Service = new("service", ComplaintsModule.ServiceName);

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(storage.Database, cancellationToken);
        var ids = await storage.ToEraseAgain.Find(Builders<BsonDocument>.Filter.Empty, new FindOptions { Hint = "_id_" }).Project(one => one["_id"]).ToListAsync(cancellationToken);
        if (ids.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var (cases, erasing) = (scope.ServiceProvider.GetRequiredService<CaseStore>(), scope.ServiceProvider.GetRequiredService<Erasing>());
        foreach (var id in ids)
        {
            await EraseAsync(id.AsGuid, cases, erasing, cancellationToken);
            await storage.ToEraseAgain.DeleteOneAsync(new BsonDocument("_id", id), cancellationToken);
        }
    }

    // Until it is: another replica may be at it too.
    private async Task EraseAsync(Guid id, CaseStore cases, Erasing erasing, CancellationToken cancellationToken)
    {
        while (await cases.FindAsync(id, cancellationToken) is { Erased: null } document)
        {
            var audit = AuditEntry.Of(Act, Service, AuditSubject.Of("case", id), time.GetUtcNow(), [document.State.Site], ("reason", CaseNames.Of(ErasureReason.Restored)));
            await erasing.TryEraseAsync(document, erasing.Mark(DeliveryEvent.System, ErasureReason.Restored), audit, cancellationToken);
        }
    }
}
