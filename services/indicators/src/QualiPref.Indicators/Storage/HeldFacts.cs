using System.Runtime.CompilerServices;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>All facts of one site-day, read for the patrol.</summary>
/// <param name="Date">Local legal date.</param>
internal sealed record PatrolledDay(DateOnly Date)
{
    /// <summary>The sums by source.</summary>
    public IReadOnlyDictionary<string, FactTally> Tallies { get; } = FactSources.All.ToDictionary(source => source, source => new FactTally(source));

    /// <summary>What the facts say; those that were altered are left out.</summary>
    public StateCounts States { get; } = new();

    /// <summary>Whether a fact fails its hash: what the day counts to cannot be said then.</summary>
    public bool Altered => Tallies.Values.Any(tally => tally.Altered);
}

/// <summary>Reads facts in order to compare them with what the sources tell of them.</summary>
internal sealed class HeldFacts(IndicatorsDatabase database)
{
    private static readonly BsonDocument ToSum = new() { ["date"] = 1, ["version"] = 1, ["current.status"] = 1 };

    private static readonly BsonDocument ToVerify = new() { ["site"] = 1, ["date"] = 1, ["version"] = 1, ["current"] = 1, ["hash"] = 1 };

    /// <summary>Sums the facts of some days of one site by source and day in one read, through the index on site, date and id.</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="days">The days.</param>
    /// <param name="verify">Whether to check their hashes too, which reads the facts as a whole.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The sums of the days that hold facts.</returns>
    public async Task<IReadOnlyDictionary<BalanceRowKey, FactTally>> SumAsync(
        string site, IEnumerable<DateOnly> days, bool verify, CancellationToken cancellationToken)
    {
        var facts = new BsonDocument { ["site"] = site, ["date"] = new BsonDocument("$in", new BsonArray(days.Select(Text))) };
        var tallies = new Dictionary<BalanceRowKey, FactTally>();
        using var cursor = await database.FactsAsStored
            .Find(facts, new FindOptions { Hint = IndicatorsDatabase.SiteDateIndex, BatchSize = LongReads.BatchSize })
            .Project(verify ? ToVerify : ToSum)
            .ToCursorAsync(cancellationToken);
        await cursor.ForEachAsync(Add, cancellationToken);
        return tallies;

        void Add(BsonDocument fact)
        {
            if (!SiteDay.TryReadDate(fact["date"].AsString, out var date)) return;
            var key = new BalanceRowKey(fact["_id"]["source"].AsString, new SiteDay(site, date));
            if (!tallies.TryGetValue(key, out var tally)) tallies.Add(key, tally = new FactTally(key.Source));
            tally.Add(fact);
        }
    }

    /// <summary>Reads a site's facts over a span of days, day by day: no more than one day and a batch is in memory.</summary>
    public async IAsyncEnumerable<PatrolledDay> WalkAsync(
        string site, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var cursor = await database.FactsAsStored
            .Find(new BsonDocument { ["site"] = site, ["date"] = new BsonDocument { ["$gte"] = Text(from), ["$lte"] = Text(to) } },
                new FindOptions { Hint = IndicatorsDatabase.SiteDateIndex, BatchSize = LongReads.BatchSize })
            .Sort(new BsonDocument { ["site"] = 1, ["date"] = 1, ["_id"] = 1 })
            .Project(ToVerify)
            .ToCursorAsync(cancellationToken);
        PatrolledDay? day = null;
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            foreach (var fact in cursor.Current)
            {
                // A fact whose date was spoilt lies on no day; the one it belongs to lacks it and will say so.
                if (!SiteDay.TryReadDate(fact["date"].AsString, out var date)) continue;
                if (day is not null && day.Date != date) yield return day;
                if (day?.Date != date) day = new PatrolledDay(date);
                Add(day!, fact);
            }
        }
        if (day is not null) yield return day;
    }

    private static void Add(PatrolledDay day, BsonDocument fact)
    {
        var source = fact["_id"]["source"].AsString;
        if (!day.Tallies.TryGetValue(source, out var tally) || !tally.Add(fact)) return;
        day.States.Add(source, fact["current"].AsBsonDocument);
    }

    private static string Text(DateOnly date) => FormattableString.Invariant($"{date:yyyy-MM-dd}");
}
