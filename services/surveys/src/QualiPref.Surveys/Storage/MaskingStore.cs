using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;
using QualiPref.Surveys.Masking;

namespace QualiPref.Surveys.Storage;

/// <summary>How far the masking of what older versions stored has come. Only one is kept.</summary>
internal sealed class MaskingProgress
{
    public const string Texts = "texts";

    [BsonId]
    public required string Id { get; init; }

    /// <summary>By which rules: with other ones everything is gone through anew.</summary>
    public required int Rules { get; init; }

    /// <summary>Of how many that go through the whole ledger this is, 1 at first.</summary>
    public required int Round { get; init; }

    /// <summary>The last answer that was looked at.</summary>
    public Guid After { get; init; }

    /// <summary>When the round before ended (UTC).</summary>
    [BsonIgnoreIfNull]
    public DateTime? RoundEndedAt { get; init; }
}

/// <summary>Masks personal data in answers that an older version stored, and gives their words a note.</summary>
internal sealed class MaskingStore(SurveysStorage storage)
{
    private const int Page = 500;

    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;
    private static readonly UpdateDefinitionBuilder<SurveyResponse> Set = Builders<SurveyResponse>.Update;

    public async Task<MaskingProgress?> FindAsync(CancellationToken cancellationToken) =>
        await storage.Maskings.Find(one => one.Id == MaskingProgress.Texts).FirstOrDefaultAsync(cancellationToken);

    public Task SaveAsync(MaskingProgress progress, CancellationToken cancellationToken) =>
        storage.Maskings.ReplaceOneAsync(one => one.Id == progress.Id, progress, new ReplaceOptions { IsUpsert = true }, cancellationToken);

    private static readonly ProjectionDefinition<SurveyResponse> Written = Builders<SurveyResponse>.Projection.Include(r => r.Comment).Include(r => r.Texts).Include(r => r.Raw).Include(r => r.Note);

    /// <summary>Masks the next answers in the order of their ids. One read, and one write where there is something to mask.</summary>
    /// <returns>The last of them; null when there was none.</returns>
    public async Task<Guid?> MaskSomeAsync(Guid after, CancellationToken cancellationToken)
    {
        var some = await storage.Responses.Find(Where.Gt(r => r.Id, after)).SortBy(r => r.Id).Limit(Page)
            .Project<SurveyResponse>(Written).ToListAsync(cancellationToken);
        List<UpdateOneModel<SurveyResponse>> updates = [.. some.Select(UpdateOf).OfType<UpdateOneModel<SurveyResponse>>()];
        if (updates.Count > 0) await storage.Responses.BulkWriteAsync(updates, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
        return some.Count == 0 ? null : some[^1].Id;
    }

    private static UpdateOneModel<SurveyResponse>? UpdateOf(SurveyResponse held)
    {
        var comment = held.Comment is null ? null : PersonalData.Masked(held.Comment);
        var texts = held.Texts?.ToDictionary(text => text.Key, text => PersonalData.Masked(text.Value));
        var raw = held.Raw is null ? null : RawContent.Masked(held.Raw);
        var updates = new List<UpdateDefinition<SurveyResponse>>();
        if (comment != held.Comment) updates.Add(Set.Set(r => r.Comment, comment));
        if (texts is not null && texts.Any(text => held.Texts![text.Key] != text.Value)) updates.Add(Set.Set(r => r.Texts, texts));
        if (raw != held.Raw) updates.Add(Set.Set(r => r.Raw, raw));
        if (held.Note is null && CommentNote.Of(comment, texts) is { } note) updates.Add(Set.Set(r => r.Note, note));
        // Words that were erased since they were read stay erased, and a note that was made stays.
        var isAsRead = Where.Eq(r => r.Raw, held.Raw) & (held.Note is null ? Where.Exists(r => r.Note, false) : Where.Eq(r => r.Note!.Version, held.Note.Version));
        return updates.Count == 0 ? null : new UpdateOneModel<SurveyResponse>(Where.Eq(r => r.Id, held.Id) & isAsRead, Set.Combine(updates));
    }
}
