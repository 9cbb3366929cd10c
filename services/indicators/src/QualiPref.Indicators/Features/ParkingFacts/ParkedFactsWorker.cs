using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.ParkingFacts;

/// <summary>
/// Tries again what waits for a site as soon as the catalogue here changes, and now and then what a replica held whose catalogue had not changed yet. Forgets parked
/// items that were counted after all: as long as their day disagrees, their source sends them again, and once their cause is mended they become facts without
/// anybody's act. Any number of replicas may do so at once.
/// </summary>
internal sealed class ParkedFactsWorker(
    ParkedFacts facts, ParkedStore parked, LiveCatalogue catalogue, TimeProvider time, ILogger<ParkedFactsWorker> logger) : IWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // Where very many stay parked, looking at all of them without a rest would keep the database busy.
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private readonly WorkLoop _retrying = new("Trying again what waits for a site", time, logger);
    private readonly WorkLoop _settling = new("Looking whether parked items are counted", time, logger);

    private (Catalogue? Catalogue, long At) _retried;
    private BsonDocument? _lookedUpTo;

    public Task RunAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_retrying.RunAsync(RetryAsync, stoppingToken), _settling.RunAsync(SettleAsync, stoppingToken));

    private async Task<TimeSpan> RetryAsync(CancellationToken cancellationToken)
    {
        var current = catalogue.Current;
        if (_retried.Catalogue == current && time.GetElapsedTime(_retried.At) < Pause) return Breath;
        if (await facts.RetryAwaitedAsync(cancellationToken)) return TimeSpan.Zero;
        _retried = (current, time.GetTimestamp());
        return Breath;
    }

    private async Task<TimeSpan> SettleAsync(CancellationToken cancellationToken)
    {
        _lookedUpTo = await parked.SettleNextAsync(_lookedUpTo, cancellationToken);
        return _lookedUpTo is null ? Pause : Breath;
    }
}
