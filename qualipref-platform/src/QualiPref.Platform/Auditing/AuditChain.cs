using MongoDB.Driver;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// Gives entries that wait their place in the chain of a service. Any number of replicas may do so at once, and any of them may die in between: the number is the key
/// of the chain, so that whoever is later finds it taken and begins anew behind it; and an entry that has its place already is only taken away from where it waited.
/// </summary>
internal sealed class AuditChain(string service, IMongoCollection<SealedEntry> chain)
{
    // With the largest entries, of lists, some megabytes.
    private const int MostAtOnce = 500;

    private static readonly InsertManyOptions InOrder = new() { IsOrdered = true };

    /// <summary>Seals what waits now. One read for each source when nothing does.</summary>
    public async Task SealAsync(IReadOnlyList<IAuditSource> sources, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            while (await source.FindAsync(MostAtOnce, cancellationToken) is { Count: > 0 } entries)
            {
                if (await TrySealAsync(entries, cancellationToken)) await source.RemoveAsync(entries, cancellationToken);
            }
        }
    }

    /// <summary>The end of the chain. One read.</summary>
    public async Task<AuditHead> HeadAsync(CancellationToken cancellationToken) =>
        await chain.Find(Builders<SealedEntry>.Filter.Empty, new FindOptions { Hint = "_id_" }).SortByDescending(one => one.Number).Limit(1)
            .Project(one => new AuditHead(one.Number, one.Hash)).FirstOrDefaultAsync(cancellationToken) ?? AuditHead.Empty;

    /// <summary>Whether all of some entries have their place now; false when somebody else was sealing too, and it has to be looked again.</summary>
    private async Task<bool> TrySealAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        // In this order: what anybody seals after the head was read takes a number that is wanted here too.
        var head = await HeadAsync(cancellationToken);
        var ids = entries.Select(entry => entry.Id);
        var placed = (await chain.Find(Builders<SealedEntry>.Filter.In(one => one.Entry.Id, ids)).Project(one => one.Entry.Id).ToListAsync(cancellationToken)).ToHashSet();
        var links = new List<SealedEntry>();
        foreach (var entry in entries.Where(entry => !placed.Contains(entry.Id)))
        {
            links.Add(SealedEntry.After(service, head, entry));
            head = new AuditHead(links[^1].Number, links[^1].Hash);
        }
        if (links.Count == 0) return true;
        try
        {
            await chain.InsertManyAsync(links, InOrder, cancellationToken);
            return true;
        }
        catch (MongoBulkWriteException exception) when (exception.WriteConcernError is null && exception.WriteErrors is [{ Category: ServerErrorCategory.DuplicateKey }])
        {
            return false;
        }
    }
}
