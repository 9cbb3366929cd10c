using System.Buffers.Binary;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Limits;

/// <summary>
/// Replicas tell each other what they counted, and share the salt of the hour, in one document of the portal's database: one round trip a replica and second while
/// requests come, none while none do, whatever the number of requests and callers. While the database is away each goes on with its own counts.
/// </summary>
internal sealed class CountExchange : BackgroundService
{
    private const string Document = "counts";

    // Of so many replicas, what none of them tells is less than the limit.
    private const int MostReplicas = 32;

    // A document of at most some hundred kilobytes: whoever comes after these is far from every limit, or the last of very many.
    private const int MostCallers = 500;

    // What was counted in a minute counts for one more. Replicas that are gone are dropped after that.
    private static readonly TimeSpan Remembered = CallCounts.Minute * 2.5;

    // A database that hangs is one that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IMongoCollection<BsonDocument> _limits;
    private readonly CallCounts _counts;
    private readonly CallerKeys _keys;
    private readonly TimeSpan _every;
    private readonly int _fewest;
    private readonly WorkLoop _loop;
    private readonly string _replica = Guid.NewGuid().ToString("N");
    private bool _toldSomething = true;

    public CountExchange(
        MongoDatabases databases, CallCounts counts, CallerKeys keys, IOptions<LimitOptions> options, TimeProvider time, ILogger<CountExchange> logger)
    {
        // Lost with the server that held it, it costs a minute of counts: nobody waits for the journal.
        _limits = databases.For(QualiPrefHost.Portal).GetCollection<BsonDocument>("limits").WithWriteConcern(new WriteConcern(1, journal: false));
        (_counts, _keys, _every) = (counts, keys, options.Value.TellEvery);
        _fewest = Math.Max(1, Enum.GetValues<LimitKind>().Min(options.Value.Of) / MostReplicas);
        _loop = new WorkLoop("Sharing counted requests", time, logger);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _loop.RunAsync(TellAsync, stoppingToken);

    private async Task<TimeSpan> TellAsync(CancellationToken stoppingToken)
    {
        var (minute, busiest) = _counts.Busiest(_fewest, MostCallers);
        // At the start and once an hour for the salt; and once more after the last request, to take away what was told.
        if (busiest.Count > 0 || _toldSomething || _keys.IsOld) await ExchangeAsync(minute, busiest, stoppingToken);
        return _every;
    }

    private async Task ExchangeAsync(long minute, IReadOnlyList<KeyValuePair<UInt128, Calls>> busiest, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            var shared = await _limits.FindOneAndUpdateAsync(
                new BsonDocument("_id", Document),
                Builders<BsonDocument>.Update.Pipeline(new[] { Telling(minute, busiest) }),
                new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After },
                patience.Token);
            _toldSomething = busiest.Count > 0;
            _keys.Share(shared["salt"].AsByteArray);
            _counts.Hear(minute, Sum(minute, shared["replicas"].AsBsonArray));
        }
        catch (MongoCommandException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            // Two replicas made the first document at once: the next time it is there.
        }
    }

    // All expressions see the document as it was; what is not there sorts before every date.
    private BsonDocument Telling(long minute, IReadOnlyList<KeyValuePair<UInt128, Calls>> busiest)
    {
        var mine = new BsonDocument
        {
            ["replica"] = _replica,
            ["until"] = In(Remembered),
            ["minute"] = minute,
            ["callers"] = new BsonDocument("$literal", new BsonArray(busiest.Select(one => Write(one.Key, one.Value)))),
        };
        var others = new BsonDocument("$filter", new BsonDocument
        {
            ["input"] = new BsonDocument("$ifNull", new BsonArray { "$replicas", new BsonArray() }),
            ["cond"] = new BsonDocument("$and", new BsonArray
            {
                new BsonDocument("$ne", new BsonArray { "$$this.replica", _replica }),
                new BsonDocument("$gt", new BsonArray { "$$this.until", "$$NOW" }),
            }),
        });
        var isFresh = new BsonDocument("$gt", new BsonArray { "$saltUntil", "$$NOW" });
        return new BsonDocument("$set", new BsonDocument
        {
            ["salt"] = new BsonDocument("$cond", new BsonArray { isFresh, "$salt", new BsonBinaryData(CallerKeys.NewSalt()) }),
            ["saltUntil"] = new BsonDocument("$cond", new BsonArray { isFresh, "$saltUntil", In(CallerKeys.SaltLifetime) }),
            ["replicas"] = new BsonDocument("$concatArrays", new BsonArray { others, busiest.Count > 0 ? new BsonArray { mine } : [] }),
        });
    }

    private Dictionary<UInt128, Calls> Sum(long minute, BsonArray replicas)
    {
        var sums = new Dictionary<UInt128, Calls>();
        foreach (var replica in replicas.Where(one => one["replica"] != _replica))
        {
            var ahead = replica["minute"].ToInt64() - minute;
            foreach (var told in replica["callers"].AsBsonArray)
            {
                var caller = BinaryPrimitives.ReadUInt128BigEndian(told["caller"].AsByteArray);
                var sum = sums.GetValueOrDefault(caller);
                var calls = SeenFrom(ahead, new Calls(told["now"].AsInt32, told["before"].AsInt32));
                sums[caller] = new Calls(sum.Now + calls.Now, sum.Before + calls.Before);
            }
        }
        return sums;
    }

    // Told in the minute before, or by a clock that is in the next one already.
    private static Calls SeenFrom(long ahead, Calls calls) => ahead switch
    {
        0 => calls,
        -1 => new Calls(0, calls.Now),
        1 => new Calls(calls.Now + calls.Before, 0),
        _ => default,
    };

    private static BsonDocument Write(UInt128 caller, Calls calls)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, caller);
        return new BsonDocument { ["caller"] = bytes, ["now"] = calls.Now, ["before"] = calls.Before };
    }

    private static BsonDocument In(TimeSpan length) => new("$add", new BsonArray { "$$NOW", (long)length.TotalMilliseconds });
}
