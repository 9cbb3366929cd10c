using System.Threading.Channels;

namespace QualiPref.Platform.Balance;

/// <summary>
/// The site-days of a source whose rows have to be told: each once soon after it changed, however often that was, and once more when
/// it has been quiet for a while, so that a row that was lost together with its records is missed. Kept in memory only: after a death
/// every day is told at start.
/// </summary>
/// <typeparam name="TLedger">The ledger of the source.</typeparam>
/// <param name="time">The clock.</param>
public sealed class TouchedDays<TLedger>(TimeProvider time) where TLedger : IIntakeLedger
{
    /// <summary>How long a site-day has to be without a change until it is told again.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    // Beyond it a site-day waits for the hour in which all are told: memory stays bounded.
    private const int Largest = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<SiteDay, Touched> _days = [];
    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Notes that records of some site-days were published, or that this was tried.</summary>
    /// <param name="days">The site-days; the same may come several times.</param>
    public void Add(IEnumerable<SiteDay> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var now = time.GetTimestamp();
        lock (_lock)
        {
            foreach (var day in days)
            {
                if (_days.TryGetValue(day, out var touched)) _days[day] = new Touched(touched.NewSince ?? now, now);
                else if (_days.Count < Largest) _days.Add(day, new Touched(now, now));
            }
        }
        Nudge();
    }

    /// <summary>Takes the site-days that are to be told now, those that wait longest first.</summary>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<SiteDay> Take(int limit)
    {
        lock (_lock)
        {
            List<KeyValuePair<SiteDay, Touched>> due =
                [.. _days.Where(day => Wait(day.Value) <= TimeSpan.Zero).OrderBy(day => day.Value.NewSince ?? day.Value.ChangedAt).Take(limit)];
            foreach (var (day, touched) in due)
            {
                if (touched.NewSince is null) _days.Remove(day);
                else _days[day] = touched with { NewSince = null };
            }
            return due.ConvertAll(day => day.Key);
        }
    }

    /// <summary>How long until the next site-day is to be told; null when there is none.</summary>
    public TimeSpan? UntilDue()
    {
        lock (_lock)
        {
            return _days.Count == 0 ? null : _days.Values.Min(Wait);
        }
    }

    /// <summary>Wakes the reader of <see cref="NudgedAsync"/>.</summary>
    public void Nudge() => _nudges.Writer.TryWrite(true);

    /// <summary>Completes once there may be something to take; any number of nudges before the reader looks are one.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask<bool> NudgedAsync(CancellationToken cancellationToken) => _nudges.Reader.ReadAsync(cancellationToken);

    private TimeSpan Wait(Touched touched)
    {
        if (touched.NewSince is not null) return TimeSpan.Zero;
        var wait = Quiet - time.GetElapsedTime(touched.ChangedAt);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    /// <param name="NewSince">Timestamp of the first change that was not told yet; null when all were.</param>
    /// <param name="ChangedAt">Timestamp of the last change.</param>
    private readonly record struct Touched(long? NewSince, long ChangedAt);
}
