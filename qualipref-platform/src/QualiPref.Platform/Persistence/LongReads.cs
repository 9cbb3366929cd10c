namespace QualiPref.Platform.Persistence;

/// <summary>How queries are read that may match any number of documents.</summary>
public static class LongReads
{
    /// <summary>
    /// Documents in one reply of the database. The driver turns a whole reply into objects before it hands out the first; left to itself a reply
    /// holds up to 16 MiB, and what a reading needs in memory would grow with what is stored.
    /// </summary>
    public const int BatchSize = 2_000;

    /// <summary>Sites of one query.</summary>
    public const int SitesPerRead = 25;

    // While one waits for the database, the other turns documents into objects.
    private const int ReadsAtOnce = 2;

    /// <summary>Reads what belongs to sites in groups of <see cref="SitesPerRead"/>, two at once.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="read">Reads one group.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task BySitesAsync(IEnumerable<string> sites, Func<string[], CancellationToken, Task> read, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            sites.Chunk(SitesPerRead),
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (group, token) => await read(group, token));
}
