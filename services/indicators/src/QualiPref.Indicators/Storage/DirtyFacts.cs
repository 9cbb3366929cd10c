using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>How many facts of a site-day say the same.</summary>
internal sealed record CountedStates(
    IReadOnlyList<(AnswerState State, int Count)> Answers,
    IReadOnlyList<(CaseState State, int Count)> Cases,
    IReadOnlyList<(MeasurementState State, int Count)> Measurements);

/// <summary>Finds what waits to be counted, counts it in the database, and takes the marks away.</summary>
internal sealed class DirtyFacts(IndicatorsDatabase database)
{
    /// <summary>Bounds the memory of one recomputation; what is above stays dirty and is taken up next.</summary>
    public const int MostRead = 5_000;

    private const int FactsLookedAt = 5_000;

    /// <summary>No index says of a site-day that it is dirty and not how many of its facts are, so counting is bounded.</summary>
    public const int MostFactsCounted = 20_000;

    private const int IdsPerUpdate = 1_000;

    private static readonly BsonDocument IdIndex = new("_id", 1);

    private static readonly BsonDocument DirtyFields = new()
    {
        ["site"] = 1,
        ["date"] = 1,
        ["version"] = 1,
        ["current"] = 1,
        ["dirty"] = 1,
        ["known"] = 1,
        ["causes"] = 1,
        [FactDocument.OverruledField] = 1,
        ["past"] = new BsonDocument("$slice", -DirtyFact.PastRead),
    };

    private static readonly UpdateDefinition<FactDocument> ClearLast = Builders<FactDocument>.Update.Unset(fact => fact.Dirty).Unset(fact => fact.Causes).Unset(fact => fact.Known)
        .Unset(FactDocument.OverruledField);

    /// <summary>Some dirty site-days that come after one in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> FindDaysAsync(string after, int most, CancellationToken cancellationToken)
    {
        var days = await DaysAfter(after, FactsLookedAt).Sort(IdIndex).Limit(most).ToListAsync(cancellationToken);
        return [.. days.Select(day => day["_id"].AsString)];
    }

    /// <summary>How many site-days are dirty, of those that the first <see cref="MostFactsCounted"/> dirty facts are on. Reads these facts alone.</summary>
    public async Task<long> CountDaysAsync(CancellationToken cancellationToken) =>
        (await DaysAfter("", MostFactsCounted).Count().FirstOrDefaultAsync(cancellationToken))?.Count ?? 0;

    /// <summary>The dirty facts of a site-day, <see cref="MostRead"/> at most.</summary>
    public Task<IReadOnlyList<DirtyFact>> ReadAsync(SiteDay day, CancellationToken cancellationToken) =>
        ReadAsync(day, new BsonDocument("dirty", day.ToString()), MostRead, cancellationToken);

    /// <summary>The dirty facts of some site-days, each fact once for each of them; null when there are more than <see cref="MostRead"/>.</summary>
    public async Task<ILookup<SiteDay, DirtyFact>?> ReadAsync(IReadOnlyCollection<SiteDay> days, CancellationToken cancellationToken)
    {
        var byName = days.ToDictionary(day => (BsonValue)day.ToString());
        var facts = await FindAsync(new BsonDocument("dirty", new BsonDocument("$in", new BsonArray(byName.Keys))), MostRead, cancellationToken);
        return facts.Count == MostRead ? null : facts
            .SelectMany(fact => fact["dirty"].AsBsonArray.Where(byName.ContainsKey).Select(name => (Day: byName[name], Fact: fact)))
            .ToLookup(mark => mark.Day, mark => new DirtyFact(mark.Day, mark.Fact));
    }

    /// <summary>Counts all facts of a site-day by what they say, dirty ones as they are now.</summary>
    /// <returns>Null when a fact came from another day or left for one meanwhile, so that nobody knows whether it was counted.</returns>
    public async Task<DayCount?> CountAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var gone = await ReadGoneAsync(day, cancellationToken);
        var count = new DayCount();
        using var groups = await database.Facts.Aggregate(new AggregateOptions { BatchSize = LongReads.BatchSize })
            .Match(fact => fact.Site == day.Site && fact.Date == day.Date)
            .Group<BsonDocument>(new BsonDocument
            {
                // In one pass: between two, a fact could become dirty or be cleared, and be counted twice or never.
                ["_id"] = new BsonDocument { ["source"] = "$_id.source", ["state"] = "$current", ["mark"] = MarkFor(day) },
                ["count"] = new BsonDocument("$sum", 1),
            })
            .ToCursorAsync(cancellationToken);
        await groups.ForEachAsync(group => count.Add(group["_id"].AsBsonDocument, group["count"].AsInt32), cancellationToken);
        var goneSince = (await ReadGoneAsync(day, cancellationToken)).Where(fact => !count.Notes.ContainsKey(fact.Note.Id)).ToList();
        gone.RemoveAll(fact => count.Notes.ContainsKey(fact.Note.Id));
        if (goneSince.Any(fact => fact.IsOnDay) || !goneSince.Select(fact => fact.Note).SequenceEqual(gone.Select(fact => fact.Note))) return null;
        foreach (var fact in gone) count.AddGone(fact);
        return count;
    }

    // Those that wait for the day and are not on it, or have only just come back.
    private async Task<List<DirtyFact>> ReadGoneAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var mayHaveMoved = new BsonDocument
        {
            ["dirty"] = day.ToString(),
            ["$or"] = new BsonArray
            {
                new BsonDocument("site", new BsonDocument("$ne", day.Site)),
                new BsonDocument("date", new BsonDocument("$ne", FormattableString.Invariant($"{day.Date:yyyy-MM-dd}"))),
                new BsonDocument("past", new BsonDocument("$exists", true)),
            },
        };
        return [.. (await ReadAsync(day, mayHaveMoved, most: null, cancellationToken)).Where(fact => !fact.IsOnDay || !fact.WasOnDayBefore)];
    }

    private async Task<IReadOnlyList<DirtyFact>> ReadAsync(SiteDay day, BsonDocument filter, int? most, CancellationToken cancellationToken) =>
        [.. (await FindAsync(filter, most, cancellationToken)).Select(fact => new DirtyFact(day, fact))];

    private Task<List<BsonDocument>> FindAsync(BsonDocument filter, int? most, CancellationToken cancellationToken) => database.FactsAsStored
        .Find(filter, new FindOptions { Hint = IndicatorsDatabase.DirtyIndex, BatchSize = LongReads.BatchSize })
        .Project(DirtyFields)
        .Limit(most)
        .ToListAsync(cancellationToken);

    private static BsonDocument MarkFor(SiteDay day)
    {
        var mark = new BsonDocument
        {
            ["id"] = "$_id",
            ["version"] = "$version",
            ["dirty"] = "$dirty",
            ["causes"] = "$causes",
            [FactDocument.OverruledField] = $"${FactDocument.OverruledField}",
        };
        var isDirty = new BsonDocument("$in", new BsonArray { day.ToString(), new BsonDocument("$ifNull", new BsonArray { "$dirty", new BsonArray() }) });
        return new BsonDocument("$cond", new BsonArray { isDirty, mark, BsonNull.Value });
    }

    /// <summary>Takes the marks of site-days from the facts noted for each, but from none that changed since: that one waits for the next turn. One write.</summary>
    /// <returns>Whether all of them are without it now.</returns>
    public async Task<bool> ClearAsync(IReadOnlyCollection<(SiteDay Day, IReadOnlyCollection<FactNote> Notes)> noted, CancellationToken cancellationToken)
    {
        var updates = noted.SelectMany(one => one.Notes.GroupBy(note => note with { Id = BsonNull.Value })
            .SelectMany(alike => alike.Chunk(IdsPerUpdate).Select(chunk => ClearMark(one.Day, alike.Key, chunk)))).ToList();
        if (updates.Count == 0) return true;
        // Losing this only repeats a recomputation: it need not wait for the journal.
        var unjournaled = database.Facts.WithWriteConcern(WriteConcern.W1);
        var cleared = await unjournaled.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        return cleared.MatchedCount == noted.Sum(one => one.Notes.Count);
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

    private static UpdateManyModel<FactDocument> ClearMark(SiteDay day, FactNote alike, IEnumerable<FactNote> notes)
    {
        var unchanged = new BsonDocument
        {
            ["_id"] = new BsonDocument("$in", new BsonArray(notes.Select(note => note.Id))),
            ["version"] = alike.Version,
            // Exactly this one, or this one among others.
            ["dirty"] = alike.IsOnlyMark ? new BsonArray { day.ToString() } : day.ToString(),
            // It may have been overruled since it was noted, by the same version.
            [FactDocument.OverruledField] = alike.Overruled ?? new BsonDocument("$exists", false),
        };
        // Left to itself the engine may scan all dirty facts of the day once for each chunk.
        return new UpdateManyModel<FactDocument>(unchanged, alike.IsOnlyMark ? ClearLast : ClearOneOf(day)) { Hint = IdIndex };
    }

    private static UpdateDefinition<FactDocument> ClearOneOf(SiteDay day)
    {
        var mark = new BsonArray { day.ToString() };
        // An empty array would stay in the partial index: the last mark takes the field with it, and what was noted beside it.
        BsonDocument UnlessLast(BsonValue value) =>
            new("$cond", new BsonArray { new BsonDocument("$eq", new BsonArray { "$dirty", mark }), "$$REMOVE", value });
        var ofOtherDays = new BsonDocument("$filter", new BsonDocument
        {
            ["input"] = "$known",
            ["cond"] = new BsonDocument("$ne", new BsonArray { "$$this.day", day.ToString() }),
        });
        var isUnknown = new BsonDocument("$eq", new BsonArray { new BsonDocument("$type", "$known"), "missing" });
        return Builders<FactDocument>.Update.Pipeline(new[]
        {
            new BsonDocument("$set", new BsonDocument
            {
                ["dirty"] = UnlessLast(new BsonDocument("$setDifference", new BsonArray { "$dirty", mark })),
                ["causes"] = UnlessLast("$causes"),
                [FactDocument.OverruledField] = UnlessLast($"${FactDocument.OverruledField}"),
                ["known"] = UnlessLast(new BsonDocument("$cond", new BsonArray { isUnknown, "$$REMOVE", ofOtherDays })),
            }),
        });
    }
}

/// <summary>All facts of a site-day, counted in one pass.</summary>
internal sealed class DayCount
{
    private readonly StateCounts _counts = new();
    private readonly List<string> _causes = [];

    /// <summary>The dirty facts among them, by id.</summary>
    public Dictionary<BsonValue, FactNote> Notes { get; } = [];

    /// <summary>Trace parents of what made them dirty.</summary>
    public IReadOnlyList<string> Causes => _causes;

    public CountedStates States => _counts.ToStates();

    /// <summary>Adds facts that say the same.</summary>
    /// <param name="group">Their source, their state, and the mark where it is one dirty fact.</param>
    /// <param name="count">How many.</param>
    public void Add(BsonDocument group, int count)
    {
        _counts.Add(group["source"].AsString, group["state"].AsBsonDocument, count);
        if (group["mark"] is not BsonDocument mark) return;
        Notes.Add(mark["id"], FactNote.Of(mark["id"], mark));
        _causes.AddRange(mark.GetValue("causes", new BsonArray()).AsBsonArray.Select(cause => cause.AsString));
    }

    /// <summary>Adds a fact that waits for the day and is on another now: nothing of it counts here.</summary>
    public void AddGone(DirtyFact fact)
    {
        Notes.Add(fact.Note.Id, fact.Note);
        _causes.AddRange(fact.Causes);
    }
}
