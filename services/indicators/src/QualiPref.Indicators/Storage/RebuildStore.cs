using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>A rebuild that was asked for: which cells are to be recomputed, and how far it has come.</summary>
internal sealed class RebuildDocument
{
    [BsonId]
    public required Guid Id { get; init; }

    public required IReadOnlyList<string> Sites { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Steps done, each a month of a site in the order of <see cref="Sites"/>.</summary>
    public required int Done { get; init; }

    /// <summary>Facts marked so far; a step that was done twice counts twice.</summary>
    public required long Facts { get; init; }

    /// <summary>When it was asked for; absent once it is done.</summary>
    [BsonIgnoreIfNull]
    public DateTime? RunningSince { get; init; }

    /// <summary>Steps in all.</summary>
    public int Steps => Sites.Count * Months;

    private int Months => (To.Year - From.Year) * 12 + To.Month - From.Month + 1;

    /// <summary>The site and days of a step.</summary>
    public (string Site, DateOnly From, DateOnly To) Step(int step)
    {
        var first = new DateOnly(From.Year, From.Month, 1).AddMonths(step % Months);
        var last = first.AddMonths(1).AddDays(-1);
        return (Sites[step / Months], first < From ? From : first, last > To ? To : last);
    }
}

/// <summary>Keeps rebuilds and takes their steps.</summary>
internal sealed class RebuildStore(IndicatorsDatabase database)
{
    public Task AddAsync(RebuildDocument rebuild, CancellationToken cancellationToken) =>
        database.Rebuilds.InsertOneAsync(rebuild, null, cancellationToken);

    public async Task<RebuildDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await database.Rebuilds.Find(rebuild => rebuild.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The rebuild that has run for the longest; null when none is running.</summary>
    public async Task<RebuildDocument?> FindRunningAsync(CancellationToken cancellationToken) =>
        await database.Rebuilds.Find(Builders<RebuildDocument>.Filter.Exists(rebuild => rebuild.RunningSince))
            .SortBy(rebuild => rebuild.RunningSince).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// Marks the facts of the next step, so that their cells are recomputed, and notes it. A death between the two marks them twice. Facts
    /// are not changed otherwise: their versions stay.
    /// </summary>
    public async Task StepAsync(RebuildDocument rebuild, CancellationToken cancellationToken)
    {
        var (site, from, to) = rebuild.Step(rebuild.Done);
        var marked = await database.Facts.UpdateManyAsync(
            fact => fact.Site == site && fact.Date >= from && fact.Date <= to, MarkOwnDay(), null, cancellationToken);
        var update = Builders<RebuildDocument>.Update.Inc(kept => kept.Done, 1).Inc(kept => kept.Facts, marked.MatchedCount);
        if (rebuild.Done + 1 == rebuild.Steps) update = update.Unset(kept => kept.RunningSince);
        await database.Rebuilds.UpdateOneAsync(kept => kept.Id == rebuild.Id && kept.Done == rebuild.Done, update, null, cancellationToken);
    }

    private static UpdateDefinition<FactDocument> MarkOwnDay()
    {
        var day = new BsonDocument("$concat", new BsonArray { "$site", SiteDay.Separator.ToString(), "$date" });
        var marks = new BsonDocument("$ifNull", new BsonArray { "$dirty", new BsonArray() });
        return Builders<FactDocument>.Update.Pipeline(new[]
        {
            new BsonDocument("$set", new BsonDocument("dirty", new BsonDocument("$setUnion", new BsonArray { marks, new BsonArray { day } }))),
        });
    }
}
