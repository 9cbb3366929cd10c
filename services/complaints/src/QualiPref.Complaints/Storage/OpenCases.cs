using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Who has which case open. It is told anew as long as the page is open and forgotten a minute afterwards; it holds ids of cases and of staff, and nothing of what is
/// in the case.
/// </summary>
internal sealed class OpenCases(ComplaintsStorage storage)
{
    /// <summary>How long somebody who says nothing any more counts as having it open.</summary>
    public static readonly TimeSpan Stays = TimeSpan.FromMinutes(1);

    /// <summary>Notes that a person has a case open. One round trip.</summary>
    public Task NoteAsync(Guid id, string person, DateTime now, CancellationToken cancellationToken)
    {
        var key = new OpenCaseKey(id, person);
        return storage.Open.ReplaceOneAsync(
            one => one.Key == key, new OpenCaseDocument { Key = key, Case = id, At = now }, new ReplaceOptions { IsUpsert = true }, cancellationToken);
    }

    /// <summary>The others who have it open, by id or name. One round trip.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(Guid id, string person, DateTime now, CancellationToken cancellationToken)
    {
        var since = now - Stays;
        var found = await storage.Open.Find(one => one.Case == id && one.At > since).ToListAsync(cancellationToken);
        return [.. found.Select(one => one.Key.Person).Where(other => other != person).Order(StringComparer.Ordinal)];
    }

    /// <summary>Notes that a person has closed it. One round trip.</summary>
    public Task ForgetAsync(Guid id, string person, CancellationToken cancellationToken)
    {
        var key = new OpenCaseKey(id, person);
        return storage.Open.DeleteOneAsync(one => one.Key == key, cancellationToken);
    }
}

/// <summary>One person at one case.</summary>
internal sealed class OpenCaseDocument
{
    [BsonId]
    public required OpenCaseKey Key { get; init; }

    public required Guid Case { get; init; }

    /// <summary>When it was last said (UTC); the database forgets it by this.</summary>
    public required DateTime At { get; init; }
}

/// <summary>A case and somebody who has it open.</summary>
internal sealed record OpenCaseKey(Guid Case, string Person);
