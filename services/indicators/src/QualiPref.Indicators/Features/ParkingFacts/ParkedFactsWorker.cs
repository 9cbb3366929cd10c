using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.ParkingFacts;

/// <summary>
/// Forgets parked items that were counted after all: as long as their day disagrees, their source sends them again, and once their cause is
/// mended they become facts without anybody's act. Any number of replicas may do so at once.
/// </summary>
internal sealed class ParkedFactsWorker(ParkedStore parked, TimeProvider time, ILogger<ParkedFactsWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly WorkLoop _loop = new("Looking whether parked items are counted", time, logger);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _loop.RunAsync(SettleAsync, stoppingToken);

    private async Task<TimeSpan> SettleAsync(CancellationToken cancellationToken)
    {
        await parked.SettleAsync(cancellationToken);
        return Pause;
    }
}
