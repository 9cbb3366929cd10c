using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>A fact by id and version, with its place in a list.</summary>
internal sealed record FactReference(FactKey Id, int Version, SiteDay Day);

/// <summary>Lists facts without what they say.</summary>
internal sealed class FactReader(IndicatorsDatabase database)
{
    private static readonly BsonDocument InOrder = new() { ["site"] = 1, ["date"] = 1, ["_id"] = 1 };

    /// <summary>Facts of some sites over a span of days, in the order of site, date and id, through the index on them.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="condition">What else must hold of them.</param>
    /// <param name="after">The last fact already seen, null at first.</param>
    /// <param name="most">Most facts to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<FactReference>> ListAsync(
        IReadOnlyList<string> sites, DateOnly from, DateOnly to, BsonDocument condition, FactReference? after, int most,
        CancellationToken cancellationToken)
    {
        var filter = new BsonDocument
        {
            ["site"] = new BsonDocument("$in", new BsonArray(sites)),
            ["date"] = new BsonDocument { ["$gte"] = Text(from), ["$lte"] = Text(to) },
        };
        var all = new BsonArray { filter, condition };
        if (after is not null) all.Add(new BsonDocument("$or", After(after)));
        var facts = await database.Facts.Find(new BsonDocument("$and", all))
            .Sort(InOrder)
            .Limit(most)
            .Project(new BsonDocument { ["site"] = 1, ["date"] = 1, ["version"] = 1 })
            .ToListAsync(cancellationToken);
        return [.. facts.Select(fact => new FactReference(
            FactKey.FromBson(fact["_id"].AsBsonDocument),
            fact["version"].AsInt32,
            SiteDay.Parse($"{fact["site"].AsString}{SiteDay.Separator}{fact["date"].AsString}")))];
    }

    private static BsonArray After(FactReference last) =>
    [
        new BsonDocument("site", new BsonDocument("$gt", last.Day.Site)),
        new BsonDocument { ["site"] = last.Day.Site, ["date"] = new BsonDocument("$gt", Text(last.Day.Date)) },
        new BsonDocument
        {
            ["site"] = last.Day.Site,
            ["date"] = Text(last.Day.Date),
            ["_id"] = new BsonDocument("$gt", last.Id.ToBson()),
        },
    ];

    private static string Text(DateOnly date) => FormattableString.Invariant($"{date:yyyy-MM-dd}");
}
