using System.Threading.Channels;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>
/// Wakes the worker. Any number of nudges before it looks are one; the oldest moment is kept, so that the delay it reports is the
/// longest. Losing a nudge costs two seconds at most.
/// </summary>
internal sealed class WorkSignal(TimeProvider time)
{
    private readonly Channel<long> _nudges = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Nudge() => _nudges.Writer.TryWrite(time.GetTimestamp());

    /// <summary>Completes with the moment of the nudge once there is something to look at.</summary>
    public ValueTask<long> NudgedAsync(CancellationToken cancellationToken) => _nudges.Reader.ReadAsync(cancellationToken);
}
