using QualiPref.Synthetic.Requests;

namespace QualiPref.Synthetic;

/// <summary>What the clocks of a kiosk say at an instant, right or wrong.</summary>
public sealed record DeviceClock
{
    private static readonly TimeSpan SinceRestart = TimeSpan.FromHours(2);

    /// <summary>A wall clock that is right; no monotonic clock.</summary>
    public static DeviceClock Right { get; } = new();

    /// <summary>How far ahead the wall clock is.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>What the wall clock gains in a day, from <see cref="Start"/>.</summary>
    public TimeSpan GainPerDay { get; init; }

    /// <summary>Id of the time since the device was started; null when it reports no monotonic clock.</summary>
    public Guid? Session { get; init; }

    /// <summary>When the device was started, or its wall clock was last right.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Without a battery the wall clock counts from 1 January 1970 at each start.</summary>
    public bool HasNoBattery { get; init; }

    /// <summary>Its monotonic clock stands still from 18 to 6 o'clock UTC, while the device is suspended.</summary>
    public bool SleepsAtNight { get; init; }

    /// <summary>What the wall clock shows.</summary>
    /// <param name="at">The true instant.</param>
    public DateTimeOffset Read(DateTimeOffset at) => HasNoBattery
        ? DateTimeOffset.UnixEpoch + (at - Start)
        : at + Ahead + (GainPerDay * (at - Start).TotalDays);

    /// <summary>What the monotonic clock shows, null when there is none.</summary>
    /// <param name="at">The true instant.</param>
    public ClockRequest? Elapsed(DateTimeOffset at) =>
        Session is { } session ? new ClockRequest(session, (long)(SleepsAtNight ? Awake(at) - Awake(Start) : at - Start).TotalMilliseconds) : null;

    /// <summary>How long a device that sleeps at night was awake since 1970.</summary>
    private static TimeSpan Awake(DateTimeOffset at)
    {
        var (day, night) = (TimeSpan.FromHours(12), TimeSpan.FromHours(6));
        var since = at - DateTimeOffset.UnixEpoch;
        var today = TimeSpan.FromTicks(Math.Clamp((since - TimeSpan.FromDays(since.Days) - night).Ticks, 0, day.Ticks));
        return (day * since.Days) + today;
    }

    /// <summary>The same device, started anew two hours before an instant.</summary>
    /// <param name="at">The true instant.</param>
    /// <param name="session">Id of the new session.</param>
    public DeviceClock Restarted(DateTimeOffset at, Guid session) => this with { Session = session, Start = at - SinceRestart };

    internal static DeviceClock Of(SyntheticKiosk kiosk, SyntheticYearOptions options)
    {
        var year = LocalTime.At(new DateTime(options.Year, 1, 1));
        return kiosk.Trouble switch
        {
            KioskTrouble.TwoDaysAhead => new DeviceClock { Ahead = TimeSpan.FromDays(2) },
            // At most two and a half hours until the last sync: an answer of a counter's hours stays on its day.
            KioskTrouble.Drifts => new DeviceClock { GainPerDay = TimeSpan.FromSeconds(10), Start = year },
            KioskTrouble.NoBattery => new DeviceClock { HasNoBattery = true, Start = year, Session = SyntheticYear.Id(options, $"session/{kiosk.Site}/{kiosk.Label}") },
            KioskTrouble.Sleeps => new DeviceClock { SleepsAtNight = true, Start = year, Session = SyntheticYear.Id(options, $"session/{kiosk.Site}/{kiosk.Label}") },
            _ => Right,
        };
    }
}
