using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Time;

namespace QualiPref.Indicators.Storage;

/// <summary>Reads and writes cells.</summary>
internal sealed class CellStore(IndicatorsDatabase database)
{
    private const int TracesRead = 100;

    /// <summary>The cell as it is now; null when the site-day was never computed.</summary>
    public async Task<CellDocument?> FindAsync(SiteDay day, CancellationToken cancellationToken) =>
        await database.Cells.Find(cell => cell.Id == day.ToString()).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The cells of some sites over a span of days, through the index on site and date.</summary>
    public async Task<IReadOnlyList<SiteDayCell>> ListAsync(
        IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        [.. (await ListDocumentsAsync(sites, from, to, cancellationToken)).Select(cell => cell.ToCell())];

    /// <summary>Reads the cells of some sites in some periods, each once, without holding more than a batch of them. One read for each group of sites.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="periods">The periods; they may overlap.</param>
    /// <param name="take">Takes a cell; called at the same time for cells of different sites, never for those of one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task ReadAsync(
        IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods, Action<SiteDayCell> take, CancellationToken cancellationToken) =>
        LongReads.BySitesAsync(
            sites,
            (group, token) => database.Cells
                .Find(Builders<CellDocument>.Filter.Or(periods.Select(period => Within(group, period.From, period.To))), new FindOptions { BatchSize = LongReads.BatchSize })
                .ForEachAsync(cell => take(cell.ToCell()), token),
            cancellationToken);

    /// <summary>
    /// What changes with every change of the cells of some sites over a span of days: cells never go and versions only grow. Read from an index
    /// alone, one entry a cell.
    /// </summary>
    public async Task<CellStamp> ReadStampAsync(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var stamp = await database.Cells.Aggregate()
            .Match(Within(sites, from, to))
            .Group(_ => 1, cells => new { Cells = cells.LongCount(), Versions = cells.Sum(cell => cell.Version) })
            .FirstOrDefaultAsync(cancellationToken);
        return stamp is null ? default : new CellStamp(stamp.Cells, stamp.Versions);
    }

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

    /// <summary>Writes what was computed unless another recomputation came between.</summary>
    /// <param name="day">The site-day.</param>
    /// <param name="read">The cell as it was read before the facts were; null when there was none.</param>
    /// <param name="content">What the facts say.</param>
    /// <param name="counted">The dirty facts that it counts, by id and version.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="firstVersion">Version of the cell when there was none.</param>
    /// <returns>What became of it.</returns>
    public async Task<CellOutcome> WriteAsync(
        SiteDay day, CellDocument? read, CellContent content, IReadOnlyCollection<(BsonValue Id, int Version)> counted, CancellationToken cancellationToken, long firstVersion = 1)
    {
        if (read is null) return await InsertAsync(day, content, counted, firstVersion, cancellationToken);
        var same = read.Content.SaysTheSameAs(content);
        var written = new CellDocument
        {
            Id = read.Id,
            Version = same ? read.Version : read.Version + 1,
            Pass = read.Pass + 1,
            Site = read.Site,
            Date = read.Date,
            Content = content,
            Settled = SettledFacts.Of(read.Pass + 1, counted),
            Trace = CellTrace.Current,
        };
        var result = await database.Cells.UpdateOneAsync(
            cell => cell.Id == read.Id && cell.Pass == read.Pass, same ? NextPass(written) : NextVersion(written), null, cancellationToken);
        return result.ModifiedCount == 0 ? CellOutcome.Overtaken : same ? CellOutcome.Unchanged : CellOutcome.Changed;
    }

    /// <summary>Forgets which facts were dirty once their marks are cleared, so that the cells that figures are read from stay small.</summary>
    public Task ForgetSettledAsync(SiteDay day, long pass, CancellationToken cancellationToken) =>
        // Losing this costs nothing but the room that they take.
        database.Cells.WithWriteConcern(WriteConcern.W1).UpdateOneAsync(
            cell => cell.Id == day.ToString() && cell.Pass == pass,
            Builders<CellDocument>.Update.Set(cell => cell.Settled, SettledFacts.Of(pass, [])), null, cancellationToken);

    private async Task<CellOutcome> InsertAsync(
        SiteDay day, CellContent content, IReadOnlyCollection<(BsonValue Id, int Version)> counted, long version, CancellationToken cancellationToken)
    {
        var cell = new CellDocument
        {
            Id = day.ToString(),
            Version = version,
            Pass = 1,
            Site = day.Site,
            Date = day.Date,
            Content = content,
            Settled = SettledFacts.Of(1, counted),
            Trace = CellTrace.Current,
        };
        try
        {
            await database.Cells.InsertOneAsync(cell, null, cancellationToken);
            return CellOutcome.Changed;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return CellOutcome.Overtaken;
        }
    }

    private static FilterDefinition<CellDocument> Within(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to) =>
        Builders<CellDocument>.Filter.Where(cell => sites.Contains(cell.Site) && cell.Date >= from && cell.Date <= to);

    private static UpdateDefinition<CellDocument> NextPass(CellDocument written) =>
        Builders<CellDocument>.Update.Set(cell => cell.Pass, written.Pass).Set(cell => cell.Settled, written.Settled);

    private static UpdateDefinition<CellDocument> NextVersion(CellDocument written)
    {
        var update = NextPass(written)
            .Set(cell => cell.Version, written.Version)
            .Set(cell => cell.Content, written.Content);
        return written.Trace is { } trace ? update.Set(cell => cell.Trace, trace) : update.Unset(cell => cell.Trace);
    }
}

/// <summary>A state of some cells, to tell it from every later one.</summary>
/// <param name="Cells">How many there are.</param>
/// <param name="Versions">Sum of their versions.</param>
internal readonly record struct CellStamp(long Cells, long Versions);

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
