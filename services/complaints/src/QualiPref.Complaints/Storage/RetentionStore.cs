using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>How many cases were kept long enough.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Kind">Their nature.</param>
/// <param name="Held">Whether a legal hold keeps them.</param>
/// <param name="Cases">How many.</param>
/// <param name="ReceivedFrom">When the first of them was received.</param>
/// <param name="ReceivedTo">When the last was.</param>
internal sealed record DueCases(string Site, string Kind, bool Held, long Cases, DateOnly ReceivedFrom, DateOnly ReceivedTo);

/// <summary>Finds the cases that were kept long enough, and keeps the slips on which they are counted.</summary>
internal sealed class RetentionStore(ComplaintsStorage storage)
{
    private static readonly BsonArray Ended = [.. Enum.GetValues<CaseStatus>().Where(status => !status.IsOpen()).Select(status => status.ToString())];

    /// <summary>How many there are of each site and nature. One round trip.</summary>
    public async Task<IReadOnlyList<DueCases>> CountAsync(IReadOnlyList<RetainedKind> kinds, IReadOnlyList<string> sites, CancellationToken cancellationToken)
    {
        var key = new BsonDocument { ["site"] = "$site", ["kind"] = "$kind", ["held"] = "$held" };
        var groups = await Due(kinds, sites)
            .Group<BsonDocument>(new BsonDocument
            {
                ["_id"] = key,
                ["cases"] = new BsonDocument("$sum", 1L),
                ["from"] = new BsonDocument("$min", "$receivedOn"),
                ["to"] = new BsonDocument("$max", "$receivedOn"),
            })
            .ToListAsync(cancellationToken);
        return [.. groups.Select(group => new DueCases(
            group["_id"]["site"].AsString, group["_id"]["kind"].AsString, group["_id"]["held"].AsBoolean, group["cases"].ToInt64(), DateOf(group["from"]), DateOf(group["to"])))];
    }

    /// <summary>References of some of them, in their order. One round trip.</summary>
    public async Task<IReadOnlyList<(string Reference, string Site, string Kind, bool Held)>> ReferencesAsync(
        IReadOnlyList<RetainedKind> kinds, IReadOnlyList<string> sites, int most, CancellationToken cancellationToken)
    {
        var found = await Due(kinds, sites).Sort(new BsonDocument("reference", 1)).Limit(most).ToListAsync(cancellationToken);
        return [.. found.Select(one => (one["reference"].AsString, one["site"].AsString, one["kind"].AsString, one["held"].AsBoolean))];
    }

    /// <summary>Ids of some that no hold keeps, after one. One round trip.</summary>
    public async Task<IReadOnlyList<Guid>> NextAsync(DisposalSlipDocument slip, Guid after, int most, CancellationToken cancellationToken)
    {
        var found = await Due(slip.Kinds, [slip.Site]).Match(new BsonDocument { ["held"] = false, ["_id"] = new BsonDocument("$gt", new BsonBinaryData(after, GuidRepresentation.Standard)) })
            .Sort(new BsonDocument("_id", 1)).Limit(most).ToListAsync(cancellationToken);
        return [.. found.Select(one => one["_id"].AsGuid)];
    }

    /// <summary>How many cases of a site are not erased. One round trip.</summary>
    public Task<long> CountKeptAsync(string site, CancellationToken cancellationToken) => storage.Cases.CountDocumentsAsync(
        Builders<CaseDocument>.Filter.Eq(one => one.State.Site, site) & Builders<CaseDocument>.Filter.Exists(one => one.Erased, false), cancellationToken: cancellationToken);

    /// <summary>Begins to carry a decision out, unless another of its site is.</summary>
    /// <returns>False when one is.</returns>
    public async Task<bool> TryBeginAsync(DisposalSlipDocument slip, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Slips.InsertAuditedAsync(slip, audit, cancellationToken);
            return true;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>The decisions that are being carried out. One round trip.</summary>
    public Task<List<DisposalSlipDocument>> RunningAsync(CancellationToken cancellationToken) =>
        storage.Slips.Find(new BsonDocument { ["running"] = true, ["site"] = new BsonDocument("$gt", "") }).ToListAsync(cancellationToken);

    /// <summary>Counts what a decision erased, and says that it is carried out; of a lasting one that erased nothing no slip is kept. Two round trips.</summary>
    public async Task EndAsync(DisposalSlipDocument slip, DateTime at, CancellationToken cancellationToken)
    {
        var erased = await storage.Cases.Aggregate()
            .Match(new BsonDocument(ComplaintsStorage.ErasedSlip, new BsonBinaryData(slip.Id, GuidRepresentation.Standard)))
            .Group<BsonDocument>(new BsonDocument
            {
                ["_id"] = "$state.kind",
                ["cases"] = new BsonDocument("$sum", 1L),
                ["from"] = new BsonDocument("$min", "$state.receivedOn"),
                ["to"] = new BsonDocument("$max", "$state.receivedOn"),
            })
            .Sort(new BsonDocument("_id", 1))
            .ToListAsync(cancellationToken);
        var kinds = erased.Select(one => new ErasedKind(one["_id"].AsString, one["cases"].ToInt64(), DateOf(one["from"]), DateOf(one["to"]))).ToList();
        if (kinds.Count == 0 && slip.DecidedBy == DeliveryEvent.System)
        {
            // What hinders every one of them tonight hinders it tomorrow: a slip of nothing each day would hide the others.
            await storage.Slips.DeleteOneAsync(one => one.Id == slip.Id, cancellationToken);
            return;
        }
        await storage.Slips.UpdateOneAsync(one => one.Id == slip.Id && one.Running,
            Builders<DisposalSlipDocument>.Update.Set(one => one.Erased, kinds).Set(one => one.EndedAt, at).Unset(one => one.Running), cancellationToken: cancellationToken);
    }

    /// <summary>The slip, or null. One round trip.</summary>
    public async Task<DisposalSlipDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Slips.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Slips of some sites, the newest first. One round trip.</summary>
    public Task<List<DisposalSlipDocument>> ListAsync(IReadOnlyList<string> sites, int most, CancellationToken cancellationToken) =>
        storage.Slips.Find(Builders<DisposalSlipDocument>.Filter.In(one => one.Site, sites)).SortByDescending(one => one.DecidedAt).Limit(most).ToListAsync(cancellationToken);

    // Whose last step, a released hold among them, is long enough ago. Received before that: what the index leaves to be looked at.
    private IAggregateFluent<BsonDocument> Due(IReadOnlyList<RetainedKind> kinds, IReadOnlyList<string> sites)
    {
        BsonArray Each(Func<RetainedKind, BsonDocument> filter) => [.. kinds.Select(filter)];
        var candidates = Each(kind => new BsonDocument
        {
            ["erased.at"] = BsonNull.Value,
            ["state.kind"] = kind.Kind,
            ["state.receivedOn"] = new BsonDocument("$lt", TextOf(kind.Before)),
            ["state.status"] = new BsonDocument("$in", Ended),
            ["state.site"] = new BsonDocument("$in", new BsonArray(sites)),
        });
        var due = Each(kind => new BsonDocument { ["kind"] = kind.Kind, ["last"] = new BsonDocument("$lt", TextOf(kind.Before)) });
        return storage.Cases.Aggregate()
            .Match(new BsonDocument("$or", candidates))
            .Project<BsonDocument>(new BsonDocument
            {
                ["reference"] = 1,
                ["site"] = "$state.site",
                ["kind"] = "$state.kind",
                ["receivedOn"] = "$state.receivedOn",
                ["held"] = new BsonDocument("$gt", new BsonArray { "$legalHold", BsonNull.Value }),
                ["last"] = new BsonDocument("$max", "$history.occurredOn"),
            })
            .Match(new BsonDocument("$or", due));
    }

    private static string TextOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DateOf(BsonValue text) => DateOnly.ParseExact(text.AsString, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
