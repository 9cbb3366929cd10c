using MongoDB.Bson;
using MongoDB.Driver;

namespace QualiPref.Indicators.Storage;

/// <summary>How the facts of a site-day compared with its row.</summary>
/// <param name="Row">The row as it was read before the facts.</param>
/// <param name="Facts">Facts held.</param>
/// <param name="Altered">Whether one of them fails its hash; false where that was not checked.</param>
/// <param name="Agrees">Whether nothing is pending and the facts are those told.</param>
/// <param name="AskAt">When to ask for the day; null when it agrees.</param>
internal sealed record BalanceOutcome(BalanceRowDocument Row, int Facts, bool Altered, bool Agrees, DateTime? AskAt);

/// <summary>Keeps the rows that the sources tell and what became of them.</summary>
internal sealed class BalanceRowStore(IndicatorsDatabase database, TimeProvider time)
{
    // Losing one of these only repeats a comparison or a request: they need not wait for the journal.
    private IMongoCollection<BalanceRowDocument> Unjournaled => database.BalanceRows.WithWriteConcern(WriteConcern.W1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Takes rows in one write. A row read before the one kept changes nothing; one that says the same as the one kept only
    /// moves its time.
    /// </summary>
    public async Task TellAsync(IEnumerable<(BalanceRowKey Key, DateTime ReadAt, ToldRow Told)> rows, CancellationToken cancellationToken)
    {
        var updates = rows.Select(row => Tell(row.Key, row.ReadAt, row.Told)).ToList();
        if (updates.Count == 0) return;
        await database.BalanceRows.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
    }

    /// <summary>Opens rows for site-days with facts of which the source said nothing.</summary>
    public async Task OpenUntoldAsync(IEnumerable<BalanceRowKey> keys, CancellationToken cancellationToken)
    {
        var updates = keys.Select(key => Tell(key, DateTime.UnixEpoch, ToldRow.Nothing)).ToList();
        if (updates.Count == 0) return;
        await Unjournaled.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
    }

    /// <summary>Has the rows of site-days compared whose facts changed.</summary>
    public async Task MarkAsync(IEnumerable<SiteDay> days, CancellationToken cancellationToken)
    {
        var ids = days.SelectMany(day => FactSources.Told.Select(source => new BalanceRowKey(source, day).ToString()));
        var now = Now;
        await Unjournaled.UpdateManyAsync(
            Builders<BalanceRowDocument>.Filter.In(row => row.Id, ids),
            Builders<BalanceRowDocument>.Update.Set(row => row.Due, now).Set(row => row.ChangedAt, now).Inc(row => row.Revision, 1),
            null, cancellationToken);
    }

    /// <summary>Some rows that are to be compared and did not change since a moment, those at rest for the longest first.</summary>
    public async Task<IReadOnlyList<BalanceRowDocument>> FindDueAsync(DateTime before, int most, CancellationToken cancellationToken) =>
        await database.BalanceRows.Find(row => row.Due < before).SortBy(row => row.Due).Limit(most).ToListAsync(cancellationToken);

    /// <summary>Whether a row changed since a moment and was not compared yet.</summary>
    public Task<bool> IsChangingAsync(DateTime since, CancellationToken cancellationToken) =>
        database.BalanceRows.Find(row => row.Due >= since).Limit(1).AnyAsync(cancellationToken);

    /// <summary>Some rows that still disagree and whose source is to be asked now.</summary>
    public async Task<IReadOnlyList<BalanceRowDocument>> FindToAskAsync(int most, CancellationToken cancellationToken)
    {
        var now = Now;
        return await database.BalanceRows.Find(row => row.AskAt <= now && row.Due == null)
            .SortBy(row => row.AskAt).Limit(most).ToListAsync(cancellationToken);
    }

    /// <summary>Rows by key.</summary>
    public async Task<IReadOnlyList<BalanceRowDocument>> FindAsync(IEnumerable<BalanceRowKey> keys, CancellationToken cancellationToken) =>
        await database.BalanceRows.Find(Builders<BalanceRowDocument>.Filter.In(row => row.Id, keys.Select(key => key.ToString()))).ToListAsync(cancellationToken);

    /// <summary>Writes outcomes, each unless its row changed since it was read.</summary>
    public async Task CloseOrOpenAsync(IReadOnlyList<BalanceOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.Count == 0) return;
        await Unjournaled.BulkWriteAsync(outcomes.Select(Write), new BulkWriteOptions { IsOrdered = false }, cancellationToken);
    }

    /// <summary>Notes that the source was asked for the days of rows, and when to ask next; a row closed meanwhile stays as it is.</summary>
    public async Task NoteAskedAsync(IEnumerable<(string Id, DateTime Next)> asked, CancellationToken cancellationToken) =>
        await Unjournaled.BulkWriteAsync(
            asked.Select(row => new UpdateOneModel<BalanceRowDocument>(
                Builders<BalanceRowDocument>.Filter.Where(kept => kept.Id == row.Id && kept.OpenSince != null),
                Builders<BalanceRowDocument>.Update.Inc(kept => kept.Attempts, 1).Set(kept => kept.AskAt, row.Next))),
            new BulkWriteOptions { IsOrdered = false }, cancellationToken);

    private UpdateOneModel<BalanceRowDocument> Write(BalanceOutcome outcome)
    {
        var (id, revision, now) = (outcome.Row.Id, outcome.Row.Revision, Now);
        var update = Builders<BalanceRowDocument>.Update
            .Inc(row => row.Revision, 1)
            .Set(row => row.Facts, outcome.Facts).Set(row => row.Altered, outcome.Altered).Set(row => row.Agrees, outcome.Agrees)
            .Set(row => row.ComparedAt, now).Unset(row => row.Due);
        update = outcome.Agrees
            ? update.Set(row => row.Attempts, 0).Unset(row => row.OpenSince).Unset(row => row.AskAt)
            : update.Set(row => row.OpenSince, outcome.Row.OpenSince ?? now).Set(row => row.AskAt, outcome.AskAt);
        return new UpdateOneModel<BalanceRowDocument>(
            Builders<BalanceRowDocument>.Filter.Where(row => row.Id == id && row.Revision == revision), update);
    }

    /// <summary>All expressions of the stage see the row as it was; a field that is not there yet comes before every date and number.</summary>
    private UpdateOneModel<BalanceRowDocument> Tell(BalanceRowKey key, DateTime readAt, ToldRow told)
    {
        var (said, now) = (told.ToBsonDocument(), Now);
        var newer = new BsonDocument("$lte", new BsonArray { "$readAt", readAt });
        var changed = new BsonDocument("$and", new BsonArray { newer, new BsonDocument("$ne", new BsonArray { "$told", Literal(said) }) });
        var stage = new BsonDocument("$set", new BsonDocument
        {
            ["source"] = key.Source,
            ["site"] = Literal(key.Day.Site),
            ["date"] = FormattableString.Invariant($"{key.Day.Date:yyyy-MM-dd}"),
            ["readAt"] = If(newer, readAt, "$readAt"),
            ["told"] = If(newer, Literal(said), "$told"),
            ["revision"] = If(changed, new BsonDocument("$add", new BsonArray { OrElse("$revision", 0L), 1L }), "$revision"),
            ["changedAt"] = If(changed, now, "$changedAt"),
            ["due"] = If(changed, now, "$due"),
            ["facts"] = OrElse("$facts", 0),
            ["altered"] = OrElse("$altered", false),
            ["agrees"] = OrElse("$agrees", false),
            ["attempts"] = OrElse("$attempts", 0),
        });
        // Two replicas that make the same row at once: the server tries the second again, as for every upsert on the id alone.
        return new UpdateOneModel<BalanceRowDocument>(
            new BsonDocument("_id", key.ToString()), Builders<BalanceRowDocument>.Update.Pipeline(new[] { stage }))
        { IsUpsert = true };
    }

    private static BsonDocument If(BsonDocument condition, BsonValue then, BsonValue otherwise) =>
        new("$cond", new BsonArray { condition, then, otherwise });

    private static BsonDocument OrElse(string field, BsonValue value) => new("$ifNull", new BsonArray { field, value });

    // A text that begins with "$" would else be read as a field.
    private static BsonDocument Literal(BsonValue value) => new("$literal", value);
}
