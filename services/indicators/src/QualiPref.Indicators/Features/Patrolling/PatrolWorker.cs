using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.Patrolling;

/// <summary>
/// Walks through everything that is held, site by site and month by month, for ever and slowly: after each month it rests for nineteen times as long as that
/// took, ten seconds at most, and at the end of a cycle for <see cref="BalancePace.PatrolInterval"/> more. It remembers nothing: after a restart it begins anew.
/// </summary>
internal sealed class PatrolWorker(
    SiteMonthPatrol patrol,
    PatrolPath path,
    LiveCatalogue catalogue,
    RebuildStore rebuilds,
    IndicatorsDatabase database,
    BalancePace pace,
    TimeProvider time,
    ILogger<PatrolWorker> logger) : IWorker
{
    private const int RestFactor = 19;

    // A month of many facts must not keep all others waiting. It is longer than the lease: meanwhile another replica may go on, which does no harm.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly SweepLease _lease = database.LeaseFor("patrol", time);

    private readonly WorkLoop _loop = new("The patrol", time, logger);

    // Where it stands: the site and the day to look from.
    private int _site;
    private DateOnly _from = DateOnly.MinValue;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(WalkAsync, stoppingToken);

    private async Task<TimeSpan> WalkAsync(CancellationToken stoppingToken)
    {
        // Held by another replica: this one waits where it is until that one dies, or rests for longer than the lease lasts.
        if (!await _lease.TryHoldAsync(stoppingToken)) return AtMost(pace.PatrolInterval);
        // Cells that are being counted anew may well differ from what their facts count to, and nobody altered them.
        if (await rebuilds.FindRunningAsync(stoppingToken) is not null) return AtMost(pace.PatrolInterval);
        var started = time.GetTimestamp();
        var sites = catalogue.Current.Sites;
        var site = sites[_site].Code;
        DateOnly? next = null;
        // Where it cannot go on, it comes by again: the other sites are not to wait for this one.
        await _loop.TryAsync($"The patrol at {site}", async () => next = await StepAsync(site, _from, stoppingToken), stoppingToken);
        _from = next ?? DateOnly.MinValue;
        if (next is null) _site = (_site + 1) % sites.Count;
        var rest = AtMost(time.GetElapsedTime(started) * RestFactor);
        return next is null && _site == 0 ? rest + pace.PatrolInterval : rest;
    }

    private static TimeSpan AtMost(TimeSpan rest) => rest < LongestRest ? rest : LongestRest;

    /// <returns>Where to go on; null at the end of the site.</returns>
    private async Task<DateOnly?> StepAsync(string site, DateOnly from, CancellationToken cancellationToken)
    {
        if (await path.NextMonthAsync(site, from, cancellationToken) is not { } month) return null;
        await patrol.LookOverAsync(site, month, cancellationToken);
        return month.Year < DateOnly.MaxValue.Year ? month.AddMonths(1) : null;
    }
}
