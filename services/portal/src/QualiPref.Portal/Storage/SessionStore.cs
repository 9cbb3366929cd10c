using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Portal.Storage;

/// <summary>The open sessions of all replicas. A request costs one reading by id, and once a minute one writing.</summary>
internal sealed class SessionStore(MongoDatabases databases) : IDisposable
{
    private static readonly UpdateDefinitionBuilder<SessionDocument> Set = Builders<SessionDocument>.Update;

    private static readonly RequiredIndex ByPerson = new("person", new BsonDocument { ["person"] = 1, ["openedAt"] = -1 });
    private static readonly RequiredIndex BySubject = new("subject", new BsonDocument { ["subject"] = 1, ["openedAt"] = 1 });
    private static readonly RequiredIndex ByProviderSession = new("providerSession", new BsonDocument("providerSession", 1));
    private static readonly RequiredIndex BySeen = new("seen", new BsonDocument("seenAt", -1));

    private readonly PreparedCollection<SessionDocument> _sessions = new(databases, "sessions", ByPerson, BySubject, ByProviderSession, BySeen);

    /// <summary>A session by its id, ended or not. One round trip.</summary>
    public async Task<SessionDocument?> FindAsync(string id, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).Find(session => session.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The sessions of a person, the newest first.</summary>
    public async Task<List<SessionDocument>> ListOfAsync(Guid person, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).Find(session => session.Person == person).SortByDescending(session => session.OpenedAt).ToListAsync(cancellationToken);

    /// <summary>The sessions of everybody that were used since a moment, the last used first.</summary>
    public async Task<List<SessionDocument>> ListAsync(DateTime seenSince, int most, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).Find(session => session.SeenAt > seenSince).SortByDescending(session => session.SeenAt).Limit(most).ToListAsync(cancellationToken);

    /// <summary>Adds a session; those that nobody has used for too long go meanwhile.</summary>
    public async Task AddAsync(SessionDocument session, DateTime idleSince, CancellationToken cancellationToken)
    {
        var sessions = await _sessions.OpenAsync(cancellationToken);
        await Task.WhenAll(
            sessions.InsertOneAsync(session, cancellationToken: cancellationToken),
            sessions.DeleteManyAsync(old => old.SeenAt <= idleSince, cancellationToken));
    }

    /// <summary>Notes that a session was used. Lost, it is noted again by the next request.</summary>
    public async Task NoteSeenAsync(string id, DateTime at, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).WithWriteConcern(WriteConcern.W1).UpdateOneAsync(session => session.Id == id, Set.Set(session => session.SeenAt, at), cancellationToken: cancellationToken);

    /// <summary>Takes it upon oneself to ask the provider, unless another request, here or at another replica, has done so.</summary>
    /// <param name="session">The session as it was read.</param>
    /// <param name="next">When the next one may try.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<bool> TryClaimRenewalAsync(SessionDocument session, DateTime next, CancellationToken cancellationToken) =>
        (await (await _sessions.OpenAsync(cancellationToken)).UpdateOneAsync(
            one => one.Id == session.Id && one.RenewAt == session.RenewAt, Set.Set(one => one.RenewAt, next), cancellationToken: cancellationToken)).MatchedCount > 0;

    /// <summary>Notes what the provider answered: its new tokens and when to ask again.</summary>
    public async Task NoteRenewedAsync(string id, byte[] tokens, DateTime next, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).UpdateOneAsync(session => session.Id == id,
            Set.Set(session => session.Tokens, tokens).Set(session => session.RenewAt, next).Unset(session => session.AwaySince), cancellationToken: cancellationToken);

    /// <summary>Notes that the provider does not answer, and when to ask again.</summary>
    public async Task NoteAwayAsync(string id, DateTime since, DateTime next, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).UpdateOneAsync(session => session.Id == id,
            Set.Set(session => session.AwaySince, since).Set(session => session.RenewAt, next), cancellationToken: cancellationToken);

    /// <summary>Ends a session.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken) =>
        (await (await _sessions.OpenAsync(cancellationToken)).DeleteOneAsync(session => session.Id == id, cancellationToken)).DeletedCount > 0;

    /// <summary>Ends all sessions of a person, or all but one.</summary>
    public async Task RemoveAllAsync(Guid person, string? but, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).DeleteManyAsync(session => session.Person == person && session.Id != but, cancellationToken);

    /// <summary>What the provider says is over: one session of its own, or all of somebody that were opened before it said so.</summary>
    public async Task<List<SessionDocument>> ListForProviderAsync(string? providerSession, string? subject, DateTime before, CancellationToken cancellationToken) =>
        await (await _sessions.OpenAsync(cancellationToken)).Find(OverAtProvider(providerSession, subject, before)).ToListAsync(cancellationToken);

    /// <summary>Ends what the provider says is over.</summary>
    /// <returns>How many sessions there were.</returns>
    public async Task<long> RemoveForProviderAsync(string? providerSession, string? subject, DateTime before, CancellationToken cancellationToken) =>
        (await (await _sessions.OpenAsync(cancellationToken)).DeleteManyAsync(OverAtProvider(providerSession, subject, before), cancellationToken)).DeletedCount;

    public void Dispose() => _sessions.Dispose();

    private static FilterDefinition<SessionDocument> OverAtProvider(string? providerSession, string? subject, DateTime before) =>
        providerSession is not null
            ? Builders<SessionDocument>.Filter.Where(session => session.ProviderSession == providerSession && (subject == null || session.Subject == subject))
            : Builders<SessionDocument>.Filter.Where(session => session.Subject == subject && session.OpenedAt <= before);
}
