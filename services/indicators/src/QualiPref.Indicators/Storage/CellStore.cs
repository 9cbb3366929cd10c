using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>Reads and writes cells.</summary>
internal sealed class CellStore(IndicatorsDatabase database)
{
    private const int TracesRead = 100;

    private static readonly BulkWriteOptions Unordered = new() { IsOrdered = false };

    /// <summary>The cell as it is now; null when the site-day was never computed.</summary>
    public async Task<CellDocument?> FindAsync(SiteDay day, CancellationToken cancellationToken) =>
        await database.Cells.Find(cell => cell.Id == day.ToString()).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The cells of some sites over a span of days, through the index on site and date.</summary>
    public async Task<IReadOnlyList<SiteDayCell>> ListAsync(
        IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. (await ListDocumentsAsync(sites, from, to, cancellationToken)).Select(cell => cell.ToCell())];

    /// <summary>Reads the cells of some sites in some months, each once, without holding more than a batch of them. One read.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="months">First days of the months, in order.</param>
    /// <param name="take">Takes a cell.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task ReadAsync(IReadOnlyCollection<string> sites, IReadOnlyList<DateOnly> months, Action<SiteDayCell> take, CancellationToken cancellationToken) =>
        database.Cells.Find(Builders<CellDocument>.Filter.Or(Runs(months).Select(run => Within(sites, run.From, run.To))), new FindOptions { BatchSize = LongReads.BatchSize })
            .ForEachAsync(cell => take(cell.ToCell()), cancellationToken);

    /// <summary>The same as they are stored.</summary>
    public async Task<IReadOnlyList<CellDocument>> ListDocumentsAsync(
        IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        await database.Cells.Find(Within(sites, from, to)).ToListAsync(cancellationToken);

    /// <summary>Trace parents of what wrote the newest of some cells. One read.</summary>
    public async Task<IReadOnlyList<string>> NewestTracesAsync(
        IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var traces = await database.Cells.Find(Within(sites, from, to) & Builders<CellDocument>.Filter.Exists(cell => cell.Trace))
            .SortByDescending(cell => cell.Trace!.At)
            .Limit(TracesRead)
            .Project(cell => cell.Trace!.Parent)
            .ToListAsync(cancellationToken);
        return [.. traces.Distinct()];
    }

    /// <summary>The cells of some site-days as they are now; those that were never computed are absent.</summary>
    public async Task<IReadOnlyDictionary<string, CellDocument>> FindAsync(IEnumerable<SiteDay> days, CancellationToken cancellationToken) =>
        (await database.Cells.Find(Builders<CellDocument>.Filter.In(cell => cell.Id, days.Select(day => day.ToString()))).ToListAsync(cancellationToken)).ToDictionary(cell => cell.Id);

    /// <summary>Writes what was computed, each unless another recomputation came between. One write.</summary>
    /// <returns>What became of each. If another came between at one of several, all are said to be overtaken: which of them were written is not known.</returns>
    public async Task<IReadOnlyList<CellOutcome>> WriteAsync(IReadOnlyList<CellChange> changes, CancellationToken cancellationToken)
    {
        var written = changes.Select(change => change.ToDocument()).ToList();
        return await TryWriteAsync(changes.Zip(written, ModelOf), cancellationToken) == changes.Count
            ? [.. changes.Zip(written, (change, cell) => change.Read?.Version == cell.Version ? CellOutcome.Unchanged : CellOutcome.Changed)]
            : [.. changes.Select(_ => CellOutcome.Overtaken)];
    }

    /// <summary>Forgets which facts were dirty once their marks are cleared, so that the cells that figures are read from stay small.</summary>
    public Task ForgetSettledAsync(IEnumerable<(SiteDay Day, long Pass)> cells, CancellationToken cancellationToken) =>
        // Losing this costs nothing but the room that they take.
        database.Cells.WithWriteConcern(WriteConcern.W1).BulkWriteAsync(cells.Select(one =>
        {
            var id = one.Day.ToString();
            return new UpdateOneModel<CellDocument>(
                Builders<CellDocument>.Filter.Where(cell => cell.Id == id && cell.Pass == one.Pass),
                Builders<CellDocument>.Update.Set(cell => cell.Settled, SettledFacts.Of(one.Pass, [])));
        }), Unordered, cancellationToken);

    /// <returns>How many of them were written.</returns>
    private async Task<long> TryWriteAsync(IEnumerable<WriteModel<CellDocument>> models, CancellationToken cancellationToken)
    {
        try
        {
            var result = await database.Cells.BulkWriteAsync(models, Unordered, cancellationToken);
            return result.InsertedCount + result.MatchedCount;
        }
        catch (MongoBulkWriteException<CellDocument> exception) when (exception.WriteConcernError is null
            && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey))
        {
            // There is one now where there was none.
            return exception.Result.InsertedCount + exception.Result.MatchedCount;
        }
    }

    private static WriteModel<CellDocument> ModelOf(CellChange change, CellDocument written)
    {
        if (change.Read is not { } read) return new InsertOneModel<CellDocument>(written);
        var update = Builders<CellDocument>.Update.Set(cell => cell.Pass, written.Pass).Set(cell => cell.Settled, written.Settled);
        if (written.Version != read.Version)
        {
            update = update.Set(cell => cell.Version, written.Version).Set(cell => cell.Content, written.Content);
            update = written.Trace is { } trace ? update.Set(cell => cell.Trace, trace) : update.Unset(cell => cell.Trace);
        }
        return new UpdateOneModel<CellDocument>(Builders<CellDocument>.Filter.Where(cell => cell.Id == read.Id && cell.Pass == read.Pass), update);
    }

    // Months that follow each other are one range of the index.
    private static List<(DateOnly From, DateOnly To)> Runs(IReadOnlyList<DateOnly> months)
    {
        var runs = new List<(DateOnly From, DateOnly To)>();
        foreach (var month in months)
        {
            var last = month.AddMonths(1).AddDays(-1);
            if (runs is [.., var run] && run.To.AddDays(1) == month) runs[^1] = (run.From, last);
            else runs.Add((month, last));
        }
        return runs;
    }

    private static FilterDefinition<CellDocument> Within(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to) =>
        Builders<CellDocument>.Filter.Where(cell => sites.Contains(cell.Site) && cell.Date >= from && cell.Date <= to);
}

/// <summary>What the cell of a site-day becomes.</summary>
/// <param name="Day">The site-day.</param>
/// <param name="Read">The cell as it was read before the facts were; null when there was none.</param>
/// <param name="Content">What the facts say.</param>
/// <param name="Counted">The dirty facts that it counts, by id and version.</param>
internal sealed record CellChange(SiteDay Day, CellDocument? Read, CellContent Content, IReadOnlyCollection<(BsonValue Id, int Version)> Counted)
{
    /// <summary>Version of the cell when there was none.</summary>
    public long FirstVersion { get; init; } = 1;

    /// <summary>The recomputation that writes it.</summary>
    public long Pass => (Read?.Pass ?? 0) + 1;

    public CellDocument ToDocument() => new()
    {
        Id = Day.ToString(),
        Version = Read is null ? FirstVersion : Read.Content.SaysTheSameAs(Content) ? Read.Version : Read.Version + 1,
        Pass = Pass,
        Site = Day.Site,
        Date = Day.Date,
        Content = Content,
        Settled = SettledFacts.Of(Pass, Counted),
        Trace = CellTrace.Current,
    };
}

/// <summary>What became of a recomputed cell.</summary>
internal enum CellOutcome
{
    /// <summary>It says something new and has a new version.</summary>
    Changed,

    /// <summary>It says what it said before.</summary>
    Unchanged,

    /// <summary>Another recomputation was faster; nothing was written.</summary>
    Overtaken,
}
