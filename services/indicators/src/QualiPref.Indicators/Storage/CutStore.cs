using MongoDB.Driver;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>Keeps cuts and how far each has come. Every step may be repeated.</summary>
internal sealed class CutStore(IndicatorsDatabase database, AggregateOutbox<CutDocument, CutTaken> outbox, TimeProvider time)
{
    private readonly SweepLease _lease = new(database.Database, "cuts", time);

    /// <summary>Whether this replica may work on cuts for the next seconds; the others wait.</summary>
    public Task<bool> TryHoldAsync(CancellationToken cancellationToken) => _lease.TryHoldAsync(cancellationToken);

    /// <summary>The clock by which cuts are judged (UTC): replicas whose own clocks differ agree on it. One round trip.</summary>
    public async Task<DateTime> NowAsync(CancellationToken cancellationToken) =>
        (await DatabaseClock.ReadAsync(database.Database, cancellationToken)).UtcDateTime;

    /// <summary>Keeps a cut that was asked for.</summary>
    /// <returns>False when it was asked for before: then nothing changed.</returns>
    public async Task<bool> TryAddAsync(CutDocument cut, CancellationToken cancellationToken)
    {
        try
        {
            await database.Cuts.InsertOneAsync(cut, cancellationToken: cancellationToken);
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
        if (cut.Outbox.Count > 0) outbox.Offer(cut.Id);
        return true;
    }

    public async Task<CutDocument?> FindAsync(Guid cut, CancellationToken cancellationToken) =>
        await database.Cuts.Find(one => one.Id == cut).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Cuts for which something is left to do, oldest first.</summary>
    public async Task<IReadOnlyList<CutDocument>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        await database.Cuts.Find(Builders<CutDocument>.Filter.Exists(cut => cut.WorkSince))
            .SortBy(cut => cut.WorkSince)
            .ToListAsync(cancellationToken);

    /// <summary>Notes that somebody is at work on a cut; nothing for one that has ended or is not known yet. Losing it only shortens the patience.</summary>
    public Task NoteAliveAsync(Guid cut, CancellationToken cancellationToken) => database.Cuts.WithWriteConcern(WriteConcern.W1).UpdateOneAsync(
        one => one.Id == cut && one.State == CutDocument.Open,
        Builders<CutDocument>.Update.CurrentDate(one => one.AliveAt), cancellationToken: cancellationToken);

    /// <summary>How far a cut has come at the sites that were looked at.</summary>
    public async Task<IReadOnlyDictionary<string, CutSiteDocument>> SitesAsync(Guid cut, CancellationToken cancellationToken)
    {
        var sites = await database.CutSites.Find(site => site.Cut == cut).ToListAsync(cancellationToken);
        return sites.ToDictionary(site => site.Site, StringComparer.Ordinal);
    }

    /// <summary>Notes what is about to be asked for again.</summary>
    public Task NoteAskedAsync(CutDocument cut, string site, DateTime at, IReadOnlyList<CutAskedDay> asked, CancellationToken cancellationToken) =>
        UpsertAsync(cut, site, Builders<CutSiteDocument>.Update.Set(one => one.AskedAt, at).Set(one => one.Asked, asked), cancellationToken);

    /// <summary>Marks a site as done; its parts are stored already.</summary>
    public Task SetTakenAsync(CutDocument cut, string site, CutSiteContent content, CancellationToken cancellationToken) =>
        UpsertAsync(cut, site, Builders<CutSiteDocument>.Update.Set(one => one.Taken, content).Unset(one => one.Asked), cancellationToken);

    /// <summary>Ends a cut and tells it, in one update; does nothing when it has ended already.</summary>
    public async Task<bool> TryEndAsync(CutDocument cut, CutTaken message, DateTime at, CancellationToken cancellationToken)
    {
        var update = Builders<CutDocument>.Update
            .Set(one => one.State, message.RootDigest is null ? CutDocument.GivenUp : CutDocument.Taken)
            .Set(one => one.OutboxSince, at)
            .Inc(one => one.Version, 1)
            .Push(one => one.Outbox, OutboxEntry.For(cut.Id, cut.Version + 1, message));
        if (message.RootDigest is { } digest) update = update.Set(one => one.RootDigest, digest);
        var ended = await database.Cuts.UpdateOneAsync(
            one => one.Id == cut.Id && one.State == CutDocument.Open, update, cancellationToken: cancellationToken);
        if (ended.ModifiedCount > 0) outbox.Offer(cut.Id);
        return ended.ModifiedCount > 0;
    }

    /// <summary>Tells the end of a cut once more, unless it goes on or its end is still to be told. The rows for which it was given up were told the first time only.</summary>
    public async Task TellEndAgainAsync(Guid cut, CancellationToken cancellationToken)
    {
        if (await FindAsync(cut, cancellationToken) is not { State: not CutDocument.Open } ended) return;
        var entry = OutboxEntry.For(cut, ended.Version, new CutTaken { CutId = cut, RootDigest = ended.RootDigest, Open = [] });
        var told = await database.Cuts.UpdateOneAsync(
            Builders<CutDocument>.Filter.Where(one => one.Id == cut) & Builders<CutDocument>.Filter.Exists(one => one.OutboxSince, false),
            Builders<CutDocument>.Update.Push(one => one.Outbox, entry).Set(one => one.OutboxSince, time.GetUtcNow().UtcDateTime), cancellationToken: cancellationToken);
        if (told.ModifiedCount > 0) outbox.Offer(cut);
    }

    /// <summary>Clears what an ended cut needs no longer. The statements go first: a death in between leaves the mark, and it is done again.</summary>
    public async Task ClearAsync(Guid cut, CancellationToken cancellationToken)
    {
        await database.CutStatements.DeleteManyAsync(statement => statement.Cut == cut, cancellationToken);
        await database.Cuts.UpdateOneAsync(
            one => one.Id == cut, Builders<CutDocument>.Update.Unset(one => one.WorkSince), cancellationToken: cancellationToken);
    }

    private async Task UpsertAsync(CutDocument cut, string site, UpdateDefinition<CutSiteDocument> update, CancellationToken cancellationToken)
    {
        var id = CutSiteDocument.IdOf(cut.Id, site);
        await database.CutSites.UpdateOneAsync(
            one => one.Id == id, update.Set(one => one.Cut, cut.Id).Set(one => one.Site, site), new UpdateOptions { IsUpsert = true }, cancellationToken);
    }
}
