namespace QualiPref.Platform.Persistence;

/// <summary>How queries are read that may match any number of documents.</summary>
public static class LongReads
{
    /// <summary>
    /// Documents in one reply of the database. The driver turns a whole reply into objects before it hands out the first; left to itself a reply
    /// holds up to 16 MiB, and what a reading needs in memory would grow with what is stored.
    /// </summary>
    public const int BatchSize = 2_000;
}
