using MongoDB.Bson;
using MongoDB.Driver;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>Finds the files of cases that the antivirus has still to see, and writes what it said. The version of a case stays.</summary>
internal sealed class UncheckedFiles(ComplaintsStorage storage)
{
    private static readonly BsonDocument Unchecked = new(ComplaintsStorage.AttachmentState, nameof(AttachmentState.Unchecked));

    /// <summary>Cases that have such files. One read of an index.</summary>
    public async Task<IReadOnlyList<(Guid Case, Attachment File)>> FindAsync(int most, CancellationToken cancellationToken)
    {
        var found = await storage.Cases.Find(Unchecked).Limit(most).Project(one => new { one.Id, one.Attachments }).ToListAsync(cancellationToken);
        return [.. found.SelectMany(one => one.Attachments.Where(file => file.State == AttachmentState.Unchecked).Select(file => (one.Id, file)))];
    }

    /// <summary>How many cases have such files. One read of an index.</summary>
    public Task<long> CountAsync(CancellationToken cancellationToken) => storage.Cases.CountDocumentsAsync(Unchecked, cancellationToken: cancellationToken);

    /// <summary>Writes what the antivirus said of a file.</summary>
    /// <returns>False when the case names it no more, or somebody else was first.</returns>
    public async Task<bool> TrySettleAsync(Guid caseId, Guid file, AttachmentState state, CancellationToken cancellationToken)
    {
        var mine = new BsonDocument { ["_id"] = new BsonBinaryData(file, GuidRepresentation.Standard), ["state"] = nameof(AttachmentState.Unchecked) };
        var settled = await storage.Cases.UpdateOneAsync(
            Builders<CaseDocument>.Filter.Eq(one => one.Id, caseId) & new BsonDocument("attachments", new BsonDocument("$elemMatch", mine)),
            Builders<CaseDocument>.Update.Set("attachments.$.state", state.ToString()), cancellationToken: cancellationToken);
        return settled.ModifiedCount == 1;
    }
}
