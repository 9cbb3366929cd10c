using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;

namespace QualiPref.Indicators.Storage;

/// <summary>A rebuild that was asked for: which cells are to be recomputed, and how far it has come.</summary>
internal sealed class RebuildDocument : MonthlyWork
{
    /// <summary>Facts marked so far; a step that was done twice counts twice.</summary>
    public required long Facts { get; init; }
}

/// <summary>Keeps rebuilds and takes their steps.</summary>
internal sealed class RebuildStore(IndicatorsDatabase database)
{
    /// <summary>Stores what was asked for, with the entry of the audit log where somebody did.</summary>
    public Task AddAsync(RebuildDocument rebuild, AuditEntry? audit, CancellationToken cancellationToken) => audit is null
        ? database.Rebuilds.InsertOneAsync(rebuild, null, cancellationToken)
        : database.Rebuilds.InsertAuditedAsync(rebuild, audit, cancellationToken);

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
        var (site, from, to) = rebuild.Next();
        var marked = await database.Facts.UpdateManyAsync(
            fact => fact.Site == site && fact.Date >= from && fact.Date <= to, MarkOwnDay(), null, cancellationToken);
        var update = Builders<RebuildDocument>.Update.Inc(kept => kept.Done, 1).Inc(kept => kept.Facts, marked.MatchedCount);
        if (rebuild.EndsWithNext) update = update.Unset(kept => kept.RunningSince);
        await database.Rebuilds.UpdateOneAsync(kept => kept.Id == rebuild.Id && kept.Done == rebuild.Done, update, null, cancellationToken);
    }

    private static UpdateDefinition<FactDocument> MarkOwnDay()
    {
        var day = new BsonDocument("$concat", new BsonArray { "$site", SiteDay.Separator.ToString(), "$date" });
        var marks = new BsonDocument("$ifNull", new BsonArray { "$dirty", new BsonArray() });
        return Builders<FactDocument>.Update.Pipeline(new[]
        {
            // What its cells have of it is not asked for: they are counted as a whole.
            new BsonDocument("$set", new BsonDocument { ["dirty"] = new BsonDocument("$setUnion", new BsonArray { marks, new BsonArray { day } }), ["known"] = "$$REMOVE" }),
        });
    }
}
