using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>Finds the way of the patrol: facts, rows and cells alike are places to visit.</summary>
internal sealed class PatrolPath(IndicatorsDatabase database)
{
    private static readonly string[] Places = ["facts", "balanceRows", "cells"];

    /// <summary>The first month, from a date on, in which anything is held of a site; null when nothing is. Three reads of one index entry each.</summary>
    /// <param name="site">Code of the site.</param>
    /// <param name="from">First date that counts.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<DateOnly?> NextMonthAsync(string site, DateOnly from, CancellationToken cancellationToken)
    {
        DateOnly? first = null;
        foreach (var place in Places)
        {
            if (await NextDateAsync(place, site, from, cancellationToken) is { } date && (first is null || date < first)) first = date;
        }
        return first is { } found ? new DateOnly(found.Year, found.Month, 1) : null;
    }

    private async Task<DateOnly?> NextDateAsync(string place, string site, DateOnly from, CancellationToken cancellationToken)
    {
        var order = new BsonDocument { ["site"] = 1, ["date"] = 1 };
        var next = await database.Database.GetCollection<BsonDocument>(place)
            .Find(new BsonDocument { ["site"] = site, ["date"] = new BsonDocument("$gte", FormattableString.Invariant($"{from:yyyy-MM-dd}")) },
                new FindOptions { Hint = IndicatorsDatabase.SiteDateIndex })
            .Sort(order)
            .Project(new BsonDocument { ["_id"] = 0, ["date"] = 1 })
            .FirstOrDefaultAsync(cancellationToken);
        return next is not null && SiteDay.TryReadDate(next["date"].AsString, out var date) ? date : null;
    }
}
