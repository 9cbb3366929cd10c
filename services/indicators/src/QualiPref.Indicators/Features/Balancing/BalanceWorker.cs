using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>
/// Compares what is to be compared and has asked for what is missing. While rows keep changing it works for a moment and then rests for
/// three times as long, so that intake and counting come first; once they are at rest it works through to the last.
/// </summary>
internal sealed class BalanceWorker(
    BalanceRowStore rows,
    BalanceComparison comparison,
    ResponseRequests requests,
    IndicatorsDatabase database,
    BalancePace pace,
    TimeProvider time,
    ILogger<BalanceWorker> logger) : IWorker
{
    private const int RowsAtOnce = 500;
    private const int RestFactor = 3;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    private readonly WorkLoop _loop = new("Looking at the balance", time, logger);

    // Comparing is guarded row by row; asking is left to one replica, else each of them would have everything sent again.
    private readonly SweepLease _asking = database.LeaseFor("balance-asking", time);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(LookAsync, stoppingToken);

    private async Task<TimeSpan> LookAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var isChanging = await CompareAsync(started, cancellationToken);
        if (await _asking.TryHoldAsync(cancellationToken)) await requests.AskAsync(cancellationToken);
        return Clamp(time.GetElapsedTime(started) * (isChanging ? RestFactor : 1));
    }

    private TimeSpan Clamp(TimeSpan pause) => pause < pace.Look ? pace.Look : pause > LongestPause ? LongestPause : pause;

    /// <returns>Whether rows keep changing.</returns>
    private async Task<bool> CompareAsync(long started, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = time.GetUtcNow().UtcDateTime;
            var due = await rows.FindDueAsync(now - pace.Gathering, RowsAtOnce, cancellationToken);
            foreach (var month in due.GroupBy(SiteMonth.Of))
            {
                await comparison.CompareAsync([.. month], verify: false, cancellationToken);
                if (time.GetElapsedTime(started) > Moment && await rows.IsChangingAsync(now - AtRest, cancellationToken)) return true;
            }
            if (due.Count < RowsAtOnce) return false;
        }
    }
}
