using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Platform.Persistence;

/// <summary>
/// Lets one replica of a service do a chore at a time. Judged by the database's clock, so replicas whose clocks differ agree;
/// losing it in the middle only repeats work that is safe to repeat. For one worker, which asks for it again and again.
/// </summary>
/// <param name="database">Database of the service.</param>
/// <param name="chore">Name of the chore.</param>
/// <param name="time">The clock.</param>
public sealed class SweepLease(IMongoDatabase database, string chore, TimeProvider time)
{
    // How long a chore rests when the replica that did it dies: short, since taking over a chore that still runs only repeats work.
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    // Whoever holds it renews it when half of it is over: a chore of milliseconds would else cost most of its time in asking for it.
    private static readonly TimeSpan Renewal = Length / 2;

    private readonly IMongoCollection<BsonDocument> _leases = database.GetCollection<BsonDocument>("leases");
    private readonly string _holder = Guid.NewGuid().ToString("N");
    private long? _heldSince;

    /// <summary>Takes the lease for 5 seconds, or renews it when half of them are over. No round trip, or one.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether this replica holds it now.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        if (_heldSince is { } since && time.GetElapsedTime(since) < Renewal) return true;
        var asked = time.GetTimestamp();
        _heldSince = await TryHoldAsync(null, cancellationToken) is null ? null : asked;
        return _heldSince is not null;
    }

    /// <summary>Takes or renews the lease of a chore that leaves alone what replicas still hold in memory. One round trip.</summary>
    /// <param name="heldSince">Since when this replica holds something (UTC); null when it holds nothing. Other replicas hear of it for 5 seconds.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Null when another replica holds the lease; else since when another replica holds something, the end of time when none does.</returns>
    public async Task<DateTime?> TryHoldAsync(DateTime? heldSince, CancellationToken cancellationToken)
    {
        // All expressions see the lease as it was. The engine refuses $expr in the filter of an upsert, so the decision is in the update;
        // a lease that is not there has no until, which sorts before every date.
        var mineOrExpired = new BsonDocument("$or", new BsonArray
        {
            new BsonDocument("$eq", new BsonArray { "$holder", _holder }),
            new BsonDocument("$lt", new BsonArray { "$until", "$$NOW" }),
        });
        var until = new BsonDocument("$add", new BsonArray { "$$NOW", (long)Length.TotalMilliseconds });
        var take = new BsonDocument("$set", new BsonDocument
        {
            ["holder"] = new BsonDocument("$cond", new BsonArray { mineOrExpired, _holder, "$holder" }),
            ["until"] = new BsonDocument("$cond", new BsonArray { mineOrExpired, until, "$until" }),
            ["behind"] = new BsonDocument("$concatArrays", new BsonArray { OthersBehind, Mine(heldSince, until) }),
        });
        try
        {
            var lease = await _leases.FindOneAndUpdateAsync(
                new BsonDocument("_id", chore),
                Builders<BsonDocument>.Update.Pipeline(new[] { take }),
                new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After },
                cancellationToken);
            return lease["holder"] == _holder ? OldestOf(lease["behind"].AsBsonArray) : null;
        }
        catch (MongoCommandException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            // Two replicas made the first lease at once.
            return null;
        }
    }

    private BsonDocument OthersBehind => new("$filter", new BsonDocument
    {
        ["input"] = new BsonDocument("$ifNull", new BsonArray { "$behind", new BsonArray() }),
        ["cond"] = new BsonDocument("$and", new BsonArray
        {
            new BsonDocument("$ne", new BsonArray { "$$this.holder", _holder }),
            new BsonDocument("$gt", new BsonArray { "$$this.until", "$$NOW" }),
        }),
    });

    private BsonArray Mine(DateTime? since, BsonDocument until) => since is null
        ? []
        : [new BsonDocument { ["holder"] = _holder, ["since"] = since, ["until"] = until }];

    private DateTime OldestOf(BsonArray behind) => behind.Where(one => one["holder"] != _holder)
        .Select(one => one["since"].ToUniversalTime()).Append(DateTime.MaxValue).Min();
}
