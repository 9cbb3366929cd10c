using MongoDB.Driver;
using QualiPref.Platform.Auditing;

namespace QualiPref.Surveys.Storage;

/// <summary>Drafts of questionnaires: one round trip per call, unless it says otherwise.</summary>
internal sealed class DraftStore(SurveysStorage storage)
{
    private static readonly UpdateDefinitionBuilder<QuestionnaireDraft> Set = Builders<QuestionnaireDraft>.Update;

    public async Task<QuestionnaireDraft?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Drafts.Find(draft => draft.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Drafts in the order of their ids, and so of their making.</summary>
    public Task<List<QuestionnaireDraft>> ListAsync(Guid after, int limit, CancellationToken cancellationToken) =>
        storage.Drafts.Find(draft => draft.Id > after).SortBy(draft => draft.Id).Limit(limit).ToListAsync(cancellationToken);

    /// <summary>Adds a draft unless its id is taken; a taken id costs a second round trip.</summary>
    /// <returns>The draft that already had the id, or null when this one was added.</returns>
    public async Task<QuestionnaireDraft?> AddOrFindAsync(QuestionnaireDraft draft, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Drafts.InsertAuditedAsync(draft, audit, cancellationToken);
            return null;
        }
        catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return await FindAsync(draft.Id, cancellationToken);
        }
    }

    /// <summary>Changes a draft if it is still as it was read.</summary>
    /// <param name="next">The draft with the revision after the one that was read.</param>
    /// <param name="audit">Who does it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody was faster.</returns>
    public async Task<bool> ChangeAsync(QuestionnaireDraft next, AuditEntry audit, CancellationToken cancellationToken)
    {
        var changed = await storage.Drafts.UpdateOneAsync(
            draft => draft.Id == next.Id && draft.Revision == next.Revision - 1,
            Set.Set(draft => draft.Revision, next.Revision).Set(draft => draft.Code, next.Code).Set(draft => draft.Json, next.Json)
                .Set(draft => draft.ChangedAt, next.ChangedAt).Set(draft => draft.ChangedBy, next.ChangedBy).Audits(audit),
            cancellationToken: cancellationToken);
        return changed.MatchedCount > 0;
    }
}
