using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Auditing;

namespace QualiPref.Complaints.Storage;

/// <summary>Writes what was seen to of what the motive of a case asks for. The version of the case stays, so that whoever answers meanwhile loses nothing.</summary>
internal sealed class CheckStore(ComplaintsStorage storage)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<CaseDocument> Update = Builders<CaseDocument>.Update;

    /// <summary>Settles a check. One round trip or two.</summary>
    /// <param name="document">The case as it was read.</param>
    /// <param name="check">How it is settled.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when the case has another motive or state by now, or the check was settled in the same moment.</returns>
    public async Task<bool> TrySettleAsync(CaseDocument document, CaseCheck check, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isThere = Where.ElemMatch(one => one.Checks, known => known.Key == check.Key);
        var replaced = await storage.Cases.UpdateOneAsync(AsAsked(document) & isThere, Update.Set("checks.$", check).Audits(audit), cancellationToken: cancellationToken);
        if (replaced.MatchedCount == 1) return true;
        var added = await storage.Cases.UpdateOneAsync(
            AsAsked(document) & Where.Not(isThere), Update.Push(one => one.Checks, check).Audits(audit), cancellationToken: cancellationToken);
        return added.MatchedCount == 1;
    }

    /// <summary>Opens a check again. One round trip.</summary>
    /// <returns>False when the case has another motive or state by now.</returns>
    public async Task<bool> TryOpenAsync(CaseDocument document, string key, AuditEntry audit, CancellationToken cancellationToken)
    {
        var opened = await storage.Cases.UpdateOneAsync(
            AsAsked(document), Update.PullFilter(one => one.Checks, known => known.Key == key).Audits(audit), cancellationToken: cancellationToken);
        return opened.MatchedCount == 1;
    }

    private static FilterDefinition<CaseDocument> AsAsked(CaseDocument document) =>
        CaseStore.Kept(document.Id) & Where.Eq(one => one.State.Motive, document.State.Motive) & Where.Eq(one => one.State.Status, document.State.Status);
}
