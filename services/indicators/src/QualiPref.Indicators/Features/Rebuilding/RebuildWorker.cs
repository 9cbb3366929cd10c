using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.Rebuilding;

/// <summary>Takes rebuilds forward, a month of a site at a time and one replica at a time, resting as long as each step took.</summary>
internal sealed class RebuildWorker(
    RebuildStore rebuilds, IndicatorsDatabase database, WorkSignal signal, TimeProvider time, ILogger<RebuildWorker> logger) : IWorker
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly SweepLease _lease = database.LeaseFor("rebuild", time);

    private readonly WorkLoop _loop = new("Rebuilding", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(StepAsync, stoppingToken);

    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await rebuilds.FindRunningAsync(cancellationToken) is not { } rebuild || !await _lease.TryHoldAsync(cancellationToken)) return Look;
        await rebuilds.StepAsync(rebuild, cancellationToken);
        signal.Nudge();
        return time.GetElapsedTime(started);
    }
}
