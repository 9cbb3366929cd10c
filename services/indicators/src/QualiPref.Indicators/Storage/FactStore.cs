using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>How a batch of facts was taken.</summary>
/// <param name="Added">Facts seen for the first time.</param>
/// <param name="Replaced">Facts of which an older version was known.</param>
/// <param name="Known">Duplicates and versions older than the one known: they changed nothing.</param>
internal readonly record struct RecordedFacts(long Added, long Replaced, long Known);

/// <summary>Writes facts. The newest version of a fact wins whatever the order of arrival, and no version that counted is lost.</summary>
internal sealed class FactStore(IndicatorsDatabase database)
{
    /// <summary>Takes a batch: one write when nothing in it was seen before, two otherwise.</summary>
    public async Task<RecordedFacts> RecordAsync(IReadOnlyList<Fact> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0) return default;
        // Two versions of one fact in one batch: the older is inserted, the newer replaces it.
        var ordered = facts.OrderBy(fact => fact.Version).ToList();
        var seenBefore = await InsertAsync(ordered, cancellationToken);
        var replaced = seenBefore.Count == 0 ? 0 : await ReplaceOlderAsync(seenBefore, cancellationToken);
        return new RecordedFacts(ordered.Count - seenBefore.Count, replaced, seenBefore.Count - replaced);
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
        return new UpdateOneModel<FactDocument>(isOlder, MoveToPast(fact));
    }

    /// <summary>All expressions of the stage see the document as it was: the old version goes to the past, the old day becomes dirty.</summary>
    private static UpdateDefinition<FactDocument> MoveToPast(Fact fact)
    {
        var before = new BsonDocument { ["version"] = "$version", ["site"] = "$site", ["date"] = "$date", ["state"] = "$current" };
        var oldDay = new BsonDocument("$concat", new BsonArray { "$site", SiteDay.Separator.ToString(), "$date" });
        var stage = new BsonDocument("$set", new BsonDocument
        {
            ["past"] = new BsonDocument("$concatArrays", new BsonArray { OrEmpty("$past"), new BsonArray { before } }),
            ["dirty"] = new BsonDocument("$setUnion", new BsonArray { OrEmpty("$dirty"), new BsonArray { oldDay, Literal(fact.Day.ToString()) } }),
            ["version"] = fact.Version,
            ["site"] = Literal(fact.Day.Site),
            ["date"] = FormattableString.Invariant($"{fact.Day.Date:yyyy-MM-dd}"),
            ["current"] = Literal(fact.StateAsBson()),
        });
        return Builders<FactDocument>.Update.Pipeline(new[] { stage });
    }

    private static BsonDocument OrEmpty(string field) => new("$ifNull", new BsonArray { field, new BsonArray() });

    // A code that begins with "$" would else be read as a field.
    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}
