using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
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
    private readonly WorkLoop _loop = new("Freezing reports", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started.WaitAsync(lifetime, stoppingToken);
        await _loop.RunAsync(FreezeAllAsync, stoppingToken);
    }

    private async Task<TimeSpan> FreezeAllAsync(CancellationToken cancellationToken)
    {
        foreach (var report in await reports.ListTakenAsync(cancellationToken))
        {
            if (!await _lease.TryHoldAsync(cancellationToken)) break;
            foreach (var freezing in report.Freezings.Where(one => one.Step == FreezingStep.Taken))
            {
                // One that cannot be built for now does not hold up the others.
                await _loop.TryAsync($"Building the edition of cut {freezing.CutId}", () => FreezeAsync(report, freezing, cancellationToken), cancellationToken);
            }
        }
        return options.Value.FreezePause;
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

    [LoggerMessage(EventId = 4201, Level = LogLevel.Information, Message = "Revision {Revision} of {Network} {Period} is frozen")]
    private partial void LogFrozen(string network, string period, int revision);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Error, Message = "Cut {Cut} was announced and cannot be used: {Reason}")]
    private partial void LogUnreadable(Guid cut, string reason);
}
