using MongoDB.Driver;
using MongoDB.Driver.Linq;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Auditing;
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
    public Task<bool> TryBeginAsync(ReportDocument report, Freezing freezing, CutRequested request, AuditEntry audit, CancellationToken cancellationToken) =>
        TryAskAsync(report, request, Update.Push(kept => kept.Freezings, freezing).Set(kept => kept.OutboxSince, freezing.RequestedAt).Audits(audit), cancellationToken);

    /// <summary>Asks once more for the cut of a freezing that waits for it; does nothing when it no longer does.</summary>
    public async Task AskAgainAsync(ReportDocument report, Freezing freezing, CutRequested request, DateTime now, CancellationToken cancellationToken)
    {
        // An entry of its own, beside the one that may still be in the outbox.
        var entry = OutboxEntry.For(freezing.CutId, report.Version, request);
        var asked = await storage.Reports.UpdateOneAsync(
            Filter.Where(kept => kept.Id == report.Id) & Filter.ElemMatch(kept => kept.Freezings, one => one.CutId == freezing.CutId && one.Step == FreezingStep.Requested)
                & Filter.Not(Filter.ElemMatch(kept => kept.Outbox, one => one.Id == entry.Id)),
            Update.Push(kept => kept.Outbox, entry).Min(kept => kept.OutboxSince, now), cancellationToken: cancellationToken);
        if (asked.ModifiedCount > 0) outbox.Offer(report.Id);
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

    /// <summary>Notes that the edition is stored, also when somebody gave the freezing up meanwhile.</summary>
    public Task FrozenAsync(Guid cut, FrozenEdition edition, CancellationToken cancellationToken) => storage.Reports.UpdateOneAsync(
        Filter.ElemMatch(report => report.Freezings, freezing =>
            freezing.CutId == cut && (freezing.Step == FreezingStep.Taken || freezing.Step == FreezingStep.GivenUp)),
        Update.Set(kept => kept.Freezings.FirstMatchingElement().Step, FreezingStep.Frozen)
            .Set(kept => kept.Freezings.FirstMatchingElement().Edition, edition)
            .Unset(kept => kept.Freezings.FirstMatchingElement().Fault)
            .Unset(kept => kept.Freezings.FirstMatchingElement().GivenUp)
            .Inc(kept => kept.Version, 1),
        cancellationToken: cancellationToken);

    /// <summary>Counts a try that failed for a reason that does not pass by itself, and parks the freezing when there is one.</summary>
    public Task FailedAsync(Guid cut, FreezingFault? parked, CancellationToken cancellationToken)
    {
        var failed = Update.Inc(kept => kept.Freezings.FirstMatchingElement().Tries, 1);
        return storage.Reports.UpdateOneAsync(
            Filter.ElemMatch(report => report.Freezings, freezing => freezing.CutId == cut && freezing.Step == FreezingStep.Taken),
            parked is null ? failed : failed.Set(kept => kept.Freezings.FirstMatchingElement().Fault, parked).Inc(kept => kept.Version, 1),
            cancellationToken: cancellationToken);
    }

    /// <summary>Has a parked freezing of the report as it was read tried again.</summary>
    /// <param name="report">The report.</param>
    /// <param name="freezing">The freezing.</param>
    /// <param name="audit">The entry of the audit log; null where whoever asks for it appends one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody changed the report meanwhile.</returns>
    public Task<bool> TryRetryAsync(ReportDocument report, Freezing freezing, AuditEntry? audit, CancellationToken cancellationToken) => TryChangeAsync(
        report, freezing,
        Update.Unset(kept => kept.Freezings.FirstMatchingElement().Fault).Set(kept => kept.Freezings.FirstMatchingElement().Tries, 0),
        audit, cancellationToken);

    /// <summary>Gives up a freezing of the report as it was read: at once while its cut is awaited, else as soon as the worker finds no edition of it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="freezing">The freezing.</param>
    /// <param name="givingUp">Who gives it up, when and why.</param>
    /// <param name="audit">The entry of the audit log; null where whoever asks for it appends one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody changed the report meanwhile.</returns>
    public Task<bool> TryGiveUpAsync(ReportDocument report, Freezing freezing, GivingUp givingUp, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var update = Update.Set(kept => kept.Freezings.FirstMatchingElement().GivenUp, givingUp);
        if (freezing.Step == FreezingStep.Requested) update = update.Set(kept => kept.Freezings.FirstMatchingElement().Step, FreezingStep.GivenUp);
        return TryChangeAsync(report, freezing, update, audit, cancellationToken);
    }

    /// <summary>Ends a freezing that somebody gave up.</summary>
    public Task EndedAsync(Guid cut, CancellationToken cancellationToken) =>
        MoveAsync(cut, FreezingStep.Taken, FreezingStep.GivenUp, null, cancellationToken);

    /// <summary>Whether somebody has given a freezing up. One read.</summary>
    public Task<bool> IsGivenUpAsync(Guid cut, CancellationToken cancellationToken) => storage.Reports
        .Find(Filter.ElemMatch(report => report.Freezings, freezing => freezing.CutId == cut && freezing.GivenUp != null))
        .AnyAsync(cancellationToken);

    /// <summary>Reports with a cut that waits to become an edition, or to be given up. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListTakenAsync(CancellationToken cancellationToken) =>
        await storage.Reports.Find(Filter.ElemMatch(report => report.Freezings, freezing =>
                freezing.Step == FreezingStep.Taken && (freezing.Fault == null || freezing.GivenUp != null)))
            .Limit(20)
            .ToListAsync(cancellationToken);

    /// <summary>Reports with a freezing whose cut was asked for and is awaited. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListRequestedAsync(CancellationToken cancellationToken) =>
        await storage.Reports.Find(Filter.ElemMatch(report => report.Freezings, freezing => freezing.Step == FreezingStep.Requested)).ToListAsync(cancellationToken);

    /// <summary>Reports with a freezing that waits for somebody. One read.</summary>
    public async Task<IReadOnlyList<ReportDocument>> ListParkedAsync(int most, CancellationToken cancellationToken) =>
        await storage.Reports.Find(Filter.ElemMatch(report => report.Freezings, freezing =>
                freezing.Step == FreezingStep.Taken && freezing.Fault != null && freezing.GivenUp == null))
            .Limit(most)
            .ToListAsync(cancellationToken);

    private static FilterDefinition<ReportDocument> OfCut(Guid cut) =>
        Filter.ElemMatch(report => report.Freezings, freezing => freezing.CutId == cut);

    private async Task<bool> TryAskAsync(ReportDocument report, CutRequested request, UpdateDefinition<ReportDocument> update, CancellationToken cancellationToken)
    {
        var asked = await storage.Reports.UpdateOneAsync(
            kept => kept.Id == report.Id && kept.Version == report.Version,
            update.Push(kept => kept.Outbox, OutboxEntry.For(report.Id, report.Version + 1, request)).Inc(kept => kept.Version, 1),
            cancellationToken: cancellationToken);
        if (asked.ModifiedCount == 0) return false;
        outbox.Offer(report.Id);
        return true;
    }

    private async Task<bool> TryChangeAsync(
        ReportDocument report, Freezing freezing, UpdateDefinition<ReportDocument> update, AuditEntry? audit, CancellationToken cancellationToken)
    {
        if (audit is not null) update = update.Audits(audit);
        var changed = await storage.Reports.UpdateOneAsync(
            Filter.Where(kept => kept.Id == report.Id && kept.Version == report.Version) & OfCut(freezing.CutId),
            update.Inc(kept => kept.Version, 1),
            cancellationToken: cancellationToken);
        return changed.ModifiedCount > 0;
    }

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
