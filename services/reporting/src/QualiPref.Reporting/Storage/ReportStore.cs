using MongoDB.Driver;
using MongoDB.Driver.Linq;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Reporting.Storage;

/// <summary>Reports and the steps of their freezing. Each step is one update that only meets the step before it.</summary>
internal sealed class ReportStore(ReportingStorage storage, AggregateOutbox<ReportDocument, CutRequested> outbox)
{
    /// <summary>Most open rows that a freezing keeps.</summary>
    public const int MostOpenRows = 500;

    private static readonly FilterDefinitionBuilder<ReportDocument> Filter = Builders<ReportDocument>.Filter;

    private static readonly UpdateDefinitionBuilder<ReportDocument> Update = Builders<ReportDocument>.Update;

    /// <summary>Stores a report, or finds the one that has its id already.</summary>
    public async Task<ReportDocument> AddOrFindAsync(ReportDocument report, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Reports.InsertOneAsync(report, cancellationToken: cancellationToken);
            return report;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return await storage.Reports.Find(kept => kept.Id == report.Id).SingleAsync(cancellationToken);
        }
    }

    public async Task<ReportDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Reports.Find(kept => kept.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The report that asked for a cut. One read.</summary>
    public async Task<ReportDocument?> FindByCutAsync(Guid cut, CancellationToken cancellationToken) =>
        await storage.Reports.Find(OfCut(cut)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Reports of some networks, newest first, that come after one already seen; without declared and open rows. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListAsync(
        IReadOnlyCollection<string> networks, (DateTime CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        var filter = Filter.Where(report => networks.Contains(report.Network));
        if (after is var (createdAt, id))
        {
            filter &= Filter.Where(report => report.CreatedAt < createdAt || (report.CreatedAt == createdAt && report.Id < id));
        }
        return await storage.Reports.Find(filter)
            .SortByDescending(report => report.CreatedAt).ThenByDescending(report => report.Id)
            .Limit(limit)
            .Project<ReportDocument>(Builders<ReportDocument>.Projection.Exclude("freezings.declared").Exclude("freezings.open"))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Adds a freezing and the request for its cut to the report as it was read.</summary>
    /// <returns>False when somebody changed the report meanwhile.</returns>
    public async Task<bool> TryBeginAsync(ReportDocument report, Freezing freezing, CutRequested request, CancellationToken cancellationToken)
    {
        var begun = await storage.Reports.UpdateOneAsync(
            kept => kept.Id == report.Id && kept.Version == report.Version,
            Update.Push(kept => kept.Freezings, freezing)
                .Push(kept => kept.Outbox, OutboxEntry.For(report.Id, report.Version + 1, request))
                .Set(kept => kept.OutboxSince, freezing.RequestedAt)
                .Inc(kept => kept.Version, 1),
            cancellationToken: cancellationToken);
        if (begun.ModifiedCount == 0) return false;
        outbox.Offer(report.Id);
        return true;
    }

    /// <summary>Notes that a cut can be read.</summary>
    public Task TakenAsync(Guid cut, string rootDigest, CancellationToken cancellationToken) => MoveAsync(
        cut, FreezingStep.Requested, FreezingStep.Taken,
        Update.Set(kept => kept.Freezings.FirstMatchingElement().RootDigest, rootDigest), cancellationToken);

    /// <summary>Notes that a cut was given up, and for which rows.</summary>
    public Task GivenUpAsync(Guid cut, IReadOnlyList<OpenMonth> open, CancellationToken cancellationToken) => MoveAsync(
        cut, FreezingStep.Requested, FreezingStep.GivenUp,
        Update.Set(kept => kept.Freezings.FirstMatchingElement().Open, [.. open.Take(MostOpenRows)])
            .Set(kept => kept.Freezings.FirstMatchingElement().OpenRows, open.Count), cancellationToken);

    /// <summary>Notes that what was read is not the cut that was announced.</summary>
    public Task UnreadableAsync(Guid cut, CancellationToken cancellationToken) =>
        MoveAsync(cut, FreezingStep.Taken, FreezingStep.Unreadable, null, cancellationToken);

    /// <summary>Notes that the edition is stored.</summary>
    public Task FrozenAsync(Guid cut, FrozenEdition edition, CancellationToken cancellationToken) => MoveAsync(
        cut, FreezingStep.Taken, FreezingStep.Frozen,
        Update.Set(kept => kept.Freezings.FirstMatchingElement().Edition, edition), cancellationToken);

    /// <summary>Reports with a cut that waits to become an edition. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListTakenAsync(CancellationToken cancellationToken) =>
        await storage.Reports.Find(Filter.ElemMatch(report => report.Freezings, freezing => freezing.Step == FreezingStep.Taken))
            .Limit(20)
            .ToListAsync(cancellationToken);

    internal static FilterDefinition<ReportDocument> OfCut(Guid cut) =>
        Filter.ElemMatch(report => report.Freezings, freezing => freezing.CutId == cut);

    // What comes twice, late or out of order meets no freezing in the step before and changes nothing.
    private async Task MoveAsync(Guid cut, FreezingStep from, FreezingStep to, UpdateDefinition<ReportDocument>? more, CancellationToken cancellationToken)
    {
        var move = Update.Set(kept => kept.Freezings.FirstMatchingElement().Step, to).Inc(kept => kept.Version, 1);
        await storage.Reports.UpdateOneAsync(
            Filter.ElemMatch(report => report.Freezings, freezing => freezing.CutId == cut && freezing.Step == from),
            more is null ? move : Update.Combine(move, more),
            cancellationToken: cancellationToken);
    }
}
