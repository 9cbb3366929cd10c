namespace QualiPref.Recomputation;

/// <summary>What a kiosk's clocks said when it sent something, and when that was sent by the true time.</summary>
internal sealed record SyncSeen(DateTimeOffset At, DateTimeOffset? DeviceTime, (Guid Session, long Elapsed)? Clock);

/// <summary>The syncs of every kiosk in their order, and what they make of an answer's clocks: <c>Clock</c> of the public contract.</summary>
internal sealed class KioskClocks
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly Dictionary<(Guid Kiosk, int Enrolment), List<SyncSeen>> _syncs = [];

    /// <summary>Notes a sync that the server has acknowledged, after the answers it brought.</summary>
    public void Note(Guid kiosk, int enrolment, SyncSeen sync)
    {
        if (!_syncs.TryGetValue((kiosk, enrolment), out var syncs))
            _syncs.Add((kiosk, enrolment), syncs = []);
        syncs.Add(sync);
    }

    /// <summary>The instant of an answer.</summary>
    /// <param name="written">By the device's wall clock.</param>
    /// <param name="clock">Its monotonic clock.</param>
    /// <param name="source">The kiosk and the enrolment of the answer; null when it is nobody's.</param>
    /// <param name="sync">The sync that brings it.</param>
    public DateTimeOffset Instant(DateTimeOffset written, (Guid Session, long Elapsed)? clock, (Guid Kiosk, int Enrolment)? source, SyncSeen sync)
    {
        var wall = sync.DeviceTime is { } device ? written + (sync.At - device) : (DateTimeOffset?)null;
        if (clock is not var (session, at) || sync.Clock is not var (sameSession, until) || session != sameSession || at > until)
            return wall ?? written;
        var latest = sync.At.AddMilliseconds(at - until);
        if (wall is not { } reading || reading >= latest - Minute)
            return latest;
        // Either it slept since, which leaves its wall clock alone, or the wall clock was set since, by what the two now differ.
        var hasBeenSet = Before(clock, source, session) is { DeviceTime: { } then } before
            && sync.At - sync.DeviceTime!.Value - (before.At - then) is var moved && moved.Duration() > Minute && (moved - (reading - latest)).Duration() <= Minute;
        return hasBeenSet ? latest : reading;
    }

    private SyncSeen? Before((Guid Session, long Elapsed)? clock, (Guid Kiosk, int Enrolment)? source, Guid now) =>
        source is { } one && _syncs.TryGetValue(one, out var syncs)
            ? syncs.LastOrDefault(sync => sync.DeviceTime is not null && (sync.Clock is not var (session, elapsed) || session != now || elapsed <= clock!.Value.Elapsed))
            : null;
}
