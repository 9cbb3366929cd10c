using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Storage;

/// <summary>Keeps the sums of months and years.</summary>
internal sealed class SpanStore(IndicatorsDatabase database)
{
    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    // Losing one of these loses what was written after it too: the marks of the facts then are still there.
    private IMongoCollection<SpanDocument> Unjournaled => database.CellSpans.WithWriteConcern(WriteConcern.W1);

    /// <summary>Whether sums can be relied on: no replica of a release that does not touch them can be at work any more.</summary>
    public bool IsInUse(TimeProvider time) => time.GetUtcNow().UtcDateTime > database.TouchedSince + RollOut.Patience;

    /// <summary>Says that cells of some site-days may have changed. One write.</summary>
    public Task TouchAsync(IEnumerable<SiteDay> days, CancellationToken cancellationToken)
    {
        var months = days.Select(SpanKey.MonthOf).Distinct().ToList();
        return Unjournaled.BulkWriteAsync(
            months.Concat(months.Select(month => month.OfYear).Distinct()).Select(key =>
            {
                var id = key.ToString();
                return new UpdateOneModel<SpanDocument>(
                    Builders<SpanDocument>.Filter.Where(span => span.Id == id), Builders<SpanDocument>.Update.Inc(span => span.Touched, 1))
                { IsUpsert = true };
            }), Unordered, cancellationToken);
    }

    /// <summary>How often cells of some months or years may have changed, of all together: it grows with each. One read, of an index alone.</summary>
    public async Task<long> ReadStampAsync(IEnumerable<SpanKey> keys, CancellationToken cancellationToken) =>
        (await database.CellSpans.Aggregate(new AggregateOptions { Hint = IndicatorsDatabase.TouchedIndex })
            .Match(Named(keys))
            .Group(_ => 1, spans => new { Touched = spans.Sum(span => span.Touched) })
            .FirstOrDefaultAsync(cancellationToken))?.Touched ?? 0;

    /// <summary>Those that there are, by id. One read.</summary>
    public async Task<IReadOnlyDictionary<string, SpanDocument>> FindAsync(IEnumerable<SpanKey> keys, CancellationToken cancellationToken) =>
        (await database.CellSpans.Find(Named(keys), new FindOptions { BatchSize = LongReads.BatchSize }).ToListAsync(cancellationToken)).ToDictionary(span => span.Id);

    /// <summary>Keeps sums, each unless a cell may have changed since the count that was read before its cells were. One write.</summary>
    public async Task KeepAsync(IReadOnlyCollection<(SpanKey Key, long Touched, SiteSpan Sum)> sums, CancellationToken cancellationToken)
    {
        if (sums.Count == 0) return;
        try
        {
            await Unjournaled.BulkWriteAsync(sums.Select(Keep), Unordered, cancellationToken);
        }
        catch (MongoBulkWriteException exception) when (exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // It was not there when it was read, and was touched since.
        }
    }

    public static byte[] Write(SiteSpan sum) => JsonSerializer.SerializeToUtf8Bytes(sum, JsonSerializerOptions.Web);

    public static SiteSpan Read(SpanDocument span) => JsonSerializer.Deserialize<SiteSpan>(span.Sum, JsonSerializerOptions.Web)!;

    private static UpdateOneModel<SpanDocument> Keep((SpanKey Key, long Touched, SiteSpan Sum) one)
    {
        var id = one.Key.ToString();
        return new UpdateOneModel<SpanDocument>(
            Builders<SpanDocument>.Filter.Where(span => span.Id == id && span.Touched == one.Touched),
            Builders<SpanDocument>.Update.Set(span => span.SummedAt, one.Touched).Set(span => span.Sum, Write(one.Sum)))
        { IsUpsert = one.Touched == 0 };
    }

    private static FilterDefinition<SpanDocument> Named(IEnumerable<SpanKey> keys) => Builders<SpanDocument>.Filter.In(span => span.Id, keys.Select(key => key.ToString()));
}
