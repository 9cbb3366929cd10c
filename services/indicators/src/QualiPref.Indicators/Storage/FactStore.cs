using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>How a batch of facts was taken.</summary>
/// <param name="Added">Facts seen for the first time.</param>
/// <param name="Replaced">Facts of which an older version was known, or that were overruled.</param>
/// <param name="Known">Duplicates and versions older than the one known: they changed nothing.</param>
internal readonly record struct RecordedFacts(long Added, long Replaced, long Known);

/// <summary>Writes facts. The newest version of a fact wins whatever the order of arrival, and no version that counted is lost.</summary>
internal sealed class FactStore(IndicatorsDatabase database)
{
    // A fact that changes again and again before it is counted keeps the newest.
    private const int MostCauses = 16;

    private static readonly BsonDocument DayBefore = new("$concat", new BsonArray { "$site", SiteDay.Separator.ToString(), "$date" });

    /// <summary>Takes a batch: one write when nothing in it was seen before, two otherwise.</summary>
    public async Task<RecordedFacts> RecordAsync(IReadOnlyList<Fact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0) return default;
        // Two versions of one fact in one batch: the older is inserted, the newer replaces it.
        var ordered = facts.OrderBy(fact => fact.Version).ToList();
        var seenBefore = await InsertAsync(ordered, cancellationToken);
        // No version is older than the first.
        var newer = seenBefore.Where(fact => fact.Version > 1).ToList();
        var replaced = newer.Count == 0 ? 0 : await ReplaceOlderAsync(newer, cancellationToken);
        return new RecordedFacts(ordered.Count - seenBefore.Count, replaced, seenBefore.Count - replaced);
    }

    /// <summary>
    /// Takes a batch whose facts replace whatever is held under their ids: a fact that was altered, or a version that its source no longer
    /// knows. A fact that is held exactly so stays as it is. At most three round trips.
    /// </summary>
    public async Task<RecordedFacts> OverruleAsync(IReadOnlyList<Fact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0) return default;
        var newest = facts.OrderByDescending(fact => fact.Version).DistinctBy(fact => fact.Id).ToList();
        var seenBefore = await InsertAsync(newest, cancellationToken);
        var replaced = seenBefore.Count == 0 ? 0 : await ReplaceDifferentAsync(seenBefore, cancellationToken);
        return new RecordedFacts(newest.Count - seenBefore.Count, replaced, facts.Count - newest.Count + seenBefore.Count - replaced);
    }

    private async Task<List<Fact>> InsertAsync(List<Fact> facts, CancellationToken cancellationToken)
    {
        try
        {
            await database.Facts.InsertManyAsync(
                facts.Select(FactDocument.Of), new InsertManyOptions { IsOrdered = false }, cancellationToken);
            return [];
        }
        catch (MongoBulkWriteException<FactDocument> exception) when (HasOnlyDuplicates(exception))
        {
            return [.. exception.WriteErrors.Select(error => facts[error.Index])];
        }
    }

    private static bool HasOnlyDuplicates(MongoBulkWriteException exception) =>
        exception.WriteConcernError is null && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);

    private async Task<long> ReplaceOlderAsync(List<Fact> facts, CancellationToken cancellationToken)
    {
        var result = await database.Facts.BulkWriteAsync(
            facts.Select(ReplaceOlder), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        return result.ModifiedCount;
    }

    private static UpdateOneModel<FactDocument> ReplaceOlder(Fact fact)
    {
        var isOlder = new BsonDocument { ["_id"] = fact.Id.ToBson(), ["version"] = new BsonDocument("$lt", fact.Version) };
        return new UpdateOneModel<FactDocument>(isOlder, MoveToPast(fact, [DayBefore], new BsonDocument("known", KnownAfter())));
    }

    /// <summary>
    /// A fact that is not dirty is in the cell of its day as it is; one that is dirty is in it as it was then, unless its day of now was not marked yet. Of one
    /// that says nothing of that, nothing can be said.
    /// </summary>
    private static BsonDocument KnownAfter()
    {
        var asItIs = new BsonArray { new BsonDocument { ["day"] = DayBefore, ["version"] = "$version", ["state"] = "$current" } };
        var isMarked = new BsonDocument("$in", new BsonArray { DayBefore, OrEmpty("$dirty") });
        var isUnknown = new BsonDocument("$eq", new BsonArray { new BsonDocument("$type", "$known"), "missing" });
        var wasDirty = If(isUnknown, "$$REMOVE", If(isMarked, "$known", new BsonDocument("$concatArrays", new BsonArray { "$known", asItIs })));
        return If(new BsonDocument("$eq", new BsonArray { new BsonDocument("$type", "$dirty"), "missing" }), asItIs, wasDirty);
    }

    private static BsonDocument If(BsonValue condition, BsonValue then, BsonValue otherwise) => new("$cond", new BsonArray { condition, then, otherwise });

    private async Task<long> ReplaceDifferentAsync(List<Fact> facts, CancellationToken cancellationToken)
    {
        var held = await database.FactsAsStored
            .Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(facts.Select(fact => fact.Id.ToBson())))))
            .Project(new BsonDocument { ["site"] = 1, ["date"] = 1, ["version"] = 1, ["current"] = 1, ["hash"] = 1 })
            .ToListAsync(cancellationToken);
        var heldById = held.ToDictionary(fact => fact["_id"]);
        var updates = facts
            .Where(fact => heldById.TryGetValue(fact.Id.ToBson(), out var one) && !IsExactly(one, fact))
            .Select(fact => Overrule(fact, heldById[fact.Id.ToBson()]))
            .ToList();
        if (updates.Count == 0) return 0;
        var result = await database.Facts.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        return result.ModifiedCount;
    }

    // To the byte: the engine takes 1 and 1.0 for equal, the hash does not.
    private static bool IsExactly(BsonDocument held, Fact fact)
    {
        var said = new BsonDocument
        {
            ["_id"] = fact.Id.ToBson(),
            ["site"] = fact.Day.Site,
            ["date"] = fact.DateAsText(),
            ["version"] = fact.Version,
            ["current"] = fact.StateAsBson(),
        };
        if (held.Contains("hash")) said["hash"] = fact.Hash();
        return said.ElementCount == held.ElementCount
            && said.All(field => held.TryGetValue(field.Name, out var value)
                && new BsonDocument("value", field.Value).ToBson().AsSpan().SequenceEqual(new BsonDocument("value", value).ToBson()));
    }

    // A version that arrived since the reading stays: if it is wrong too, the balance will say so. What was altered is not what the cells counted.
    private static UpdateOneModel<FactDocument> Overrule(Fact fact, BsonDocument held) => new(
        new BsonDocument { ["_id"] = fact.Id.ToBson(), ["version"] = held.GetValue("version", BsonNull.Value) },
        MoveToPast(fact, IsOnADay(held) ? [DayBefore] : [], new BsonDocument { [FactDocument.OverruledField] = new BsonBinaryData(Guid.NewGuid(), GuidRepresentation.Standard), ["known"] = "$$REMOVE" }));

    // A date that was spoilt is no day to recompute.
    private static bool IsOnADay(BsonDocument held) =>
        held.GetValue("site", "").IsString && held.GetValue("date", "") is BsonString date && SiteDay.TryReadDate(date.Value, out _);

    /// <summary>All expressions of the stage see the document as it was: the old version goes to the past, the old day becomes dirty.</summary>
    private static UpdateDefinition<FactDocument> MoveToPast(Fact fact, BsonArray daysBefore, BsonDocument more)
    {
        var before = new BsonDocument { ["version"] = "$version", ["site"] = "$site", ["date"] = "$date", ["state"] = "$current", ["hash"] = "$hash" };
        var stage = new BsonDocument
        {
            ["past"] = new BsonDocument("$concatArrays", new BsonArray { OrEmpty("$past"), new BsonArray { before } }),
            ["dirty"] = new BsonDocument("$setUnion", new BsonArray
            {
                OrEmpty("$dirty"), new BsonArray(daysBefore.Append(Literal(fact.Day.ToString()))),
            }),
            ["version"] = fact.Version,
            ["site"] = Literal(fact.Day.Site),
            ["date"] = fact.DateAsText(),
            ["current"] = Literal(fact.StateAsBson()),
            ["hash"] = new BsonBinaryData(fact.Hash()),
        }.Merge(more);
        if (fact.Cause is { } cause)
        {
            var causes = new BsonDocument("$concatArrays", new BsonArray { OrEmpty("$causes"), new BsonArray { cause } });
            stage["causes"] = new BsonDocument("$slice", new BsonArray { causes, -MostCauses });
        }
        return Builders<FactDocument>.Update.Pipeline(new[] { new BsonDocument("$set", stage) });
    }

    private static BsonDocument OrEmpty(string field) => new("$ifNull", new BsonArray { field, new BsonArray() });

    // A code that begins with "$" would else be read as a field.
    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}
