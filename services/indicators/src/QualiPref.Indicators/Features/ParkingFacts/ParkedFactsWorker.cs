using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.ParkingFacts;

/// <summary>
/// Forgets parked items that were counted after all: as long as their day disagrees, their source sends them again, and once their cause is
/// mended they become facts without anybody's act. Any number of replicas may do so at once.
/// </summary>
internal sealed class ParkedFactsWorker(ParkedStore parked, TimeProvider time, ILogger<ParkedFactsWorker> logger) : IWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Where very many stay parked, looking at all of them without a rest would keep the database busy.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly WorkLoop _loop = new("Looking whether parked items are counted", time, logger);

    private BsonDocument? _lookedUpTo;

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(SettleAsync, stoppingToken);

    private async Task<TimeSpan> SettleAsync(CancellationToken cancellationToken)
    {
        _lookedUpTo = await parked.SettleNextAsync(_lookedUpTo, cancellationToken);
        return _lookedUpTo is null ? Pause : Breath;
    }
}
