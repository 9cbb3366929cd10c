namespace QualiPref.Surveys.Answers;

/// <summary>A device's monotonic clock: it runs evenly within a session (one start of the device) and says nothing about another.</summary>
/// <param name="Session">The session.</param>
/// <param name="ElapsedMilliseconds">Since the session began.</param>
internal sealed record ClockReading(Guid Session, long ElapsedMilliseconds);

/// <summary>What a device said of its clocks when it sent, and when that arrived.</summary>
/// <param name="ReceivedAt">Server time of arrival.</param>
/// <param name="SentAt">Device time of sending, if it said so.</param>
/// <param name="Clock">Monotonic clock at sending, if it said so.</param>
/// <param name="EarlierOffset">Server minus device time at the sync before, if known.</param>
internal sealed record Sync(DateTimeOffset ReceivedAt, DateTimeOffset? SentAt = null, ClockReading? Clock = null, TimeSpan? EarlierOffset = null)
{
    /// <summary>Server minus device time now.</summary>
    public TimeSpan? Offset => ReceivedAt - SentAt;
}

/// <summary>When something happened in server time.</summary>
/// <param name="At">The instant.</param>
/// <param name="Uncertainty">How far it may be off, where that can be told.</param>
internal readonly record struct CorrectedInstant(DateTimeOffset At, TimeSpan? Uncertainty);

/// <summary>Corrects what a device's clock says of an answer.</summary>
internal static class DeviceClock
{
    /// <summary>
    /// Within one session the monotonic clock is exact whatever the wall clock did. Otherwise the wall clock is shifted by its offset
    /// at this sync, the next one after the answer; how much that offset moved since the sync before is the uncertainty.
    /// </summary>
    public static CorrectedInstant Correct(DateTimeOffset answeredAt, ClockReading? atAnswer, Sync sync)
    {
        if (atAnswer is not null && sync.Clock is { } atSync && atAnswer.Session == atSync.Session
            && atAnswer.ElapsedMilliseconds <= atSync.ElapsedMilliseconds)
        {
            return new(sync.ReceivedAt - TimeSpan.FromMilliseconds(atSync.ElapsedMilliseconds - atAnswer.ElapsedMilliseconds), TimeSpan.Zero);
        }
        return sync.Offset is { } offset
            ? new(answeredAt + offset, (offset - sync.EarlierOffset)?.Duration())
            : new(answeredAt, null);
    }
}
