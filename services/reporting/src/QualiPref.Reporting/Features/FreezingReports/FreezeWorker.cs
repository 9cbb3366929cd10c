using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Http;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>
/// Turns cuts that were taken into editions, one replica at a time. It keeps nothing in memory: whatever died where, the next round of
/// whichever replica finds the freezing in the state that was committed last.
/// </summary>
internal sealed partial class FreezeWorker(
    IServiceProvider services, ReportingStorage storage, ReportStore reports, IHostApplicationLifetime lifetime,
    IOptions<ReportingOptions> options, TimeProvider time, ILogger<FreezeWorker> logger) : BackgroundService
{
    private readonly SweepLease _lease = new(storage.Database, "freeze");
    private string? _lastFault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started.WaitAsync(lifetime, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.FreezePause, time);
        do
        {
            await TryAsync(() => FreezeAllAsync(stoppingToken), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FreezeAllAsync(CancellationToken cancellationToken)
    {
        var waiting = await reports.ListTakenAsync(cancellationToken);
        if (waiting.Count == 0) _lastFault = null;
        foreach (var report in waiting)
        {
            if (!await _lease.TryHoldAsync(cancellationToken)) return;
            foreach (var freezing in report.Freezings.Where(one => one.Step == FreezingStep.Taken))
            {
                // One that cannot be built for now does not hold up the others.
                await TryAsync(() => FreezeAsync(report, freezing, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task FreezeAsync(ReportDocument report, Freezing freezing, CancellationToken cancellationToken)
    {
        try
        {
            var builder = services.GetRequiredService<EditionBuilder>();
            var edition = await builder.BuildAsync(report, freezing, () => _lease.TryHoldAsync(cancellationToken), cancellationToken);
            if (edition is null) return;
            await reports.FrozenAsync(freezing.CutId, edition, cancellationToken);
            LogFrozen(report.Network, report.Period, edition.Revision);
        }
        catch (CutUnreadableException exception)
        {
            await reports.UnreadableAsync(freezing.CutId, cancellationToken);
            LogUnreadable(freezing.CutId, exception.Message);
        }
    }

    private async Task TryAsync(Func<Task> step, CancellationToken stoppingToken)
    {
        try
        {
            await step();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            var fault = exception is ProblemException refused ? refused.Problem.Kind.Code : exception.GetType().Name;
            // An outage lasts many rounds and is told once.
            if (_lastFault != fault) LogWaiting(fault);
            _lastFault = fault;
        }
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "Revision {Revision} of {Network} {Period} is frozen")]
    private partial void LogFrozen(string network, string period, int revision);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Error, Message = "Cut {Cut} was announced and cannot be used: {Reason}")]
    private partial void LogUnreadable(Guid cut, string reason);

    [LoggerMessage(EventId = 4203, Level = LogLevel.Warning, Message = "An edition cannot be built for the moment ({Fault}); it is tried again every round")]
    private partial void LogWaiting(string fault);
}
