using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>
/// Works on the cuts under way, one replica at a time: woken by each message that concerns one, and once a second for what a death or
/// another replica left.
/// </summary>
internal sealed partial class CutWorker(
    CutStore cuts, CutProgress progress, [FromKeyedServices(CutWorker.Signal)] WorkSignal signal, TimeProvider time, ILogger<CutWorker> logger)
    : BackgroundService
{
    /// <summary>Key of the signal that wakes it.</summary>
    public const string Signal = "cuts";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    // A site that waits is looked at once for the messages of a moment, not once for each.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Task.Run(() => SweepAsync(stoppingToken), stoppingToken), Task.Run(() => WorkAsync(stoppingToken), stoppingToken));

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, time);
        do signal.Nudge();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in signal.ReadAllAsync(stoppingToken))
        {
            try
            {
                foreach (var cut in await cuts.ListUnfinishedAsync(stoppingToken)) await WorkOnAsync(cut, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogLookFailed(exception.GetType().Name);
            }
            await Task.Delay(Gathering, time, stoppingToken);
        }
    }

    /// <summary>One that fails is tried again at the next turn and does not keep the others waiting.</summary>
    private async Task WorkOnAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        using var activity = IndicatorsTelemetry.Source.StartActivity("take cut");
        try
        {
            if (await cuts.TryHoldAsync(cancellationToken)) await progress.AdvanceAsync(cut, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (StorageFaults.IsOutage(exception)) LogAway(cut.Id, exception.GetType().Name);
            else LogFailed(cut.Id, exception);
        }
    }

    [LoggerMessage(EventId = 3603, Level = LogLevel.Warning, Message = "Looking for cuts failed ({Fault}); it goes on in a second")]
    private partial void LogLookFailed(string fault);

    [LoggerMessage(EventId = 3604, Level = LogLevel.Warning, Message = "Cut {Cut} could not go on ({Fault}); it is tried again")]
    private partial void LogAway(Guid cut, string fault);

    [LoggerMessage(EventId = 3605, Level = LogLevel.Error, Message = "Cut {Cut} could not go on; it is tried again")]
    private partial void LogFailed(Guid cut, Exception exception);
}
