using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;

namespace QualiPref.Surveys.Storage;

/// <summary>The kiosks as those who run them need them: one round trip per call, unless it says otherwise.</summary>
internal sealed class KioskStore(SurveysStorage storage)
{
    private static readonly FilterDefinitionBuilder<Kiosk> Where = Builders<Kiosk>.Filter;
    private static readonly UpdateDefinitionBuilder<Kiosk> Set = Builders<Kiosk>.Update;
    private static readonly FindOneAndUpdateOptions<Kiosk> After = new() { ReturnDocument = ReturnDocument.After };

    public async Task<Kiosk?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Kiosks.Find(k => k.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The names of some kiosks. One read.</summary>
    public async Task<Dictionary<Guid, string>> LabelsAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        (await storage.Kiosks.Find(Where.In(k => k.Id, ids)).Project(k => new { k.Id, k.Label }).ToListAsync(cancellationToken)).ToDictionary(k => k.Id, k => k.Label);

    /// <summary>Kiosks in the order of their ids.</summary>
    /// <param name="sites">The sites whose kiosks are wanted; null for those of all.</param>
    /// <param name="retired">Whether those are wanted that are used no more, or the others.</param>
    /// <param name="after">The id after which to begin.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<List<Kiosk>> ListAsync(IReadOnlyList<string>? sites, bool retired, Guid after, int limit, CancellationToken cancellationToken)
    {
        var bySite = sites switch
        {
            null => Where.Empty,
            [var only] => Where.Eq(k => k.Site, only),
            _ => Where.In(k => k.Site, sites),
        };
        return storage.Kiosks.Find(bySite & Where.Exists(k => k.Retirement, retired) & Where.Gt(k => k.Id, after)).SortBy(k => k.Id).Limit(limit).ToListAsync(cancellationToken);
    }

    /// <summary>How many kiosks with a token that holds were last heard of before a moment. Reads those alone, by an index on it.</summary>
    public Task<long> CountSilentAsync(DateTime before, CancellationToken cancellationToken) => storage.Kiosks.CountDocumentsAsync(
        Where.Lt(k => k.LastSeen, before) & Where.Gt(k => k.Enrolment, 0) & Where.Exists(k => k.Retirement, false)
            & new BsonDocument("$expr", new BsonDocument("$ne", new BsonArray { "$revocation.enrolment", "$enrolment" })),
        cancellationToken: cancellationToken);

    /// <summary>Adds a kiosk unless its id is taken; a taken id costs a second round trip.</summary>
    /// <returns>The kiosk that already had the id, or null when this one was added.</returns>
    public async Task<Kiosk?> AddOrFindAsync(Kiosk kiosk, AuditEntry audit, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Kiosks.InsertAuditedAsync(kiosk, audit, cancellationToken);
            return null;
        }
        catch (MongoWriteException exception) when (exception.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            return await storage.Kiosks.Find(k => k.Id == kiosk.Id).FirstAsync(cancellationToken);
        }
    }

    /// <summary>Replaces the enrolment code of a kiosk that is not retired.</summary>
    /// <returns>Whether it was replaced; false when the kiosk is retired.</returns>
    public async Task<bool> ReplaceCodeAsync(Guid id, byte[] hash, DateTime until, AuditEntry audit, CancellationToken cancellationToken) =>
        (await storage.Kiosks.UpdateOneAsync(Where.Eq(k => k.Id, id) & Where.Exists(k => k.Retirement, false), CodeIs(hash, until).Audits(audit), cancellationToken: cancellationToken))
            .MatchedCount > 0;

    /// <summary>Gives a kiosk another name.</summary>
    public async Task<Kiosk?> RenameAsync(Guid id, string label, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Kiosks.FindOneAndUpdateAsync<Kiosk>(k => k.Id == id, Set.Set(k => k.Label, label).Audits(audit), After, cancellationToken);

    /// <summary>Puts a kiosk out of use: its token ends, and the code that was handed out for the next.</summary>
    /// <returns>The kiosk, or null when it was retired meanwhile.</returns>
    public async Task<Kiosk?> RetireAsync(Guid id, Retirement retirement, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Kiosks.FindOneAndUpdateAsync(
            Where.Eq(k => k.Id, id) & Where.Exists(k => k.Retirement, false),
            Set.Set(k => k.Retirement, retirement).Unset(k => k.CodeHash).Unset(k => k.CodeUntil).Audits(audit),
            After, cancellationToken);

    /// <summary>Notes a range that nobody waits for any more, unless that is noted already.</summary>
    /// <returns>The kiosk, or null when it was noted meanwhile.</returns>
    public async Task<Kiosk?> WriteOffAsync(Guid id, WriteOff done, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Kiosks.FindOneAndUpdateAsync(
            Where.Eq(k => k.Id, id) & Where.Not(Where.ElemMatch(k => k.WriteOffs, one => one.Enrolment == done.Enrolment && one.From == done.From && one.To == done.To)),
            Set.Push(k => k.WriteOffs, done).Audits(audit),
            After, cancellationToken);

    /// <summary>Replaces the enrolment code and the PIN of a kiosk that was never enrolled.</summary>
    /// <returns>Whether they were replaced; false when the kiosk was enrolled, or is retired.</returns>
    public async Task<bool> ReplaceFirstCodeAsync(Guid id, byte[] hash, DateTime until, AgentPin pin, AuditEntry audit, CancellationToken cancellationToken)
    {
        var replaced = await storage.Kiosks.UpdateOneAsync(
            Where.Eq(k => k.Id, id) & Where.Eq(k => k.Enrolment, 0) & Where.Exists(k => k.Retirement, false),
            CodeIs(hash, until).Set(k => k.Pin, pin).Audits(audit), cancellationToken: cancellationToken);
        return replaced.MatchedCount > 0;
    }

    /// <summary>Replaces the PIN of a kiosk.</summary>
    /// <returns>The kiosk, or null when there is none.</returns>
    public async Task<Kiosk?> ReplacePinAsync(Guid id, AgentPin pin, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Kiosks.FindOneAndUpdateAsync<Kiosk>(k => k.Id == id, Set.Set(k => k.Pin, pin).Audits(audit), After, cancellationToken);

    /// <summary>The kiosk that a code which is still valid would enrol; the code stays as good as it was.</summary>
    public async Task<Kiosk?> FindByCodeAsync(byte[] hash, DateTime now, CancellationToken cancellationToken) =>
        await storage.Kiosks.Find(k => k.CodeHash == hash && k.CodeUntil > now).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Uses up an enrolment code: the kiosk's next enrolment begins.</summary>
    /// <param name="hash">Of the code.</param>
    /// <param name="left">What the device of before keeps; null when that is nothing.</param>
    /// <param name="now">Now.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The kiosk as enrolled, or null when no code that is still valid has this hash.</returns>
    public async Task<Kiosk?> EnrolAsync(byte[] hash, LeftBehind? left, DateTime now, CancellationToken cancellationToken)
    {
        var update = Set.Inc(k => k.Enrolment, 1).Set(k => k.LastSeen, now)
            .Unset(k => k.CodeHash).Unset(k => k.CodeUntil)
            // Another device, perhaps: what the one before said of itself no longer holds.
            .Unset(k => k.ClockOffsetSeconds).Unset(k => k.Backlog).Unset(k => k.Aside).Unset(k => k.AppVersion)
            .Unset(k => k.Battery).Unset(k => k.Browser).Unset(k => k.Storage);
        if (left is not null) update = update.Push(k => k.LeftBehind, left);
        return await storage.Kiosks.FindOneAndUpdateAsync<Kiosk>(k => k.CodeHash == hash && k.CodeUntil > now, update, After, cancellationToken);
    }

    /// <summary>Takes back the token of an enrolment, and the code that was handed out for the next.</summary>
    /// <returns>The kiosk, or null when it was enrolled anew meanwhile.</returns>
    public async Task<Kiosk?> RevokeAsync(Guid id, Revocation revocation, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Kiosks.FindOneAndUpdateAsync<Kiosk>(
            k => k.Id == id && k.Enrolment == revocation.Enrolment,
            Set.Set(k => k.Revocation, revocation).Unset(k => k.CodeHash).Unset(k => k.CodeUntil).Audits(audit),
            After, cancellationToken);

    private static UpdateDefinition<Kiosk> CodeIs(byte[] hash, DateTime until) => Set.Set(k => k.CodeHash, hash).Set(k => k.CodeUntil, until);
}
