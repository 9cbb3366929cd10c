using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Backup;

/// <summary>Sees by its leases whether a service is at work on its database: each renews one every few seconds for as long as it runs.</summary>
internal sealed class ServicesAtWork(Surroundings surroundings, TimeProvider time)
{
    // A lease outlives its holder by five seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until no lease holds.</summary>
    /// <exception cref="RefusedException">Some service goes on.</exception>
    public async Task DemandNoneAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (await FirstAsync(cancellationToken) is { } service)
        {
            if (time.GetElapsedTime(since) > Patience)
            {
                throw new RefusedException($"{service} is at work on its database. End all services first: what they write meanwhile would be neither of the backup nor of today.");
            }
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<string?> FirstAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Collections.Owners)
        {
            var database = surroundings.For(service);
            var leases = await database.GetCollection<BsonDocument>("leases").Find(FilterDefinition<BsonDocument>.Empty).ToListAsync(cancellationToken);
            var now = (await DatabaseClock.ReadAsync(database, cancellationToken)).UtcDateTime;
            if (leases.Any(lease => lease["until"].ToUniversalTime() > now)) return service;
        }
        return null;
    }
}
