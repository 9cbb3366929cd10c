using System.Linq.Expressions;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The standard letters in all their versions: one round trip per call unless said otherwise.</summary>
internal sealed class LetterTemplateStore(ComplaintsStorage storage)
{
    private static readonly SortDefinition<LetterTemplateDocument> ByCodeNewestFirst =
        Builders<LetterTemplateDocument>.Sort.Ascending(template => template.Code).Descending(template => template.Version);

    /// <summary>The newest version of each standard letter, by code.</summary>
    /// <param name="after">The code after which to begin; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<LetterTemplateDocument>> ListNewestAsync(string after, int limit, CancellationToken cancellationToken)
    {
        // Walks the index code, version descending: the first of each code is its newest.
        var newest = await storage.Templates.Aggregate()
            .Match(template => template.Code.CompareTo(after) > 0)
            .Sort(ByCodeNewestFirst)
            .Group(template => template.Code, versions => new { Code = versions.Key, Newest = versions.First() })
            .SortBy(one => one.Code)
            .Limit(limit)
            .ToListAsync(cancellationToken);
        return newest.ConvertAll(one => one.Newest);
    }

    /// <summary>
    /// What handlers may use of each standard letter, by code: the newest version that the committee validated; as long as there is none, the newest that was not withdrawn.
    /// </summary>
    public async Task<IReadOnlyList<LetterTemplateDocument>> ListOfferedAsync(CancellationToken cancellationToken)
    {
        var found = await storage.Templates.Aggregate()
            .Match(template => template.Code.CompareTo("") > 0 && template.Status != TemplateStatus.Withdrawn)
            .Sort(ByCodeNewestFirst)
            .Group(template => new { template.Code, IsValidated = template.Status == TemplateStatus.Validated }, versions => new { versions.Key, Newest = versions.First() })
            .ToListAsync(cancellationToken);
        return [.. found.Select(one => one.Newest).GroupBy(one => one.Code).Select(Offered).OrderBy(one => one.Code, StringComparer.Ordinal)];
    }

    /// <summary>The codes that have a version.</summary>
    public async Task<HashSet<string>> ListCodesAsync(CancellationToken cancellationToken)
    {
        using var codes = await storage.Templates.DistinctAsync(template => template.Code, template => template.Code.CompareTo("") > 0, cancellationToken: cancellationToken);
        return [.. await codes.ToListAsync(cancellationToken)];
    }

    /// <summary>The newest version of a standard letter, or null when there is none.</summary>
    public async Task<LetterTemplateDocument?> FindNewestAsync(string code, CancellationToken cancellationToken) =>
        await storage.Templates.Find(template => template.Code == code).SortByDescending(template => template.Version).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The version of a standard letter that handlers may use, or null when there is none. Two round trips where none is validated.</summary>
    public async Task<LetterTemplateDocument?> FindOfferedAsync(string code, CancellationToken cancellationToken) =>
        await NewestAsync(template => template.Code == code && template.Status == TemplateStatus.Validated, cancellationToken)
        ?? await NewestAsync(template => template.Code == code && template.Status != TemplateStatus.Withdrawn, cancellationToken);

    /// <summary>One version, or null.</summary>
    public async Task<LetterTemplateDocument?> FindAsync(string code, int version, CancellationToken cancellationToken) =>
        await storage.Templates.Find(template => template.Code == code && template.Version == version).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The versions of a standard letter, the newest first.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="before">Number of the version before which to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<LetterTemplateDocument>> ListVersionsAsync(string code, int before, int limit, CancellationToken cancellationToken) =>
        await storage.Templates.Find(template => template.Code == code && template.Version < before)
            .SortByDescending(template => template.Version).Limit(limit).ToListAsync(cancellationToken);

    /// <summary>Adds a version of a standard letter.</summary>
    /// <returns>False when this version is there already: somebody else was first.</returns>
    public async Task<bool> TryAddAsync(LetterTemplateDocument version, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Templates.InsertOneAsync(version, cancellationToken: cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Notes a decision on a version, with its entry in the audit log, if nobody decided meanwhile.</summary>
    /// <returns>The version with the decision; null when somebody else was first.</returns>
    public async Task<LetterTemplateDocument?> TryDecideAsync(LetterTemplateDocument version, TemplateDecision decision, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Templates.FindOneAndUpdateAsync(
            Unchanged(version),
            Builders<LetterTemplateDocument>.Update
                .Set(one => one.Status, decision.To)
                .Inc(one => one.Revision, 1)
                .Push(one => one.Decisions, decision)
                .Audits(audit),
            new FindOneAndUpdateOptions<LetterTemplateDocument> { ReturnDocument = ReturnDocument.After }, cancellationToken);

    // A version of before there were decisions has no revision.
    private static FilterDefinition<LetterTemplateDocument> Unchanged(LetterTemplateDocument version)
    {
        var where = Builders<LetterTemplateDocument>.Filter;
        var revision = where.Eq(one => one.Revision, version.Revision);
        return where.Eq(one => one.Code, version.Code) & where.Eq(one => one.Version, version.Version)
            & (version.Revision == 0 ? revision | where.Exists(one => one.Revision, false) : revision);
    }

    private static LetterTemplateDocument Offered(IEnumerable<LetterTemplateDocument> newest) => newest.MaxBy(one => one.Status == TemplateStatus.Validated)!;

    private async Task<LetterTemplateDocument?> NewestAsync(Expression<Func<LetterTemplateDocument, bool>> which, CancellationToken cancellationToken) =>
        await storage.Templates.Find(which).SortByDescending(template => template.Version).FirstOrDefaultAsync(cancellationToken);
}
