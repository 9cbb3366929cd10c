using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>
/// Compares the kept cells with those of <c>indicators</c> at start and every minute, one replica at a time, and fetches the months that
/// differ: a lost <c>CellsRecomputed</c> is made good without anybody's help.
/// </summary>
internal sealed partial class CellComparer(
    IServiceProvider services, ReportingStorage storage, KeptStore kept, Catalogue catalogue, IHostApplicationLifetime lifetime,
    IOptions<ReportingOptions> options, TimeProvider time, ILogger<CellComparer> logger) : BackgroundService
{
    private readonly SweepLease _lease = new(storage.Database, "compare-cells");
    private bool _isWaiting;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started.WaitAsync(lifetime, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.CompareEvery, time);
        // The first time whoever holds the lease: it may be held by the process that this one replaces, and comparing twice is harmless.
        var isFirst = true;
        do
        {
            try
            {
                if (await _lease.TryHoldAsync(stoppingToken) || isFirst) await CompareAsync(stoppingToken);
                isFirst = false;
                if (_isWaiting) LogAgain();
                _isWaiting = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Told once an outage: it passes by itself, and the next round compares everything again.
                if (!_isWaiting) LogWaiting(exception.GetType().Name);
                _isWaiting = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var indicators = services.GetRequiredService<IndicatorsClient>();
        foreach (var network in catalogue.Networks)
        {
            if (await indicators.CellVersionsAsync(network.Code, cancellationToken) is not { } held) continue;
            var differing = CellComparison.Differing(held.Items, await kept.VersionsOfAsync(network.Sites, cancellationToken));
            foreach (var month in differing)
            {
                if (await indicators.CellsAsync(month.Site, month.Month, cancellationToken) is { } cells) await kept.KeepAsync(cells.Items, cancellationToken);
            }
            if (differing.Count > 0) LogFetched(differing.Count, network.Code);
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "Cells cannot be compared with those of indicators ({Fault}); it is tried again every round")]
    private partial void LogWaiting(string fault);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information, Message = "Cells are compared with those of indicators again")]
    private partial void LogAgain();

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information, Message = "{Months} months of cells of {Network} differed from those of indicators and were fetched")]
    private partial void LogFetched(int months, string network);
}
