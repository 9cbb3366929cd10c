using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.Rebuilding;

/// <summary>Takes rebuilds forward, a month of a site at a time and one replica at a time, resting as long as each step took.</summary>
internal sealed partial class RebuildWorker(
    RebuildStore rebuilds, IndicatorsDatabase database, WorkSignal signal, TimeProvider time, ILogger<RebuildWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly SweepLease _lease = database.LeaseFor("rebuild");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        do
        {
            try
            {
                while (await StepAsync(stoppingToken) is { } took) await Task.Delay(took, time, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <returns>How long the step took; null when there was none to take.</returns>
    private async Task<TimeSpan?> StepAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await rebuilds.FindRunningAsync(cancellationToken) is not { } rebuild || !await _lease.TryHoldAsync(cancellationToken)) return null;
        await rebuilds.StepAsync(rebuild, cancellationToken);
        signal.Nudge();
        return time.GetElapsedTime(started);
    }

    [LoggerMessage(EventId = 3501, Level = LogLevel.Warning, Message = "A rebuild was interrupted ({Fault}); it goes on in a second")]
    private partial void LogFailed(string fault);
}
