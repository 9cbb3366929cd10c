using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Auditing;

/// <summary>
/// The audit log of a service. What is appended is kept once this returns, whatever dies next; it gets its place in the chain within seconds (<see cref="AuditChain"/>).
/// Nothing is ever altered or removed. What one update of a document does is told in that update instead (<see cref="AuditedDocuments"/>).
/// </summary>
/// <param name="service">Name of the service.</param>
/// <param name="databases">The databases.</param>
/// <param name="audited">Names of the collections whose documents hold entries (<see cref="AuditedDocuments"/>).</param>
public sealed class AuditLog(string service, MongoDatabases databases, params IEnumerable<string> audited) : IStorageSetup
{
    private static readonly RequiredIndex[] ChainIndexes =
    [
        new("entry", new BsonDocument("entry._id", 1), Unique: true),
        NewestFirst("at", null),
        NewestFirst("kind", "entry.kind"),
        NewestFirst("by", "entry.by.id"),
        NewestFirst("on", "entry.on.ids"),
        NewestFirst("site", "entry.sites"),
    ];

    private readonly IMongoCollection<AuditEntry> _waiting = databases.For(service).GetCollection<AuditEntry>("auditWaiting");
    private readonly IMongoCollection<SealedEntry> _chain = databases.For(service).GetCollection<SealedEntry>("audit");
    private readonly HeldEntries[] _held = [.. audited.Select(name => new HeldEntries(databases.For(service).GetCollection<HeldEntries.Holder>(name)))];

    /// <summary>Name of the service.</summary>
    public string Service => service;

    internal IMongoDatabase Database => _chain.Database;

    /// <summary>Appends an entry, journaled. One round trip; replicas that append at once do not wait for each other.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => _waiting.InsertOneAsync(entry, cancellationToken: cancellationToken);

    /// <summary>
    /// Gives what waits now its place in the chain, which happens by itself within seconds. One read for each place where entries wait when there are none.
    /// </summary>
    /// <param name="cancellationToken">Ends the work; what has its place keeps it.</param>
    public Task SealAsync(CancellationToken cancellationToken) =>
        new AuditChain(service, _chain).SealAsync([new AppendedEntries(_waiting), .. _held], cancellationToken);

    /// <summary>Entries that agree with a search, the newest first. One read.</summary>
    /// <param name="search">What is looked for.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<SealedEntry>> SearchAsync(AuditSearch search, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        return await _chain.Find(search.Filter()).SortByDescending(one => one.Entry.At).ThenByDescending(one => one.Number).Limit(most).ToListAsync(cancellationToken);
    }

    /// <summary>A part of the chain, in its order. One read.</summary>
    /// <param name="from">Number of the first entry.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<SealedEntry>> ReadAsync(long from, int most, CancellationToken cancellationToken) =>
        await _chain.Find(one => one.Number >= from).SortBy(one => one.Number).Limit(most).ToListAsync(cancellationToken);

    /// <summary>The end of the chain. One read.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<AuditHead> HeadAsync(CancellationToken cancellationToken) => new AuditChain(service, _chain).HeadAsync(cancellationToken);

    /// <inheritdoc />
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await RestoreMark.DemandNoneAsync(Database, cancellationToken);
        await Indexes.EnsureAsync(_chain, ChainIndexes, cancellationToken);
        foreach (var held in _held) await held.PrepareAsync(cancellationToken);
    }

    private static RequiredIndex NewestFirst(string name, string? filter)
    {
        var keys = new BsonDocument();
        if (filter is not null) keys[filter] = 1;
        return new RequiredIndex(name, keys.AddRange(new BsonDocument { ["entry.at"] = -1, ["_id"] = -1 }));
    }
}
