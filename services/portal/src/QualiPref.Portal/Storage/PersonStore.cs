using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Storage;

/// <summary>The persons as they are kept.</summary>
internal sealed class PersonStore(MongoDatabases databases) : IDisposable
{
    private static readonly FilterDefinitionBuilder<Person> Where = Builders<Person>.Filter;

    private static readonly RequiredIndex ByIdentity = new("identity",
        new BsonDocument { ["identity.subject"] = 1, ["identity.issuer"] = 1, ["identity.provider"] = 1 }, Unique: true, Only: Exists("identity.subject"));

    private static readonly RequiredIndex ByEmail = new("email", new BsonDocument("email", 1));
    private static readonly RequiredIndex ByInvitation = new("invited", new BsonDocument("email", 1), Unique: true, Only: new BsonDocument("state", nameof(PersonState.Invited)));
    private static readonly RequiredIndex ByState = new("state", new BsonDocument { ["state"] = 1, ["_id"] = 1 });
    private static readonly RequiredIndex ByStandIn = new("standIn", new BsonDocument("absences.standIn", 1));

    private readonly PreparedCollection<Person> _persons = new(databases, "persons", ByIdentity, ByEmail, ByInvitation, ByState, ByStandIn);

    /// <summary>One round trip.</summary>
    public async Task<Person?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(person => person.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The person whom a provider means.</summary>
    public async Task<Person?> FindAsync(PersonIdentity identity, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(person => person.Identity!.Subject == identity.Subject
            && person.Identity.Issuer == identity.Issuer && person.Identity.Provider == identity.Provider).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Somebody with an address, whatever their state.</summary>
    public async Task<Person?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(person => person.Email == email).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The one who was invited by an address and has not come yet.</summary>
    public async Task<Person?> FindInvitedAsync(string email, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(person => person.Email == email && person.State == PersonState.Invited).FirstOrDefaultAsync(cancellationToken);

    /// <summary>All in some states; there are as many as people who work here.</summary>
    public async Task<List<Person>> ListAsync(IEnumerable<PersonState> states, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(Where.In(person => person.State, states)).SortBy(person => person.Id).ToListAsync(cancellationToken);

    /// <summary>Those who are away now or were or will be, and for whom somebody acts then.</summary>
    public async Task<List<Person>> ListStoodInForAsync(Guid standIn, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).Find(Where.ElemMatch(person => person.Absences, absence => absence.StandIn == standIn)).ToListAsync(cancellationToken);

    /// <summary>Adds somebody, with the entry of the audit log about it where that is an administrator's act.</summary>
    /// <returns>False when another one has the identity or the invitation already.</returns>
    public async Task<bool> TryAddAsync(Person person, AuditEntry? audit, CancellationToken cancellationToken)
    {
        try
        {
            var persons = await _persons.OpenAsync(cancellationToken);
            await (audit is null ? persons.InsertOneAsync(person, cancellationToken: cancellationToken) : persons.InsertAuditedAsync(person, audit, cancellationToken));
            return true;
        }
        catch (MongoException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return false;
        }
    }

    /// <summary>Replaces what was read, unless somebody did so meanwhile, with the entry of the audit log about it in the same write.</summary>
    /// <returns>The person with the next version; null when it moved on, or when another one has the identity already.</returns>
    public async Task<Person?> TryReplaceAsync(Person changed, AuditEntry? audit, CancellationToken cancellationToken)
    {
        var next = changed with { Version = changed.Version + 1 };
        try
        {
            var replaced = await (await _persons.OpenAsync(cancellationToken)).UpdateOneAsync(
                person => person.Id == changed.Id && person.Version == changed.Version, AuditedDocuments.InPlaceOf(next, audit), cancellationToken: cancellationToken);
            return replaced.MatchedCount > 0 ? next : null;
        }
        catch (MongoException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return null;
        }
    }

    /// <summary>Takes somebody away who still waits, unless they changed meanwhile or hold an entry of the audit log that has not its place yet.</summary>
    /// <returns>Whether they are gone.</returns>
    public async Task<bool> TryRemoveWaitingAsync(Person read, CancellationToken cancellationToken) =>
        (await (await _persons.OpenAsync(cancellationToken)).DeleteOneAsync(
            Where.Where(person => person.Id == read.Id && person.Version == read.Version && person.State == PersonState.Waiting) & Where.Exists(AuditedDocuments.Field, exists: false),
            cancellationToken)).DeletedCount > 0;

    /// <summary>Notes that somebody signed in, which changes no version: nobody decides on it.</summary>
    public async Task NoteArrivalAsync(Guid id, DateTime at, CancellationToken cancellationToken) =>
        await (await _persons.OpenAsync(cancellationToken)).UpdateOneAsync(person => person.Id == id, Builders<Person>.Update.Set(person => person.ArrivedAt, at), cancellationToken: cancellationToken);

    public void Dispose() => _persons.Dispose();

    private static BsonDocument Exists(string field) => new(field, new BsonDocument("$exists", true));
}
