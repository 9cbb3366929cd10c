using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Driver;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>The sums of one source, site and month over the days that were asked for.</summary>
/// <param name="Key">Source, site and month.</param>
/// <param name="Sums">The sums.</param>
internal sealed record SummedMonth(BalanceMonthKey Key, BalanceSums Sums);

/// <summary>Site-days that disagree.</summary>
/// <param name="Count">How many.</param>
/// <param name="Since">Since when the first of them does (UTC).</param>
internal sealed record OpenDays(int Count, DateTime? Since);

/// <summary>Reads the balance; sums are made by the database.</summary>
internal sealed class BalanceReader(IndicatorsDatabase database)
{
    private static readonly string[] Counts = ["received", "counted", "setAside", "discarded", "abandoned", "voided", "pending"];

    private static readonly BsonDocument InOrder = new() { ["site"] = 1, ["date"] = 1 };

    private static readonly BsonDocument IsClosed = new("$and", new BsonArray
    {
        "$agrees",
        new BsonDocument("$lte", new BsonArray { "$due", BsonNull.Value }),
    });

    /// <summary>Sums the rows of some sites over a span of days by source, site and month, through the index on site and date. One read for each group of sites.</summary>
    public async Task<IReadOnlyList<SummedMonth>> SumAsync(
        IReadOnlyList<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var months = new ConcurrentBag<SummedMonth>();
        await LongReads.BySitesAsync(sites, async (some, token) =>
        {
            foreach (var month in await SumSomeAsync(some, from, to, token)) months.Add(month);
        }, cancellationToken);
        return [.. months.OrderBy(month => month.Key.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The first month in which each source had anything to say of each of some sites. One read a source, of one entry of an index for each site.</summary>
    public async Task<IReadOnlyList<SourceSince>> FirstMonthsAsync(IReadOnlyCollection<string> sites, CancellationToken cancellationToken)
    {
        var first = await Task.WhenAll(FactSources.Told.Select(source => FirstMonthsAsync(source, sites, cancellationToken)));
        return [.. first.SelectMany(months => months).OrderBy(one => one.Site, StringComparer.Ordinal).ThenBy(one => one.Source, StringComparer.Ordinal)];
    }

    private async Task<IEnumerable<SourceSince>> FirstMonthsAsync(string source, IReadOnlyCollection<string> sites, CancellationToken cancellationToken)
    {
        var heard = new BsonDocument { ["source"] = source, ["site"] = new BsonDocument("$in", new BsonArray(sites)), ["told.received"] = new BsonDocument("$gt", 0) };
        var first = await database.BalanceRows.Aggregate(new AggregateOptions { Hint = IndicatorsDatabase.HeardIndex })
            .Match(heard)
            // In the order of the index, and the first of each group alone: so the engine goes from site to site and passes over the days between.
            .Sort(new BsonDocument { ["source"] = 1, ["site"] = 1, ["date"] = 1 })
            .Group<BsonDocument>(new BsonDocument { ["_id"] = "$site", ["date"] = new BsonDocument("$first", "$date") })
            .ToListAsync(cancellationToken);
        return first.Select(one => SiteDay.Parse($"{one["_id"].AsString}{SiteDay.Separator}{one["date"].AsString}"))
            .Select(day => new SourceSince(source, day.Site, new DateOnly(day.Date.Year, day.Date.Month, 1)));
    }

    private async Task<IEnumerable<SummedMonth>> SumSomeAsync(IReadOnlyList<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var group = new BsonDocument("_id", new BsonDocument
        {
            ["source"] = "$source",
            ["site"] = "$site",
            ["month"] = new BsonDocument("$substrBytes", new BsonArray { "$date", 0, 7 }),
        });
        foreach (var count in Counts) group[count] = new BsonDocument("$sum", $"$told.{count}");
        group["agrees"] = new BsonDocument("$min", IsClosed);
        var months = await database.BalanceRows.Aggregate()
            .Match(Within(sites, from, to))
            .Group<BsonDocument>(group)
            .ToListAsync(cancellationToken);
        return months.Select(Read);
    }

    /// <summary>Rows that are not closed, in the order of site and date, through the same index.</summary>
    public async Task<IReadOnlyList<BalanceRowDocument>> ListOpenAsync(
        IReadOnlyList<string> sites, DateOnly from, DateOnly to, int most, CancellationToken cancellationToken)
    {
        var open = Within(sites, from, to);
        open["$or"] = new BsonArray { new BsonDocument("agrees", false), new BsonDocument("due", new BsonDocument("$exists", true)) };
        return await database.BalanceRows.Find(open, new FindOptions { Hint = IndicatorsDatabase.SiteDateIndex })
            .Sort(InOrder).Limit(most).ToListAsync(cancellationToken);
    }

    /// <summary>How many site-days of each source disagree, and since when the first of them does. Reads nothing but an index that holds only these.</summary>
    public async Task<IReadOnlyDictionary<string, OpenDays>> CountOpenAsync(CancellationToken cancellationToken) => (await database.BalanceRows.Aggregate()
        .Match(row => row.OpenSince > DateTime.UnixEpoch)
        .Group(row => row.Source, rows => new { Source = rows.Key, Days = rows.Count(), Since = rows.Min(row => row.OpenSince) })
        .ToListAsync(cancellationToken)).ToDictionary(open => open.Source, open => new OpenDays(open.Days, open.Since));

    /// <summary>The rows of a site over a span of days.</summary>
    public async Task<IReadOnlyList<BalanceRowDocument>> ListAsync(string site, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await database.BalanceRows.Find(Within([site], from, to)).ToListAsync(cancellationToken);

    private static BsonDocument Within(IReadOnlyList<string> sites, DateOnly from, DateOnly to) => new()
    {
        ["site"] = new BsonDocument("$in", new BsonArray(sites)),
        ["date"] = new BsonDocument { ["$gte"] = Text(from), ["$lte"] = Text(to) },
    };

    private static SummedMonth Read(BsonDocument month)
    {
        var key = month["_id"].AsBsonDocument;
        var first = SiteDay.Parse($"{key["site"].AsString}{SiteDay.Separator}{key["month"].AsString}-01");
        return new SummedMonth(
            new BalanceMonthKey(key["source"].AsString, first.Site, first.Date),
            BsonSerializer.Deserialize<BalanceSums>(month));
    }

    private static string Text(DateOnly date) => FormattableString.Invariant($"{date:yyyy-MM-dd}");
}
