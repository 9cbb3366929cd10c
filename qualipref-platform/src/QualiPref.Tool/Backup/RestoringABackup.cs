using System.Globalization;
using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;

namespace QualiPref.Tool.Backup;

/// <summary>
/// Writes the databases of all services from a backup. The file is read twice: nothing is touched before all of it is known to be what was written. A mark in
/// each database keeps services from working on a part of it; indexes are made by the services when they start.
/// </summary>
/// <param name="surroundings">Where the databases and the broker are.</param>
/// <param name="progress">Hears how far it is.</param>
/// <param name="time">The clock.</param>
internal sealed class RestoringABackup(Surroundings surroundings, Progress progress, TimeProvider time)
{
    private const int MostDocuments = 1_000, MostBytes = 4 * 1024 * 1024;

    private static readonly InsertManyOptions Unordered = new() { IsOrdered = false };

    private readonly ServicesAtWork _services = new(surroundings, time);

    /// <summary>Restores a backup.</summary>
    /// <param name="file">The backup; it is read from its beginning twice.</param>
    /// <param name="replace">Whether what the databases hold is removed.</param>
    /// <param name="later">A later backup, whose erasures hold; null without one. It is read once, to its end.</param>
    /// <param name="cancellationToken">Ends the work: the databases then hold a part, and no service works on them.</param>
    /// <returns>What was restored.</returns>
    /// <exception cref="RefusedException">It cannot be restored; the databases are as they were, unless the message says otherwise.</exception>
    public async Task<BackupContents> RestoreAsync(Stream file, bool replace, Stream? later, CancellationToken cancellationToken)
    {
        var contents = BackupReader.Verify(file);
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"The backup is whole: {contents.Documents.Values.Sum():N0} documents of {contents.Header.At:u}, by version {contents.Header.Code}."));
        await using var queues = surroundings.Broker is { } broker ? new BrokerQueues(broker) : null;
        await _services.DemandNoneAsync(cancellationToken);
        if (queues is not null) await queues.DemandNobodyAsync(cancellationToken);
        if (!replace) await DemandNothingHeldAsync(cancellationToken);

        foreach (var service in Collections.Owners) await RestoreMark.SetAsync(surroundings.For(service), cancellationToken);
        await EmptyAsync(queues, cancellationToken);
        await NoteErasedAsync(later, cancellationToken);
        if (replace) await RemoveAllAsync(cancellationToken);
        file.Position = 0;
        await WriteAsync(file, cancellationToken);
        await _services.DemandNoneAsync(cancellationToken);
        foreach (var service in Collections.Owners) await RestoreMark.RemoveAsync(surroundings.For(service), cancellationToken);
        return contents;
    }

    // Before anything is removed: a restore that is broken off and run again still knows them.
    private async Task NoteErasedAsync(Stream? later, CancellationToken cancellationToken)
    {
        var erased = new ErasedCases(surroundings);
        var noted = await erased.NoteHeldAsync(cancellationToken) + (later is null ? 0 : await erased.NoteOfAsync(later, cancellationToken));
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"Cases that were erased and are erased again where the backup brings them back: {noted:N0}."));
    }

    private async Task DemandNothingHeldAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Collections.Owners)
        {
            var database = surroundings.For(service);
            var name = database.DatabaseNamespace.DatabaseName;
            if (await RestoreMark.IsSetAsync(database, cancellationToken))
            {
                throw new RefusedException($"Database {name} holds a part of a restore that was broken off. With --replace it is removed, and the backup restored as a whole.");
            }
            foreach (var collection in Collections.Kept.Where(one => one.Service == service))
            {
                if (!await database.GetCollection<BsonDocument>(collection.Name).Find(FilterDefinition<BsonDocument>.Empty).Limit(1).AnyAsync(cancellationToken)) continue;
                throw new RefusedException($"Database {name} is not empty: {collection.Name} holds something. With --replace everything in the databases of prefix {surroundings.Prefix} is removed first.");
            }
        }
    }

    private async Task EmptyAsync(BrokerQueues? queues, CancellationToken cancellationToken)
    {
        if (queues is null)
        {
            progress.Say("QUALIPREF_RABBITMQ is not set: where there is a broker, empty its queues before any service starts. What waits in them may be later than the backup.");
            return;
        }
        var removed = await queues.EmptyAsync(cancellationToken);
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"Queues of the broker: {removed:N0} messages removed."));
    }

    // Collection by collection: removing a database takes a privilege that the services do not have.
    private async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        foreach (var service in Collections.Owners)
        {
            var database = surroundings.For(service);
            using var held = await database.ListCollectionNamesAsync(cancellationToken: cancellationToken);
            foreach (var name in (await held.ToListAsync(cancellationToken)).Where(name => name is not (RestoreMark.Collection or ErasedCases.Collection) && !name.StartsWith("system.", StringComparison.Ordinal)))
            {
                await database.DropCollectionAsync(name, cancellationToken);
            }
        }
    }

    private async Task WriteAsync(Stream file, CancellationToken cancellationToken)
    {
        using var reader = new BackupReader(file);
        var restored = new AsRestored(time.GetUtcNow().UtcDateTime);
        while (reader.NextCollection() is { } collection)
        {
            if (Collections.Former.Any(one => $"{one}" == $"{collection}"))
            {
                while (reader.NextDocument(collection) is not null) continue;
                continue;
            }
            var target = surroundings.For(collection.Service).GetCollection<RawBsonDocument>(collection.Name);
            var documents = 0L;
            foreach (var batch in Batches(reader, collection, restored.Of(collection)))
            {
                await target.InsertManyAsync(batch, Unordered, cancellationToken);
                documents += batch.Count;
                progress.Note(collection, documents);
            }
            progress.Done(collection, documents);
        }
    }

    private static IEnumerable<IReadOnlyCollection<RawBsonDocument>> Batches(BackupReader reader, Collection collection, Func<byte[], byte[]>? change)
    {
        var (batch, bytes) = (new List<RawBsonDocument>(MostDocuments), 0);
        while (reader.NextDocument(collection) is { } stored)
        {
            var document = change is null ? stored : change(stored);
            batch.Add(new RawBsonDocument(document));
            bytes += document.Length;
            if (batch.Count < MostDocuments && bytes < MostBytes) continue;
            yield return batch;
            batch.Clear();
            bytes = 0;
        }
        if (batch.Count > 0) yield return batch;
    }
}
