using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Keeps the bytes of files that came with cases, in GridFS. They are stored before the write that names them in a case; whatever no case named within a day is swept away.
/// </summary>
internal sealed class AttachmentStore(ComplaintsStorage storage)
{
    private const int Page = 200;

    private static readonly FilterDefinitionBuilder<StoredFile> Where = Builders<StoredFile>.Filter;

    // Named so that a sweep may be sure: for an hour before it takes a file away, no case begins to name it.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24), Nameable = Kept - TimeSpan.FromHours(1);

    /// <summary>The files that were stored for a case, whether it names them or not. One read of an index.</summary>
    public async Task<IReadOnlyList<Attachment>> OfCaseAsync(Guid caseId, CancellationToken cancellationToken) =>
        await storage.Files.Find(file => file.Metadata.Case == caseId).Project(file => file.Metadata.Attachment).ToListAsync(cancellationToken);

    /// <summary>Those that were stored for a case of late, so that it may still begin to name them. One read of an index.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<Attachment>> NameableAsync(Guid caseId, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await OfCaseAsync(caseId, cancellationToken)).Where(file => file.At > (now - Nameable).UtcDateTime)];

    /// <summary>How many files an agent handed in within a day that no case names, and how many bytes. One read of an index.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(int Files, long Bytes)> UnnamedOfAsync(string agent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (now - Kept).UtcDateTime;
        var lengths = await storage.Files.Find(file => file.Metadata.Agent == agent && file.Metadata.Attachment.At > since)
            .Project(file => file.Metadata.Attachment.Bytes).ToListAsync(cancellationToken);
        return (lengths.Count, lengths.Sum());
    }

    /// <summary>Notes that a case names files now: they stand in no agent's name any more.</summary>
    public async Task NoteNamedAsync(IReadOnlyList<Attachment> files, CancellationToken cancellationToken)
    {
        var ids = files.Where(file => file.From == AttachmentSource.Handler).Select(file => file.Id).ToList();
        if (ids.Count == 0) return;
        await storage.Files.UpdateManyAsync(Where.In(file => file.Id, ids), Builders<StoredFile>.Update.Unset(file => file.Metadata.Agent), cancellationToken: cancellationToken);
    }

    /// <summary>Stores a file for a case, which does not name it yet.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="attachment">What its case will say of it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="agent">The agent in whose name it stands meanwhile; null where it came from elsewhere.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public Task AddAsync(Guid caseId, Attachment attachment, ReadOnlyMemory<byte> content, string? agent, CancellationToken cancellationToken)
    {
        var metadata = new FileMetadata { Case = caseId, Loose = true, Agent = agent, Attachment = attachment }.ToBsonDocument();
        return storage.Bucket.UploadFromBytesAsync(attachment.Id, attachment.Name, content.ToArray(), new GridFSUploadOptions { Metadata = metadata }, cancellationToken);
    }

    /// <summary>The bytes of a file; null when they are not there (any more).</summary>
    public async Task<byte[]?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.Bucket.DownloadAsBytesAsync(id, cancellationToken: cancellationToken);
        }
        catch (Exception exception) when (exception is GridFSFileNotFoundException or GridFSChunkException)
        {
            return null;
        }
    }

    /// <summary>Opens a file for reading; null when it is not there (any more). Whoever reads disposes of it.</summary>
    public async Task<Stream?> OpenAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            return await storage.Bucket.OpenDownloadStreamAsync(id, cancellationToken: cancellationToken);
        }
        catch (GridFSFileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Takes the bytes of a file away, if they are there.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Bucket.DeleteAsync(id, cancellationToken);
        }
        catch (GridFSFileNotFoundException)
        {
            // Somebody else was first.
        }
    }

    /// <summary>Has the next sweep look whether a case still names the files that were stored for one: what a death leaves of their removal is then swept.</summary>
    public Task LoosenAsync(Guid caseId, CancellationToken cancellationToken) => storage.Files.UpdateManyAsync(
        file => file.Metadata.Case == caseId, Builders<StoredFile>.Update.Set(file => file.Metadata.Loose, true), cancellationToken: cancellationToken);

    /// <summary>Takes all files away that were stored for a case, also those that it never named.</summary>
    public async Task RemoveOfCaseAsync(Guid caseId, CancellationToken cancellationToken)
    {
        foreach (var file in await OfCaseAsync(caseId, cancellationToken)) await RemoveAsync(file.Id, cancellationToken);
    }

    /// <summary>Takes away what no case named within a day of its coming in, and what is left of uploads that a death broke off.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many files were taken away.</returns>
    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = now - Kept;
        var removed = await RemoveBrokenOffAsync(until, cancellationToken);
        while (true)
        {
            var page = await storage.Files.Find(file => file.Metadata.Loose == true && file.Metadata.Attachment.At < until.UtcDateTime).Limit(Page).Project(file => file.Id).ToListAsync(cancellationToken);
            if (page.Count == 0) return removed;
            var named = await storage.Cases.Find(Builders<CaseDocument>.Filter.AnyIn(ComplaintsStorage.AttachmentId, page))
                .Project(one => one.Attachments).ToListAsync(cancellationToken);
            var kept = named.SelectMany(files => files).Select(file => file.Id).ToHashSet();
            foreach (var id in page.Where(id => !kept.Contains(id)))
            {
                await RemoveAsync(id, cancellationToken);
                removed++;
            }
            await storage.Files.UpdateManyAsync(Where.In(file => file.Id, page.Where(kept.Contains)), Builders<StoredFile>.Update.Unset(file => file.Metadata.Loose), cancellationToken: cancellationToken);
        }
    }

    // Parts come before the document that makes a file of them. Ids rise with time, so that those of today's uploads are left alone.
    private async Task<long> RemoveBrokenOffAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        var broken = await storage.FileParts.Aggregate()
            .Match(new BsonDocument { ["files_id"] = new BsonDocument("$lt", new BsonBinaryData(Guid.CreateVersion7(until), GuidRepresentation.Standard)), ["n"] = 0 })
            .Lookup(storage.Files.CollectionNamespace.CollectionName, "files_id", "_id", "file")
            .Match(new BsonDocument("file", new BsonDocument("$size", 0)))
            .Project(new BsonDocument("files_id", 1))
            .ToListAsync(cancellationToken);
        if (broken.Count > 0) await storage.FileParts.DeleteManyAsync(new BsonDocument("files_id", new BsonDocument("$in", new BsonArray(broken.Select(part => part["files_id"])))), cancellationToken);
        return broken.Count;
    }
}
