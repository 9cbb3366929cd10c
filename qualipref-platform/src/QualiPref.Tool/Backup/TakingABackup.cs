using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Backup;

/// <summary>
/// Reads the databases of all services, one collection after the other, while the services go on. It writes nothing to them and keeps no more than a batch of
/// documents in memory. See the README of this folder for why the order is enough.
/// </summary>
/// <param name="surroundings">Where the databases are.</param>
/// <param name="progress">Hears how far it is.</param>
/// <param name="time">The clock.</param>
internal sealed class TakingABackup(Surroundings surroundings, Progress progress, TimeProvider time)
{
    private readonly UnplacedAnswers _unplaced = new();

    private readonly Dictionary<string, HashSet<BsonValue>> _ids = Collections.Kept.Select(one => one.Belonging?.Of).OfType<string>().ToDictionary(name => name, _ => new HashSet<BsonValue>());

    /// <summary>Writes a backup.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">Ends the work: what was written by then is no backup.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="RefusedException">There is nothing that could be backed up as a whole.</exception>
    public async Task<BackupContents> WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        foreach (var service in Collections.Owners) await DemandKnownAsync(service, cancellationToken);
        var header = new BackupHeader(CodeVersion.Text, time.GetUtcNow().UtcDateTime, surroundings.Prefix);
        var counts = new Dictionary<string, long>();
        using var writer = new BackupWriter(target, header);
        foreach (var collection in Collections.Kept) counts.Add(collection.ToString(), await WriteAsync(writer, collection, cancellationToken));
        writer.Complete();
        return new BackupContents(header, counts, _unplaced.Count);
    }

    private async Task DemandKnownAsync(string service, CancellationToken cancellationToken)
    {
        var database = surroundings.For(service);
        var name = database.DatabaseNamespace.DatabaseName;
        if (await RestoreMark.IsSetAsync(database, cancellationToken))
        {
            throw new RefusedException($"Database {name} is being restored, or a restore was broken off: it holds only a part of what belongs there.");
        }
        using var held = await database.ListCollectionNamesAsync(cancellationToken: cancellationToken);
        var known = Collections.Kept.Concat(Collections.OfTheMoment).Concat(Collections.Former).Where(one => one.Service == service).Select(one => one.Name);
        var unknown = (await held.ToListAsync(cancellationToken)).Where(one => !one.StartsWith("system.", StringComparison.Ordinal)).Except(known).ToList();
        if (unknown.Count == 0) return;
        throw new RefusedException(
            $"Database {name} holds {string.Join(", ", unknown)}, which this tool ({CodeVersion.Text}) does not know. Use the tool of the version that runs; what is not of QualiPref belongs into another database.");
    }

    private async Task<long> WriteAsync(BackupWriter writer, Collection collection, CancellationToken cancellationToken)
    {
        writer.Begin(collection);
        var documents = 0L;
        using var cursor = await surroundings.For(collection.Service).GetCollection<RawBsonDocument>(collection.Name)
            .Find(FilterDefinition<RawBsonDocument>.Empty, new FindOptions { BatchSize = LongReads.BatchSize }).ToCursorAsync(cancellationToken);
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            foreach (var document in cursor.Current)
            {
                using (document) documents += TryAdd(writer, collection, document) ? 1 : 0;
            }
            progress.Note(collection, documents);
        }
        writer.End(collection, documents);
        progress.Done(collection, documents);
        return documents;
    }

    private bool TryAdd(BackupWriter writer, Collection collection, RawBsonDocument document)
    {
        if (collection.Belonging is var (field, of) && !_ids[of].Contains(document[field])) return false;
        if (_ids.TryGetValue(collection.ToString(), out var ids)) ids.Add(document["_id"]);
        writer.Add(document);
        _unplaced.Note(collection, document);
        return true;
    }
}
