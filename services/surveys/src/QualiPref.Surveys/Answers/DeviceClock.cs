namespace QualiPref.Surveys.Answers;

/// <summary>
/// A device's monotonic clock: nobody can set it within a session (one load of the kiosk's page) and it says nothing about another. It may stand still
/// while the device sleeps.
/// </summary>
/// <param name="Session">The session.</param>
/// <param name="ElapsedMilliseconds">Since the session began.</param>
internal sealed record ClockReading(Guid Session, long ElapsedMilliseconds);

/// <summary>What an earlier sync told of a device's clocks.</summary>
/// <param name="Enrolment">The enrolment in which it was made.</param>
/// <param name="Offset">Server minus device time.</param>
/// <param name="Clock">Monotonic clock at that sync, if the device said so.</param>
internal sealed record EarlierSync(int Enrolment, TimeSpan Offset, ClockReading? Clock);

/// <summary>What a device said of its clocks when it sent, and when that arrived.</summary>
/// <param name="ReceivedAt">Server time of arrival.</param>
/// <param name="SentAt">Device time of sending, if it said so.</param>
/// <param name="Clock">Monotonic clock at sending, if it said so.</param>
internal sealed record Sync(DateTimeOffset ReceivedAt, DateTimeOffset? SentAt = null, ClockReading? Clock = null)
{
    /// <summary>Earlier syncs of the device, newest last.</summary>
    public IReadOnlyList<EarlierSync> Earlier { get; init; } = [];

    /// <summary>Whether the answers came in a file: when that was handed in says nothing of the device's clocks.</summary>
    public bool IsFile { get; init; }

    /// <summary>Server minus device time now.</summary>
    public TimeSpan? Offset => ReceivedAt - SentAt;

    /// <summary>Server minus device time at the last sync of an enrolment before an answer and at the first after it, as far as the monotonic clock tells; what was given in a session without any sync came after all.</summary>
    /// <param name="enrolment">The answer's enrolment.</param>
    /// <param name="atAnswer">Monotonic clock at the answer.</param>
    public (TimeSpan? Before, TimeSpan? After) OffsetsAround(int? enrolment, ClockReading? atAnswer)
    {
        List<EarlierSync> syncs = [.. Earlier.Where(sync => sync.Enrolment == enrolment)];
        var next = syncs.FindIndex(sync => sync.Clock is { } clock && clock.Session == atAnswer?.Session && clock.ElapsedMilliseconds > atAnswer.ElapsedMilliseconds);
        if (next < 0)
        {
            var last = syncs.FindLastIndex(sync => sync.Clock is { } clock && clock.Session == atAnswer?.Session);
            next = last < 0 ? syncs.Count : last + 1;
        }
        return (syncs.ElementAtOrDefault(next - 1)?.Offset, syncs.ElementAtOrDefault(next)?.Offset);
    }

    /// <summary>Server minus device time at the last sync before an answer; null when there is none that is known to be earlier.</summary>
    /// <param name="enrolment">The answer's enrolment: another one may have been another device's.</param>
    /// <param name="atAnswer">Monotonic clock at the answer.</param>
    public TimeSpan? OffsetBefore(int? enrolment, ClockReading? atAnswer) =>
        Earlier.LastOrDefault(sync => sync.Enrolment == enrolment && IsBefore(sync.Clock, atAnswer))?.Offset;

    // Of a backlog that takes several batches the first was received after the answers of the others were given.
    private bool IsBefore(ClockReading? earlier, ClockReading? atAnswer)
    {
        if (earlier is null || atAnswer is null) return true;
        return earlier.Session == atAnswer.Session ? earlier.ElapsedMilliseconds <= atAnswer.ElapsedMilliseconds : earlier.Session != Clock?.Session;
    }
}

/// <summary>When something happened in server time.</summary>
/// <param name="At">The instant.</param>
/// <param name="Uncertainty">How far it may be off, where that can be told.</param>
/// <param name="OtherReading">What the device's other clock says, where two can be read.</param>
internal readonly record struct CorrectedInstant(DateTimeOffset At, TimeSpan? Uncertainty, DateTimeOffset? OtherReading = null);

/// <summary>
/// Corrects what a device's clocks say of an answer; the rule is <c>Clock</c> of the public contract. The monotonic clock gives the latest that it can have
/// been: it may have slept since. The wall clock gives its time shifted by the offset at this sync: it may have been set since.
/// </summary>
internal static class DeviceClock
{
    /// <summary>Readings and offsets that differ by less are alike: requests take time, and clocks drift.</summary>
    public static readonly TimeSpan Alike = TimeSpan.FromSeconds(60);

    /// <summary>Dates an answer.</summary>
    /// <param name="answeredAt">As the device's wall clock said.</param>
    /// <param name="atAnswer">Its monotonic clock then, if it said so.</param>
    /// <param name="enrolment">The answer's enrolment.</param>
    /// <param name="sync">The sync that brings the answer.</param>
    public static CorrectedInstant Correct(DateTimeOffset answeredAt, ClockReading? atAnswer, int? enrolment, Sync sync)
    {
        if (sync.IsFile) return ByNeighbours(answeredAt, sync.OffsetsAround(enrolment, atAnswer));
        var latest = ByMonotonicClock(atAnswer, sync);
        var before = sync.OffsetBefore(enrolment, atAnswer);
        if (sync.Offset is not { } offset) return new(latest ?? answeredAt, null);
        var wall = answeredAt + offset;
        if (latest is not { } monotonic) return new(wall, (offset - before)?.Duration());
        var disagreement = wall - monotonic;
        return IsMonotonic(disagreement, offset - before)
            ? new(monotonic, disagreement.Duration(), wall)
            : new(wall, disagreement.Duration(), monotonic);
    }

    private static CorrectedInstant ByNeighbours(DateTimeOffset answeredAt, (TimeSpan? Before, TimeSpan? After) offsets) => offsets switch
    {
        (null, null) => new(answeredAt, null),
        ({ } before, { } after) => new(answeredAt + before, (after - before).Duration(), answeredAt + after),
        var (before, after) => new(answeredAt + (before ?? after)!.Value, null),
    };

    // Sleep puts the monotonic reading after the wall's, never before. A clock that was set in between moved the offset by as much as the two disagree.
    private static bool IsMonotonic(TimeSpan disagreement, TimeSpan? moved) =>
        disagreement >= -Alike || (moved is { } by && !IsNear(by, TimeSpan.Zero) && IsNear(by, disagreement));

    private static bool IsNear(TimeSpan one, TimeSpan other) => (one - other).Duration() <= Alike;

    private static DateTimeOffset? ByMonotonicClock(ClockReading? atAnswer, Sync sync) =>
        atAnswer is not null && sync.Clock is { } atSync && atAnswer.Session == atSync.Session && atAnswer.ElapsedMilliseconds <= atSync.ElapsedMilliseconds
            ? sync.ReceivedAt - TimeSpan.FromMilliseconds(atSync.ElapsedMilliseconds - atAnswer.ElapsedMilliseconds)
            : null;
}
