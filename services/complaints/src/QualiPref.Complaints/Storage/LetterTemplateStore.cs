using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The standard letters in all their versions: one round trip per call.</summary>
internal sealed class LetterTemplateStore(ComplaintsStorage storage)
{
    /// <summary>The newest version of each standard letter, by code.</summary>
    /// <param name="after">The code after which to begin; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<LetterTemplateDocument>> ListNewestAsync(string after, int limit, CancellationToken cancellationToken)
    {
        // Walks the index code, version descending: the first of each code is its newest.
        var newest = await storage.Templates.Aggregate()
            .Match(template => template.Code.CompareTo(after) > 0)
            .Sort(Builders<LetterTemplateDocument>.Sort.Ascending(template => template.Code).Descending(template => template.Version))
            .Group(template => template.Code, versions => new { Code = versions.Key, Newest = versions.First() })
            .SortBy(one => one.Code)
            .Limit(limit)
            .ToListAsync(cancellationToken);
        return newest.ConvertAll(one => one.Newest);
    }

    /// <summary>The newest version of a standard letter, or null when there is none.</summary>
    public async Task<LetterTemplateDocument?> FindNewestAsync(string code, CancellationToken cancellationToken) =>
        await storage.Templates.Find(template => template.Code == code).SortByDescending(template => template.Version).FirstOrDefaultAsync(cancellationToken);

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
}
