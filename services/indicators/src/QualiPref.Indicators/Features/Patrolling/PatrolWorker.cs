using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.Patrolling;

/// <summary>
/// Walks through everything that is held, site by site and month by month, for ever and slowly: after each month it rests for nineteen
/// times as long as that took. It remembers nothing: after a restart it begins anew.
/// </summary>
internal sealed partial class PatrolWorker(
    SiteMonthPatrol patrol,
    PatrolPath path,
    Catalogue catalogue,
    IndicatorsDatabase database,
    BalancePace pace,
    TimeProvider time,
    ILogger<PatrolWorker> logger) : BackgroundService
{
    private const int RestFactor = 19;

    // Below the length of the lease, so that a long month does not cost it.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly SweepLease _lease = database.LeaseFor("patrol");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (true)
        {
            foreach (var site in catalogue.Sites) await WalkAsync(site.Code, stoppingToken);
            await Task.Delay(pace.PatrolInterval, time, stoppingToken);
        }
    }

    private async Task WalkAsync(string site, CancellationToken stoppingToken)
    {
        DateOnly? from = DateOnly.MinValue;
        while (from is not null)
        {
            var rest = pace.PatrolInterval;
            try
            {
                var started = time.GetTimestamp();
                // Held by another replica: this one waits where it is until that one dies.
                if (await _lease.TryHoldAsync(stoppingToken))
                {
                    from = await StepAsync(site, from.Value, stoppingToken);
                    rest = time.GetElapsedTime(started) * RestFactor;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (StorageFaults.IsOutage(exception))
                {
                    LogAway(exception.GetType().Name);
                }
                else
                {
                    LogFailed(site, exception);
                    from = null; // the other sites are not to wait for this one
                }
            }
            await Task.Delay(rest < LongestRest ? rest : LongestRest, time, stoppingToken);
        }
    }

    /// <returns>Where to go on; null at the end of the site.</returns>
    private async Task<DateOnly?> StepAsync(string site, DateOnly from, CancellationToken cancellationToken)
    {
        if (await path.NextMonthAsync(site, from, cancellationToken) is not { } month) return null;
        await patrol.LookOverAsync(site, month, cancellationToken);
        return month.Year < DateOnly.MaxValue.Year ? month.AddMonths(1) : null;
    }

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning, Message = "The patrol was interrupted ({Fault}); it goes on in a moment")]
    private partial void LogAway(string fault);

    [LoggerMessage(EventId = 3405, Level = LogLevel.Error, Message = "The patrol could not go on at {Site}; it comes by again")]
    private partial void LogFailed(string site, Exception exception);
}
