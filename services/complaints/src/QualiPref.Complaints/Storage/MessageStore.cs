using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>Writes what persons add to their cases, and finds the cases that an e-mail is about.</summary>
internal sealed class MessageStore(ComplaintsStorage storage, AggregateOutbox<CaseDocument, ComplaintsChanged> outbox)
{
    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    /// <summary>
    /// Adds a message with its files to a case that still is as it was read, and where it ends the wait for the person, takes that step in the same update. A message alone leaves the
    /// version: what a handler has begun to write must not be refused because the person wrote too.
    /// </summary>
    /// <returns>False when somebody changed the case meanwhile, or the message is there, or there is no place for it.</returns>
    public async Task<bool> TryAddAsync(
        CaseDocument document, PersonMessage message, IReadOnlyList<Attachment> files, Decision.Accepted? resumed, CancellationToken cancellationToken)
    {
        var push = Builders<CaseDocument>.Update.Push(one => one.Messages, message).PushEach(one => one.Attachments, files);
        var update = resumed is null ? push : Builders<CaseDocument>.Update.Combine(push, CaseStore.StepOf(document, resumed.Next, resumed.Entry));
        var added = await storage.Cases.UpdateOneAsync(
            CaseStore.AsRead(document) & Where.Not(Where.ElemMatch(one => one.Messages, known => known.Id == message.Id))
                & new BsonDocument($"messages.{PersonMessage.MostOfACase - 1}", new BsonDocument("$exists", false)),
            update, cancellationToken: cancellationToken);
        if (added.ModifiedCount == 0) return false;
        if (resumed is not null) outbox.Offer(document.Id);
        return true;
    }

    /// <summary>Notes that a handler has read a message.</summary>
    /// <returns>False when it was noted before.</returns>
    public async Task<bool> TryMarkReadAsync(Guid id, Guid message, AuditEntry audit, CancellationToken cancellationToken)
    {
        var unread = Where.ElemMatch(one => one.Messages, known => known.Id == message && known.Unread);
        var read = await storage.Cases.UpdateOneAsync(
            CaseStore.Kept(id) & unread, Builders<CaseDocument>.Update.Unset("messages.$.unread").Audits(audit), cancellationToken: cancellationToken);
        return read.ModifiedCount == 1;
    }

    /// <summary>The case that wrote one of these letters by e-mail, with that letter's delivery; null without any. One read of an index.</summary>
    public async Task<CaseDocument?> FindByDeliveriesAsync(IEnumerable<Guid> deliveries, CancellationToken cancellationToken)
    {
        var ids = new BsonArray(deliveries.Select(id => new BsonBinaryData(id, GuidRepresentation.Standard)));
        return ids.Count == 0 ? null : await storage.Cases.Find(new BsonDocument(ComplaintsStorage.DeliveryId, new BsonDocument("$in", ids))).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The case with this reference, or null. One read of an index.</summary>
    public async Task<CaseDocument?> FindByReferenceAsync(string reference, CancellationToken cancellationToken) =>
        await storage.Cases.Find(one => one.Reference == reference).FirstOrDefaultAsync(cancellationToken);

    /// <summary>How many e-mails of an address became cases or messages since then. Two reads of indexes.</summary>
    /// <param name="address">The address, as it is written in them.</param>
    /// <param name="since">The instant (UTC).</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<long> CountFromAsync(string address, DateTime since, CancellationToken cancellationToken)
    {
        var filed = storage.Cases.CountDocumentsAsync(
            Where.Eq(one => one.Filing.Contact!.Email, address) & Where.Eq(one => one.State.Channel, Channels.Email) & new BsonDocument("history.0.at", new BsonDocument("$gte", since)),
            cancellationToken: cancellationToken);
        // By address alone first: an index that holds only some of the cases is not seen behind a condition on one message.
        var added = await storage.Cases.Find(new BsonDocument(ComplaintsStorage.MessageFrom, address) & Where.ElemMatch(one => one.Messages, message => message.From == address && message.At >= since))
            .Project<CaseDocument>(Builders<CaseDocument>.Projection.Include("messages.from").Include("messages.at")).ToListAsync(cancellationToken);
        return await filed + added.SelectMany(one => one.Messages).Count(message => message.From == address && message.At >= since);
    }
}
