using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.Resending;

/// <summary>
/// Asks the sources for what is to be sent again, a month of a site at a time and one replica at a time, resting as long as each step took. Each source is asked for
/// the days that it told of.
/// </summary>
internal sealed class ResendWorker(
    ResendStore resends, BalanceReader balance, IMessagePublisher publisher, IndicatorsDatabase database, TimeProvider time, ILogger<ResendWorker> logger) : IWorker
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly SweepLease _lease = database.LeaseFor("resend", time);

    private readonly WorkLoop _loop = new("Having records sent again", time, logger);

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(StepAsync, stoppingToken);

    // Published before it is noted: a death between the two asks once more, which is harmless.
    private async Task<TimeSpan> StepAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await resends.FindRunningAsync(cancellationToken) is not { } resend || !await _lease.TryHoldAsync(cancellationToken)) return Look;
        var (site, from, to) = resend.Next();
        var rows = await balance.ListAsync(site, from, to, cancellationToken);
        foreach (var source in rows.GroupBy(row => row.Source)) await AskAsync(source.Key, [.. source], resend.Overrules, cancellationToken);
        await resends.NoteStepAsync(resend, rows.Count, cancellationToken);
        return time.GetElapsedTime(started);
    }

    private Task AskAsync(string source, IReadOnlyList<BalanceRowDocument> rows, bool overrules, CancellationToken cancellationToken)
    {
        var request = new ResponsesRequested
        {
            Source = source,
            SiteDays = [.. rows.Select(row => new RequestedSiteDay(row.Site, row.Date))],
            Overrules = overrules,
        };
        IndicatorsTelemetry.Asked(source, rows.Count);
        return publisher.PublishAsync<ResponsesRequested>([new(Guid.CreateVersion7(time.GetUtcNow()), request)], cancellationToken);
    }
}
