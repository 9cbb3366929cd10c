using System.Runtime.InteropServices;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Balance;

/// <summary>The one way to a row of the balance, for messages and for HTTP: counted afresh from the ledger each time, never kept.</summary>
public static class IntakeCount
{
    /// <summary>Counts what a ledger holds between two days. One query; memory grows with the site-days, not with the records.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="from">First day, included.</param>
    /// <param name="to">Last day, included.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Rows by site, in the order of sites and dates; days without records have none.</returns>
    public static Task<ILookup<string, IntakeBalanceRow>> CountAsync(
        this IIntakeLedger ledger, IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return CountAsync(ledger, sites, from, to, () => { }, cancellationToken);
    }

    /// <summary>The same; each record that the ledger hands out is noted.</summary>
    internal static async Task<ILookup<string, IntakeBalanceRow>> CountAsync(
        IIntakeLedger ledger, IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, Action note, CancellationToken cancellationToken)
    {
        var days = new Dictionary<SiteDay, DayCount>();
        await foreach (var entry in ledger.EntriesAsync(sites, from, to, cancellationToken))
        {
            note();
            var day = new SiteDay(entry.Site, entry.Date);
            if (!days.TryGetValue(day, out var count)) days[day] = count = new DayCount();
            count.Add(entry);
        }
        return days.OrderBy(day => day.Key.Site, StringComparer.Ordinal).ThenBy(day => day.Key.Date)
            .ToLookup(day => day.Key.Site, day => day.Value.Row(day.Key.Date));
    }

    /// <summary>The row of a day on which a site has no record.</summary>
    /// <param name="date">The day.</param>
    public static IntakeBalanceRow Nothing(DateOnly date) => new DayCount().Row(date);

    private sealed class DayCount
    {
        private readonly Dictionary<string, int> _published = [];
        private readonly BalanceDigest _digest = new();
        private int _pending;
        private int _parked;

        public void Add(in IntakeEntry entry)
        {
            _digest.Add(entry.Id, entry.Version, entry.Status == IntakeStatus.Counted);
            if (entry.Publication == Publication.Parked) _parked++;
            if (entry.Publication != Publication.Done) _pending++;
            else CollectionsMarshal.GetValueRefOrAddDefault(_published, entry.Status, out _)++;
        }

        public IntakeBalanceRow Row(DateOnly date) => new()
        {
            Date = date,
            Received = _published.Values.Sum() + _pending,
            Counted = Published(IntakeStatus.Counted),
            SetAside = Published(IntakeStatus.SetAside),
            Discarded = Published(IntakeStatus.Discarded),
            Abandoned = Published(IntakeStatus.Abandoned),
            Voided = Published(IntakeStatus.Voided),
            Pending = _pending,
            Parked = _parked,
            Digest = _digest.ToString(),
        };

        private int Published(string status) => _published.GetValueOrDefault(status);
    }
}

/// <summary>Where a record of a source stands; the words of the contract.</summary>
public static class IntakeStatus
{
    /// <summary>The person gave up.</summary>
    public const string Abandoned = "abandoned";

    /// <summary>It is in the figures.</summary>
    public const string Counted = "counted";

    /// <summary>It was refused for good.</summary>
    public const string Discarded = "discarded";

    /// <summary>It is kept aside until somebody decides.</summary>
    public const string SetAside = "setAside";

    /// <summary>It was withdrawn.</summary>
    public const string Voided = "voided";
}
