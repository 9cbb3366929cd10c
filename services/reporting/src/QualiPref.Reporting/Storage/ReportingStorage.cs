using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Reporting.Storage;

/// <summary>The collections of <c>reporting</c>, how they are read and written, and the indexes that the reads rely on.</summary>
internal sealed class ReportingStorage : IStorageSetup
{
    private readonly IMongoCollection<ReportDocument> _reports;
    private readonly IMongoCollection<KeptCell> _cells;

    public ReportingStorage(MongoDatabases databases)
    {
        var database = databases.For("reporting");
        _reports = database.GetCollection<ReportDocument>("reports");
        _cells = database.GetCollection<KeptCell>("cells");
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Indexes.EnsureAsync(_cells, [new RequiredIndex("siteDay", new BsonDocument { ["cell.site"] = 1, ["cell.date"] = 1 })], cancellationToken);
        await Indexes.EnsureAsync(_reports, [new RequiredIndex("newest", new BsonDocument { ["createdAt"] = -1, ["_id"] = -1 })], cancellationToken);
    }

    /// <summary>Keeps each cell unless the same or a newer version of its site-day is kept already. One write; two when some are kept already.</summary>
    public async Task KeepAsync(IReadOnlyList<SiteDayCell> cells, CancellationToken cancellationToken)
    {
        if (cells.Count == 0) return;
        try
        {
            await WriteAsync(cells, upsert: true, cancellationToken);
        }
        catch (MongoBulkWriteException<KeptCell> exception) when (AllPresent(exception))
        {
            // No older version was found, so the upsert met the id of another one: mostly the same or a newer, but possibly an older one
            // that another consumer was inserting at that moment. Now that they exist, the filter alone decides.
            await WriteAsync([.. exception.WriteErrors.Select(error => cells[error.Index])], upsert: false, cancellationToken);
        }
    }

    /// <summary>The cells of some sites in some periods. One read.</summary>
    public async Task<IReadOnlyList<SiteDayCell>> CellsOfAsync(
        IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods, CancellationToken cancellationToken) =>
        await _cells.Find(CellsIn(sites, periods)).Project(kept => kept.Cell).ToListAsync(cancellationToken);

    internal static FilterDefinition<KeptCell> CellsIn(IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods)
    {
        var filter = Builders<KeptCell>.Filter;
        return filter.Or(periods.Select(period => filter.Where(
            kept => sites.Contains(kept.Cell.Site) && kept.Cell.Date >= period.From && kept.Cell.Date <= period.To)));
    }

    /// <summary>Stores a report, or finds the one that has its id already.</summary>
    public async Task<ReportDocument> AddOrFindAsync(ReportDocument report, CancellationToken cancellationToken)
    {
        try
        {
            await _reports.InsertOneAsync(report, cancellationToken: cancellationToken);
            return report;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return await _reports.Find(kept => kept.Id == report.Id).SingleAsync(cancellationToken);
        }
    }

    public async Task<ReportDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await _reports.Find(kept => kept.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Reports of some networks, newest first, that come after one already seen. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListAsync(
        IReadOnlyCollection<string> networks, (DateTime CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Builders<ReportDocument>.Filter.Where(report => networks.Contains(report.Network));
        if (after is var (createdAt, id))
        {
            filter &= Builders<ReportDocument>.Filter.Where(
                report => report.CreatedAt < createdAt || (report.CreatedAt == createdAt && report.Id < id));
        }
        return await _reports.Find(filter)
            .SortByDescending(report => report.CreatedAt).ThenByDescending(report => report.Id)
            .Limit(limit)
            .ToListAsync(cancellationToken);
    }

    private async Task WriteAsync(IReadOnlyList<SiteDayCell> cells, bool upsert, CancellationToken cancellationToken) =>
        await _cells.BulkWriteAsync(cells.Select(cell => Replacing(cell, upsert)), new BulkWriteOptions { IsOrdered = false }, cancellationToken);

    private static ReplaceOneModel<KeptCell> Replacing(SiteDayCell cell, bool upsert)
    {
        var id = KeptCell.IdOf(cell);
        return new ReplaceOneModel<KeptCell>(
            Builders<KeptCell>.Filter.Where(kept => kept.Id == id && kept.Cell.Version < cell.Version),
            new KeptCell { Id = id, Cell = cell })
        { IsUpsert = upsert };
    }

    private static bool AllPresent(MongoBulkWriteException<KeptCell> exception) =>
        exception.WriteConcernError is null
        && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);
}
