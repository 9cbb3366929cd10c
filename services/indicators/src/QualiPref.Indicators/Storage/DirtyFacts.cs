using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Indicators.Storage;

/// <summary>A fact that was dirty when its site-day was taken up, in the version it had then.</summary>
internal readonly record struct FactNote(BsonValue Id, int Version);

/// <summary>How many facts of a site-day say the same.</summary>
internal sealed record CountedStates(
    IReadOnlyList<(AnswerState State, int Count)> Answers,
    IReadOnlyList<(CaseState State, int Count)> Cases,
    IReadOnlyList<(MeasurementState State, int Count)> Measurements);

/// <summary>Finds what waits to be counted, counts it in the database, and takes the marks away.</summary>
internal sealed class DirtyFacts(IndicatorsDatabase database)
{
    // Bounds the memory of one recomputation; what is above stays dirty and is taken up next.
    private const int MostNotes = 50_000;
    private const int FactsLookedAt = 5_000;

    /// <summary>No index says of a site-day that it is dirty and not how many of its facts are, so counting is bounded.</summary>
    public const int MostFactsCounted = 20_000;

    private const int IdsPerUpdate = 1_000;

    private static readonly BsonDocument IdIndex = new("_id", 1);

    /// <summary>Some dirty site-days that come after one in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> FindDaysAsync(string after, int most, CancellationToken cancellationToken)
    {
        var days = await DaysAfter(after, FactsLookedAt).Sort(IdIndex).Limit(most).ToListAsync(cancellationToken);
        return [.. days.Select(day => day["_id"].AsString)];
    }

    /// <summary>How many site-days are dirty, of those that the first <see cref="MostFactsCounted"/> dirty facts are on. Reads these facts alone.</summary>
    public async Task<long> CountDaysAsync(CancellationToken cancellationToken) =>
        (await DaysAfter("", MostFactsCounted).Count().FirstOrDefaultAsync(cancellationToken))?.Count ?? 0;

    /// <summary>Notes the dirty facts of a site-day by id and version, reading nothing but the index.</summary>
    public async Task<IReadOnlyList<FactNote>> NoteAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var facts = await database.Facts
            .Find(new BsonDocument("dirty", day.ToString()), new FindOptions { Hint = IndicatorsDatabase.DirtyIndex, BatchSize = 10_000 })
            .Project(new BsonDocument { ["_id"] = 1, ["version"] = 1 })
            .Limit(MostNotes)
            .ToListAsync(cancellationToken);
        return [.. facts.Select(fact => new FactNote(fact["_id"], fact["version"].AsInt32))];
    }

    /// <summary>The trace parents of what made the facts of a site-day dirty, each once.</summary>
    public async Task<IReadOnlyList<string>> CausesAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var causes = await database.Facts.Aggregate(new AggregateOptions { Hint = IndicatorsDatabase.DirtyIndex })
            .Match(new BsonDocument("dirty", day.ToString()))
            .Limit(MostNotes)
            .Project<BsonDocument>(new BsonDocument { ["_id"] = 0, ["causes"] = 1 })
            .Unwind("causes")
            .Group<BsonDocument>(new BsonDocument("_id", "$causes"))
            .Limit(TraceContext.MostCauses)
            .ToListAsync(cancellationToken);
        return [.. causes.Select(cause => cause["_id"].AsString)];
    }

    /// <summary>Counts all facts of a site-day by what they say.</summary>
    public async Task<CountedStates> CountAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var counts = new StateCounts();
        using var groups = await database.Facts.Aggregate()
            .Match(fact => fact.Site == day.Site && fact.Date == day.Date)
            .Group<BsonDocument>(new BsonDocument
            {
                ["_id"] = new BsonDocument { ["source"] = "$_id.source", ["state"] = "$current" },
                ["count"] = new BsonDocument("$sum", 1),
            })
            .ToCursorAsync(cancellationToken);
        await groups.ForEachAsync(
            group => counts.Add(group["_id"]["source"].AsString, group["_id"]["state"].AsBsonDocument, group["count"].AsInt32), cancellationToken);
        return counts.ToStates();
    }

    /// <summary>Takes a site-day's mark from the facts noted, but from none that changed since: that one waits for the next turn.</summary>
    public async Task ClearAsync(SiteDay day, IReadOnlyList<FactNote> notes, CancellationToken cancellationToken)
    {
        var updates = notes.GroupBy(note => note.Version)
            .SelectMany(sameVersion => sameVersion.Chunk(IdsPerUpdate).Select(chunk => ClearMark(day, sameVersion.Key, chunk)))
            .ToList();
        if (updates.Count == 0) return;
        // Losing this only repeats a recomputation: it need not wait for the journal.
        var unjournaled = database.Facts.WithWriteConcern(WriteConcern.W1);
        var cleared = await unjournaled.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        if (cleared.MatchedCount == notes.Count) return;
        // Those that were overruled keep the mark for one more turn, which begins after this: it counts them as they are by then.
        await unjournaled.UpdateManyAsync(
            new BsonDocument { ["dirty"] = day.ToString(), [FactDocument.OverruledField] = true },
            Builders<FactDocument>.Update.Unset(FactDocument.OverruledField), null, cancellationToken);
    }

    private IAggregateFluent<BsonDocument> DaysAfter(string after, int mostFacts)
    {
        var later = new BsonDocument("dirty", new BsonDocument("$gt", after));
        return database.Facts.Aggregate(new AggregateOptions { Hint = IndicatorsDatabase.DirtyIndex })
            .Match(later)
            .Limit(mostFacts)
            .Project<BsonDocument>(new BsonDocument { ["_id"] = 0, ["dirty"] = 1 })
            .Unwind("dirty")
            .Match(later)
            .Group<BsonDocument>(new BsonDocument("_id", "$dirty"));
    }

    private static UpdateManyModel<FactDocument> ClearMark(SiteDay day, int version, IEnumerable<FactNote> notes)
    {
        var mark = new BsonArray { day.ToString() };
        var unchanged = new BsonDocument
        {
            ["_id"] = new BsonDocument("$in", new BsonArray(notes.Select(note => note.Id))),
            ["version"] = version,
            ["dirty"] = day.ToString(),
            // It may have been overruled since it was noted, by the same version.
            [FactDocument.OverruledField] = new BsonDocument("$exists", false),
        };
        // An empty array would stay in the partial index: the last mark takes the field with it, and what was noted beside it.
        BsonDocument UnlessLast(BsonValue value) =>
            new("$cond", new BsonArray { new BsonDocument("$eq", new BsonArray { "$dirty", mark }), "$$REMOVE", value });
        var update = Builders<FactDocument>.Update.Pipeline(new[]
        {
            new BsonDocument("$set", new BsonDocument
            {
                ["dirty"] = UnlessLast(new BsonDocument("$setDifference", new BsonArray { "$dirty", mark })),
                ["causes"] = UnlessLast("$causes"),
            }),
        });
        // Left to itself the engine may scan all dirty facts of the day once for each chunk.
        return new UpdateManyModel<FactDocument>(unchanged, update) { Hint = IdIndex };
    }
}
