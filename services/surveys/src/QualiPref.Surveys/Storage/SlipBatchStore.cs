using MongoDB.Driver;
using QualiPref.Platform.Time;

namespace QualiPref.Surveys.Storage;

/// <summary>The batches of slips. A change is written where nobody was faster, else it is judged anew.</summary>
internal sealed class SlipBatchStore(SurveysStorage storage)
{
    private static readonly FilterDefinitionBuilder<SlipBatch> Where = Builders<SlipBatch>.Filter;

    // What a list counts; ids and second entries stay in the database.
    private static readonly ProjectionDefinition<SlipBatch> Counted = Builders<SlipBatch>.Projection.Exclude("slips._id").Exclude("slips.number").Exclude("checks.choices");

    public async Task<SlipBatch?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.SlipBatches.Find(batch => batch.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Adds a batch unless its id is taken.</summary>
    /// <returns>The batch that has the id now, and whether this call added it.</returns>
    public async Task<(SlipBatch Batch, bool IsNew)> AddOrFindAsync(SlipBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await storage.SlipBatches.InsertOneAsync(batch, cancellationToken: cancellationToken);
            return (batch, true);
        }
        catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return (await storage.SlipBatches.Find(held => held.Id == batch.Id).FirstAsync(cancellationToken), false);
        }
    }

    /// <summary>The batches of some sites as far as a list counts them, the last one emptied first.</summary>
    /// <param name="sites">The sites.</param>
    /// <param name="period">Days of emptying; null for all.</param>
    /// <param name="after">The batch after which to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<List<SlipBatch>> ListAsync(IReadOnlyList<string> sites, Period? period, ResponsePosition? after, int limit, CancellationToken cancellationToken)
    {
        var filter = sites is [var only] ? Where.Eq(batch => batch.Site, only) : Where.In(batch => batch.Site, sites);
        if (period is not null) filter &= Where.Gte(batch => batch.EmptiedOn, period.From) & Where.Lte(batch => batch.EmptiedOn, period.To);
        if (after is var (day, id)) filter &= Where.Lte(batch => batch.EmptiedOn, day) & (Where.Lt(batch => batch.EmptiedOn, day) | Where.Lt(batch => batch.Id, id));
        return storage.SlipBatches.Find(filter)
            .Sort(Builders<SlipBatch>.Sort.Descending(batch => batch.EmptiedOn).Descending(batch => batch.Id))
            .Limit(limit)
            .Project<SlipBatch>(Counted)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Changes a batch: reads it, has it judged, writes it; again where somebody was faster.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="change">Changes it and says whether there is anything to write.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <returns>The batch as it stands now, or null when there is none.</returns>
    public Task<SlipBatch?> ChangeAsync(Guid id, Func<SlipBatch, bool> change, CancellationToken cancellationToken) =>
        ChangeAsync(id, batch => Task.FromResult(change(batch)), cancellationToken);

    /// <summary>The same, judged by what has to be read first.</summary>
    public async Task<SlipBatch?> ChangeAsync(Guid id, Func<SlipBatch, Task<bool>> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(id, cancellationToken) is not { } batch) return null;
            var before = batch.Version;
            if (!await change(batch)) return batch;
            batch.Version = before + 1;
            var written = await storage.SlipBatches.ReplaceOneAsync(held => held.Id == id && held.Version == before, batch, cancellationToken: cancellationToken);
            if (written.MatchedCount > 0) return batch;
        }
    }
}
