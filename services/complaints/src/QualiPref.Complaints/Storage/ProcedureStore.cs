using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Storage;

/// <summary>Writes what goes on about cases elsewhere. The version of a case stays.</summary>
internal sealed class ProcedureStore(ComplaintsStorage storage)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>Puts a procedure in the place of the one with its id, else beside the others. One round trip or two.</summary>
    /// <returns>False when the case has as many as it may have, or another with its id came in at the same moment, or it was erased.</returns>
    public async Task<bool> TryNoteAsync(Guid id, Procedure procedure, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isThere = Where.ElemMatch(one => one.Procedures, known => known.Id == procedure.Id);
        var replaced = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & isThere, Builders<CaseDocument>.Update.Set("procedures.$", procedure).Audits(audit), cancellationToken: cancellationToken);
        if (replaced.MatchedCount == 1) return true;
        var added = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & Where.Not(isThere) & new BsonDocument($"procedures.{Procedure.MostOfACase - 1}", new BsonDocument("$exists", false)),
            Builders<CaseDocument>.Update.Push(one => one.Procedures, procedure).Audits(audit), cancellationToken: cancellationToken);
        return added.MatchedCount == 1;
    }
}
