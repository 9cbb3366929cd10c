using System.Globalization;

namespace QualiPref.Portal.Services;

/// <summary>Whether everything that the sources received is in the figures.</summary>
internal sealed record Balance
{
    // The service lists no more open days than these: on another one something may be parked.
    private const int MostOpenDays = 200;

    /// <summary>Nothing is pending and every row agrees with its source.</summary>
    public bool Closed { get; init; }

    public IReadOnlyList<BalanceRow> Rows { get; init; } = [];

    public IReadOnlyList<OpenDay> OpenDays { get; init; } = [];

    /// <summary>Answers that count only once somebody has decided on them.</summary>
    public long SetAside => Rows.Sum(row => row.SetAside);

    /// <summary>Records that could not be published or counted: only a person can end that.</summary>
    public long Parked => OpenDays.Sum(day => day.Parked);

    /// <summary>Answers that count for nothing, for a reason that is known.</summary>
    public long LeftOut => Rows.Sum(row => row.Discarded + row.Abandoned + row.Voided);

    /// <summary>Nothing is left to wait for or to do: only then is it green.</summary>
    public bool Settled => Closed && SetAside == 0;

    /// <summary>What is open closes without anybody's doing.</summary>
    public bool SettlesByItself => Parked == 0 && OpenDays.Count < MostOpenDays;

    /// <summary>How many of the records of a row are parked.</summary>
    public long ParkedIn(BalanceRow row) => OpenDays.Where(day => day.IsIn(row)).Sum(day => day.Parked);
}

/// <summary>One source, site and month (<c>yyyy-MM</c>): received is the sum of what follows it up to pending.</summary>
internal sealed record BalanceRow(
    string Source, string Site, string Month, long Received, long Counted, long SetAside, long Discarded, long Abandoned, long Voided, long Pending, bool Agrees)
{
    public bool IsClosed => Pending == 0 && Agrees;
}

/// <summary>A day on which the source and the facts differ, or something is on its way, and since when (UTC).</summary>
internal sealed record OpenDay(string Source, string Site, DateOnly Date, long Received, long Facts, long Pending, DateTimeOffset? Since, long Parked)
{
    public bool IsIn(BalanceRow row) => Source == row.Source && Site == row.Site && Date.ToString("yyyy-MM", CultureInfo.InvariantCulture) == row.Month;
}

/// <summary>A row that keeps a report from being frozen.</summary>
internal sealed record OpenRow(string Source, string Site, string Month, long Received, long Facts, long Pending);
