using System.Linq.Expressions;
using MongoDB.Driver;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Reporting.Storage;

/// <summary>What <c>indicators</c> told, in the highest version each: site-days and rows of the balance.</summary>
internal sealed class KeptStore(ReportingStorage storage)
{
    private const int TracesRead = 100;

    /// <summary>Keeps each cell unless the same or a newer version is kept already. One write; two when some are.</summary>
    public Task KeepAsync(IReadOnlyList<SiteDayCell> cells, CancellationToken cancellationToken) => KeepAsync(
        storage.Cells, [.. cells.Select(KeptCell.Of)], one => kept => kept.Id == one.Id && kept.Cell.Version < one.Cell.Version, cancellationToken);

    /// <summary>Keeps each row unless the same or a newer version is kept already. One write; two when some are.</summary>
    public Task KeepAsync(IReadOnlyList<BalanceMonth> rows, CancellationToken cancellationToken) => KeepAsync(
        storage.Balance, [.. rows.Select(KeptBalance.Of)], one => kept => kept.Id == one.Id && kept.Row.Version < one.Row.Version, cancellationToken);

    /// <summary>Reads the cells of some sites in some periods, without holding more than a batch of them. One read for each group of sites.</summary>
    /// <param name="sites">Codes of the sites.</param>
    /// <param name="periods">The periods.</param>
    /// <param name="take">Takes a cell; called at the same time for cells of different sites, never for those of one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task ReadCellsAsync(
        IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods, Action<SiteDayCell> take, CancellationToken cancellationToken) =>
        LongReads.BySitesAsync(
            sites,
            (group, token) => storage.Cells.Find(CellsIn(group, periods), new FindOptions { BatchSize = LongReads.BatchSize })
                .Project(kept => kept.Cell).ForEachAsync(take, token),
            cancellationToken);

    /// <summary>Trace parents of what kept the newest of these cells. One read.</summary>
    public async Task<IReadOnlyList<string>> NewestTracesAsync(
        IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods, CancellationToken cancellationToken)
    {
        var traces = await storage.Cells.Find(CellsIn(sites, periods) & Builders<KeptCell>.Filter.Exists(kept => kept.Trace))
            .SortByDescending(kept => kept.Trace!.At)
            .Limit(TracesRead)
            .Project(kept => kept.Trace!.Parent)
            .ToListAsync(cancellationToken);
        return [.. traces.Distinct()];
    }

    /// <summary>The balance of some sites in a period of whole months, by site, month and source. One read.</summary>
    public async Task<IReadOnlyList<BalanceMonth>> BalanceOfAsync(IReadOnlyCollection<string> sites, Period period, CancellationToken cancellationToken) =>
        await storage.Balance.Find(BalanceIn(sites, period))
            .SortBy(kept => kept.Row.Site).ThenBy(kept => kept.Row.Month).ThenBy(kept => kept.Row.Source)
            .Project(kept => kept.Row)
            .ToListAsync(cancellationToken);

    /// <summary>The first month in which each source had anything to say of each of some sites. One read.</summary>
    public async Task<IReadOnlyList<SourceSince>> FirstMonthsAsync(IReadOnlyCollection<string> sites, CancellationToken cancellationToken)
    {
        var first = await storage.Balance.Aggregate()
            .Match(kept => sites.Contains(kept.Row.Site) && kept.Row.Received > 0)
            .Group(kept => new { kept.Row.Source, kept.Row.Site }, rows => new { rows.Key, Month = rows.Min(kept => kept.Row.Month) })
            .ToListAsync(cancellationToken);
        return [.. first.Select(one => new SourceSince(one.Key.Source, one.Key.Site, one.Month))];
    }

    /// <summary>Which version of which day of some sites is kept. One read, from an index alone.</summary>
    public async Task<IReadOnlyList<KeptVersion>> VersionsOfAsync(IReadOnlyCollection<string> sites, CancellationToken cancellationToken) =>
        await storage.Cells.Find(kept => sites.Contains(kept.Cell.Site))
            .Project(kept => new KeptVersion(kept.Cell.Site, kept.Cell.Date, kept.Cell.Version))
            .ToListAsync(cancellationToken);

    private static FilterDefinition<KeptCell> CellsIn(IReadOnlyCollection<string> sites, IReadOnlyCollection<Period> periods)
    {
        var filter = Builders<KeptCell>.Filter;
        return filter.Or(periods.Select(period => filter.Where(
            kept => sites.Contains(kept.Cell.Site) && kept.Cell.Date >= period.From && kept.Cell.Date <= period.To)));
    }

    private static FilterDefinition<KeptBalance> BalanceIn(IReadOnlyCollection<string> sites, Period period) => Builders<KeptBalance>.Filter.Where(
        kept => sites.Contains(kept.Row.Site) && kept.Row.Month >= period.From && kept.Row.Month <= period.To);

    private static async Task KeepAsync<T>(
        IMongoCollection<T> collection, IReadOnlyList<T> documents, Func<T, Expression<Func<T, bool>>> older, CancellationToken cancellationToken)
    {
        if (documents.Count == 0) return;
        try
        {
            await WriteAsync(collection, documents, older, upsert: true, cancellationToken);
        }
        catch (MongoBulkWriteException<T> exception) when (AllPresent(exception))
        {
            // No older version was found, so the upsert met the id of another one: mostly the same or a newer, but possibly an older one
            // that another consumer was inserting at that moment. Now that they exist, the filter alone decides.
            await WriteAsync(collection, [.. exception.WriteErrors.Select(error => documents[error.Index])], older, upsert: false, cancellationToken);
        }
    }

    private static async Task WriteAsync<T>(
        IMongoCollection<T> collection, IReadOnlyList<T> documents, Func<T, Expression<Func<T, bool>>> older, bool upsert, CancellationToken cancellationToken) =>
        await collection.BulkWriteAsync(
            documents.Select(one => new ReplaceOneModel<T>(older(one), one) { IsUpsert = upsert }),
            new BulkWriteOptions { IsOrdered = false }, cancellationToken);

    private static bool AllPresent<T>(MongoBulkWriteException<T> exception) =>
        exception.WriteConcernError is null
        && exception.WriteErrors.All(error => error.Category == ServerErrorCategory.DuplicateKey);
}

/// <summary>Which version of a site-day is kept.</summary>
internal sealed record KeptVersion(string Site, DateOnly Date, long Version);
