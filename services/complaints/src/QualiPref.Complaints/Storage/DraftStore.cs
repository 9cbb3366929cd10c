using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Linq;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>Keeps what persons typed and did not send yet: one draft for each of them and each step of a case.</summary>
internal sealed class DraftStore(ComplaintsStorage storage)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<CaseDocument> Update = Builders<CaseDocument>.Update;

    /// <summary>A case with its site, its drafts and whether it was erased, and nothing else; null without one. One round trip.</summary>
    public async Task<CaseDocument?> FindAsync(Guid id, CancellationToken cancellationToken) => await storage.Cases.Find(one => one.Id == id)
        .Project<CaseDocument>(Builders<CaseDocument>.Projection.Include(one => one.State.Site).Include(one => one.Drafts).Include(one => one.Erased))
        .FirstOrDefaultAsync(cancellationToken);

    /// <summary>Keeps a draft in the place of the one of before. One round trip, two for the first of a step.</summary>
    /// <returns>False when the case has as many as it may have.</returns>
    public async Task<bool> TryKeepAsync(Guid id, Draft draft, CancellationToken cancellationToken)
    {
        if (await ReplaceAsync(id, draft, cancellationToken)) return true;
        var added = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & Where.Not(Mine(draft.By, draft.Step)) & new BsonDocument($"drafts.{Draft.MostOfACase - 1}", new BsonDocument("$exists", false)),
            Update.Push(one => one.Drafts, draft), cancellationToken: cancellationToken);
        // Another window of the same person may have been quicker.
        return added.ModifiedCount == 1 || await ReplaceAsync(id, draft, cancellationToken);
    }

    /// <summary>Forgets a draft. One round trip.</summary>
    public Task ForgetAsync(Guid id, string person, string step, CancellationToken cancellationToken) => storage.Cases.UpdateOneAsync(
        Where.Eq(one => one.Id, id), Update.ForgetsDraft(person, step), cancellationToken: cancellationToken);

    private async Task<bool> ReplaceAsync(Guid id, Draft draft, CancellationToken cancellationToken)
    {
        var replaced = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & Mine(draft.By, draft.Step), Update.Set(one => one.Drafts.FirstMatchingElement(), draft), cancellationToken: cancellationToken);
        return replaced.MatchedCount == 1;
    }

    private static FilterDefinition<CaseDocument> Mine(string person, string step) => Where.ElemMatch(one => one.Drafts, draft => draft.By == person && draft.Step == step);
}

/// <summary>What a step does with drafts.</summary>
internal static class DraftUpdates
{
    /// <summary>Takes the draft of a step away, in the write that takes the step.</summary>
    public static UpdateDefinition<CaseDocument> ForgetsDraft(this UpdateDefinitionBuilder<CaseDocument> update, string person, string step) =>
        update.PullFilter(one => one.Drafts, draft => draft.By == person && draft.Step == step);
}
