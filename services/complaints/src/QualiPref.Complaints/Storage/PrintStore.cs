using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>Finds what is to be printed, and keeps the batches in which it was.</summary>
internal sealed class PrintStore(ComplaintsStorage storage)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>The cases with letters that wait to be printed, without their texts. One read of an index and of those cases.</summary>
    /// <param name="sites">Their sites.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<List<CaseDocument>> WaitingAsync(IReadOnlyList<string> sites, CancellationToken cancellationToken)
    {
        FilterDefinition<CaseDocument> waits = new BsonDocument(ComplaintsStorage.DeliveryState, nameof(DeliveryState.ToPrint));
        return storage.Cases.Find(waits & Where.In(one => one.State.Site, sites))
            .Project<CaseDocument>(Builders<CaseDocument>.Projection
                .Exclude(one => one.History).Exclude(one => one.Outbox).Exclude(one => one.Drafts).Exclude(one => one.Filing.Text).Exclude(one => one.Filing.Receipt)
                .Exclude("letters.subject").Exclude("letters.body").Exclude("letters.before"))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Cases with the texts of their letters. One round trip.</summary>
    public Task<List<CaseDocument>> ReadAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        storage.Cases.Find(Where.In(one => one.Id, ids)).ToListAsync(cancellationToken);

    /// <summary>The cases whose letters are in a batch. One round trip.</summary>
    public Task<List<CaseDocument>> CasesOfAsync(Guid batch, CancellationToken cancellationToken) =>
        storage.Cases.Find(new BsonDocument(ComplaintsStorage.DeliveryBatch, new BsonBinaryData(batch, GuidRepresentation.Standard))).ToListAsync(cancellationToken);

    /// <summary>The batch, or null. One round trip.</summary>
    public async Task<PrintBatchDocument?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.PrintBatches.Find(one => one.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Batches of some sites, the newest first. One round trip.</summary>
    public Task<List<PrintBatchDocument>> ListAsync(IReadOnlyList<string> sites, int most, CancellationToken cancellationToken) =>
        storage.PrintBatches.Find(Builders<PrintBatchDocument>.Filter.In(one => one.Site, sites) & Builders<PrintBatchDocument>.Filter.Ne(one => one.Letters, 0))
            .SortByDescending(one => one.MadeAt).Limit(most).ToListAsync(cancellationToken);

    /// <summary>Keeps a new batch, unless one of its id is there.</summary>
    /// <returns>The one that is there.</returns>
    public async Task<PrintBatchDocument> AddOrFindAsync(PrintBatchDocument batch, CancellationToken cancellationToken)
    {
        try
        {
            await storage.PrintBatches.InsertOneAsync(batch, cancellationToken: cancellationToken);
            return batch;
        }
        catch (MongoWriteException exception) when (StorageFaults.IsDuplicateKey(exception))
        {
            return await storage.PrintBatches.Find(one => one.Id == batch.Id).FirstAsync(cancellationToken);
        }
    }

    /// <summary>Says that all letters of a batch are in it.</summary>
    public Task CompleteAsync(Guid id, int letters, CancellationToken cancellationToken) => storage.PrintBatches.UpdateOneAsync(
        one => one.Id == id && one.Letters == null, Builders<PrintBatchDocument>.Update.Set(one => one.Letters, letters), cancellationToken: cancellationToken);

    /// <summary>Says that a batch was posted; the first who says so stands.</summary>
    public Task MarkPostedAsync(Guid id, DateTime at, string by, CancellationToken cancellationToken) => storage.PrintBatches.UpdateOneAsync(
        one => one.Id == id && one.PostedAt == null,
        Builders<PrintBatchDocument>.Update.Set(one => one.PostedAt, at).Set(one => one.PostedBy, by), cancellationToken: cancellationToken);
}
