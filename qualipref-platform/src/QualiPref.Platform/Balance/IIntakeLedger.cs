namespace QualiPref.Platform.Balance;

/// <summary>What a balance needs to know of one record in its present version.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date on which it is counted.</param>
/// <param name="Id">Id of the answer or case.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">Where it stands, in the words of the contract.</param>
/// <param name="Publication">Whether this version was published.</param>
public readonly record struct IntakeEntry(string Site, DateOnly Date, Guid Id, long Version, string Status, Publication Publication);

/// <summary>Whether a version of a record was published.</summary>
public enum Publication
{
    /// <summary>It was.</summary>
    Done,

    /// <summary>It is about to be.</summary>
    Pending,

    /// <summary>It could not be and waits for a person; in the balance it is pending still.</summary>
    Parked,
}

/// <summary>Where a source keeps what it has received. The balance is computed from nothing else.</summary>
public interface IIntakeLedger
{
    /// <summary>Name of the source in messages.</summary>
    string Source { get; }

    /// <summary>Clock of the ledger's database (UTC). One round trip.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken);

    /// <summary>Every record of some sites between two days, in no order, as the database hands them out.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="from">First day, included.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<IntakeEntry> EntriesAsync(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The newest day before another on which a site has a record, or null. One round trip.</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="before">The day after the last one that is looked at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<DateOnly?> NewestDayAsync(string site, DateOnly before, CancellationToken cancellationToken);

    /// <summary>Publishes the present version of every record of a site-day again, but of none that is parked; what is pending stays so.</summary>
    /// <param name="day">The site-day.</param>
    /// <param name="overrules">Whether they replace what is held, whatever its version.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task ResendAsync(SiteDay day, bool overrules, CancellationToken cancellationToken);
}
