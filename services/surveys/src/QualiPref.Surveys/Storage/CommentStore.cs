using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Surveys.Storage;

/// <summary>Which comments are wanted.</summary>
internal sealed record CommentQuery
{
    public required IReadOnlyList<string> Sites { get; init; }

    public Period? Period { get; init; }

    /// <summary>A question of one choice, whose options are the grades.</summary>
    public required string Question { get; init; }

    /// <summary>What was answered to it.</summary>
    public string? Grade { get; init; }

    public string? Language { get; init; }

    public string? Theme { get; init; }

    /// <summary>One of <see cref="CommentFilter"/>.</summary>
    public string? State { get; init; }

    /// <summary>The comment after which to begin.</summary>
    public ResponsePosition? After { get; init; }
}

/// <summary>What comments are looked for by; the words of the contract.</summary>
internal static class CommentFilter
{
    public const string Replied = "replied";
    public const string PassedOn = "passedOn";
    public const string Quotable = "quotable";

    public static IReadOnlyList<string> All { get; } = [CommentState.Unread, CommentState.Read, Replied, PassedOn, Quotable, CommentState.Erased];
}

/// <summary>The comments of the ledger. None of what is written here changes the version of an answer, or has it published.</summary>
internal sealed class CommentStore(SurveysStorage storage)
{
    private const int Page = 500;

    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;
    private static readonly UpdateDefinitionBuilder<SurveyResponse> Set = Builders<SurveyResponse>.Update;

    // What a person withdrew or refused says nothing of the service any more.
    private static readonly FilterDefinition<SurveyResponse> IsHeard = Where.Nin(r => r.Status, [ResponseStatus.Voided, ResponseStatus.Discarded]);

    private static readonly ProjectionDefinition<SurveyResponse> WithoutRaw = Builders<SurveyResponse>.Projection.Exclude(r => r.Raw).Exclude(r => r.Decisions);

    public async Task<SurveyResponse?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Responses.Find(Where.Eq(r => r.Id, id) & Where.Exists(r => r.Note)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Comments, the newest day first.</summary>
    public Task<List<SurveyResponse>> ListAsync(CommentQuery query, int limit, CancellationToken cancellationToken) => storage.Responses.Find(FilterOf(query))
        .Sort(Builders<SurveyResponse>.Sort.Descending(r => r.Date).Descending(r => r.Id))
        .Limit(limit)
        .Project<SurveyResponse>(WithoutRaw)
        .ToListAsync(cancellationToken);

    /// <summary>Commits an act if nobody else acted since it was judged.</summary>
    /// <returns>The comment with its new version, or null when somebody was faster.</returns>
    public async Task<SurveyResponse?> CommitAsync(SurveyResponse held, UpdateDefinition<SurveyResponse> change, AuditEntry audit, CancellationToken cancellationToken) =>
        await storage.Responses.FindOneAndUpdateAsync<SurveyResponse>(
            r => r.Id == held.Id && r.Note!.Version == held.Note!.Version,
            Set.Combine(change, Set.Inc(r => r.Note!.Version, 1)).Audits(audit),
            new FindOneAndUpdateOptions<SurveyResponse> { ReturnDocument = ReturnDocument.After }, cancellationToken);

    /// <summary>Takes the words of an answer away.</summary>
    public static UpdateDefinition<SurveyResponse> Erase(Erasure erasure) => Set
        .Unset(r => r.Comment).Unset(r => r.Texts)
        .Set(r => r.Note!.State, CommentState.Erased).Set(r => r.Note!.Quotable, false).Set(r => r.Note!.Erased, erasure);

    /// <summary>How many comments of before a day still have their words. Reads the index of those alone.</summary>
    /// <param name="sites">Of these sites; null for all.</param>
    /// <param name="before">The day.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public Task<long> CountKeptAsync(IReadOnlyList<string>? sites, DateOnly before, CancellationToken cancellationToken) =>
        storage.Responses.CountDocumentsAsync(sites is null ? IsKeptBefore(before) : IsKeptBefore(before) & Where.In(r => r.Site, sites), cancellationToken: cancellationToken);

    /// <summary>Takes the words of some comments of before a day away.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> EraseSomeAsync(DateOnly before, DateTime now, CancellationToken cancellationToken)
    {
        var ids = await storage.Responses.Find(IsKeptBefore(before)).SortBy(r => r.Date).Limit(Page).Project(r => r.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0) return false;
        var update = Set.Combine(Erase(new Erasure { At = now }), Set.Inc(r => r.Note!.Version, 1));
        await storage.Responses.UpdateManyAsync(Where.In(r => r.Id, ids) & Where.Gt(r => r.Note!.State, CommentState.Erased), update, cancellationToken: cancellationToken);
        return ids.Count == Page;
    }

    /// <summary>The newest comments as far as counting needs them.</summary>
    public async Task CountAsync(CommentQuery query, int most, Action<SurveyResponse> count, CancellationToken cancellationToken)
    {
        using var cursor = await storage.Responses.Find(FilterOf(query), new FindOptions { BatchSize = LongReads.BatchSize })
            .Sort(Builders<SurveyResponse>.Sort.Descending(r => r.Date).Descending(r => r.Id))
            .Limit(most)
            .Project<SurveyResponse>(WithoutRaw)
            .ToCursorAsync(cancellationToken);
        await cursor.ForEachAsync(count, cancellationToken);
    }

    private static FilterDefinition<SurveyResponse> IsKeptBefore(DateOnly before) => Where.Gt(r => r.Note!.State, CommentState.Erased) & Where.Lt(r => r.Date, before);

    private static FilterDefinition<SurveyResponse> FilterOf(CommentQuery query)
    {
        var filter = Where.Exists(r => r.Note) & IsHeard & (query.Sites is [var only] ? Where.Eq(r => r.Site, only) : Where.In(r => r.Site, query.Sites));
        if (query.Period is { } period) filter &= Where.Gte(r => r.Date, period.From) & Where.Lte(r => r.Date, period.To);
        if (query.Grade is { } grade) filter &= Where.Eq($"choices.{query.Question}", grade);
        if (query.Language is { } language) filter &= Where.Eq(r => r.Language, language);
        if (query.Theme is { } theme) filter &= Where.AnyEq(r => r.Note!.Themes, theme);
        if (query.State is { } state) filter &= IsIn(state);
        if (query.After is var (date, id)) filter &= Where.Lte(r => r.Date, date) & (Where.Lt(r => r.Date, date) | Where.Lt(r => r.Id, id));
        return filter;
    }

    private static FilterDefinition<SurveyResponse> IsIn(string state) => state switch
    {
        CommentFilter.Replied => Where.Exists(r => r.Note!.Reply),
        CommentFilter.PassedOn => Where.Exists(r => r.Note!.PassedOn),
        CommentFilter.Quotable => Where.Eq(r => r.Note!.Quotable, true),
        _ => Where.Eq(r => r.Note!.State, state),
    };
}
