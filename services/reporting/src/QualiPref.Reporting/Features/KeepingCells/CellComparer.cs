using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.KeepingCells;

/// <summary>
/// Compares the kept cells with those of <c>indicators</c> at start and every minute, one replica at a time, and fetches the months that
/// differ: a lost <c>CellsRecomputed</c> is made good without anybody's help.
/// </summary>
internal sealed partial class CellComparer(
    IServiceProvider services, ReportingStorage storage, KeptStore kept, LiveCatalogue catalogue,
    IOptions<ReportingOptions> options, TimeProvider time, ILogger<CellComparer> logger) : IWorker
{
    private readonly SweepLease _lease = new(storage.Database, "compare-cells", time);
    private readonly WorkLoop _loop = new("Comparing cells with those of indicators", time, logger);

    // The first time whoever holds the lease: it may be held by the process that this one replaces, and comparing twice is harmless.
    private bool _isFirst = true;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(CompareOnceAsync, stoppingToken);

    private async Task<TimeSpan> CompareOnceAsync(CancellationToken cancellationToken)
    {
        // A failure waits for the next round like a success: comparing everything more often would burden whoever is already slow.
        await _loop.TryAsync("Comparing cells with those of indicators", async () =>
        {
            if (await _lease.TryHoldAsync(cancellationToken) || _isFirst) await CompareAsync(cancellationToken);
            _isFirst = false;
        }, cancellationToken);
        return options.Value.CompareEvery;
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var indicators = services.GetRequiredService<IndicatorsClient>();
        foreach (var network in catalogue.Current.Networks)
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

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information, Message = "{Months} months of cells of {Network} differed from those of indicators and were fetched")]
    private partial void LogFetched(int months, string network);
}
