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

    private static readonly FilterDefinition<SurveyResponse> HasWords = Where.Gt(r => r.Note!.State, CommentState.Erased);

    private static readonly ProjectionDefinition<SurveyResponse> WithoutRaw = Builders<SurveyResponse>.Projection.Exclude(r => r.Raw).Exclude(r => r.Decisions);

    private static readonly ProjectionDefinition<SurveyResponse> Counted = Builders<SurveyResponse>.Projection
        .Include(r => r.Site).Include(r => r.Note!.State).Include(r => r.Note!.Themes).Include(r => r.Choices).Include(r => r.Comment).Include(r => r.Texts);

    private static readonly ProjectionDefinition<SurveyResponse> Replied = Builders<SurveyResponse>.Projection.Include(r => r.Date).Include(r => r.Note);

    public async Task<SurveyResponse?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Responses.Find(Where.Eq(r => r.Id, id) & Where.Exists(r => r.Note)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Comments, the newest day first.</summary>
    public Task<List<SurveyResponse>> ListAsync(CommentQuery query, int limit, CancellationToken cancellationToken) => storage.Responses.Find(FilterOf(query), OptionsOf(query))
        .Sort(Builders<SurveyResponse>.Sort.Descending(r => r.Date).Descending(r => r.Id))
        .Limit(limit)
        .Project<SurveyResponse>(WithoutRaw)
        .ToListAsync(cancellationToken);

    /// <summary>What a site answered for everybody to read, the newest first; to answers that still say something of the service.</summary>
    public Task<List<SurveyResponse>> ListRepliedAsync(string site, int limit, CancellationToken cancellationToken) => storage.Responses
        .Find(Where.Eq(r => r.Site, site) & Where.Exists(r => r.Note!.Reply!.Said) & IsHeard)
        .SortByDescending(r => r.Note!.Reply!.At)
        .Limit(limit)
        .Project<SurveyResponse>(Replied)
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
        .Unset(r => r.Comment).Unset(r => r.Texts).Unset(r => r.Raw)
        .Set(r => r.Note!.State, CommentState.Erased).Set(r => r.Note!.Quotable, false).Set(r => r.Note!.Erased, erasure);

    /// <summary>How many answers of before a day still have their words, those that could not be read too. Reads the indexes of these alone.</summary>
    /// <param name="sites">Of these sites; null for all.</param>
    /// <param name="before">The day.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public async Task<long> CountKeptAsync(IReadOnlyList<string>? sites, DateOnly before, CancellationToken cancellationToken)
    {
        var ofSites = sites is null ? Where.Empty : Where.In(r => r.Site, sites);
        var counts = await Task.WhenAll(new[] { IsKeptBefore(before), IsUnreadBefore(before) }
            .Select(kept => storage.Responses.CountDocumentsAsync(kept & ofSites, cancellationToken: cancellationToken)));
        return counts.Sum();
    }

    /// <summary>Takes the words of some comments of before a day away.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> EraseSomeAsync(DateOnly before, DateTime now, CancellationToken cancellationToken)
    {
        var ids = await FindSomeAsync(IsKeptBefore(before), cancellationToken);
        if (ids.Count == 0) return false;
        var update = Set.Combine(Erase(new Erasure { At = now }), Set.Inc(r => r.Note!.Version, 1));
        await storage.Responses.UpdateManyAsync(Where.In(r => r.Id, ids) & HasWords, update, cancellationToken: cancellationToken);
        return ids.Count == Page;
    }

    /// <summary>Takes away what some answers of before a day hold that could not be read. They stay what they are; who waits for a decision can only be refused then.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> EraseSomeUnreadAsync(DateOnly before, CancellationToken cancellationToken)
    {
        var ids = await FindSomeAsync(IsUnreadBefore(before), cancellationToken);
        if (ids.Count > 0) await storage.Responses.UpdateManyAsync(Where.In(r => r.Id, ids) & IsUnreadBefore(before), Set.Set(r => r.Raw, SurveyResponse.ErasedRaw), cancellationToken: cancellationToken);
        return ids.Count == Page;
    }

    /// <summary>The newest comments as far as counting needs them.</summary>
    public async Task CountAsync(CommentQuery query, int most, Action<SurveyResponse> count, CancellationToken cancellationToken)
    {
        using var cursor = await storage.Responses.Find(FilterOf(query), OptionsOf(query))
            .Sort(Builders<SurveyResponse>.Sort.Descending(r => r.Date).Descending(r => r.Id))
            .Limit(most)
            .Project<SurveyResponse>(Counted)
            .ToCursorAsync(cancellationToken);
        await cursor.ForEachAsync(count, cancellationToken);
    }

    private Task<List<Guid>> FindSomeAsync(FilterDefinition<SurveyResponse> which, CancellationToken cancellationToken) =>
        storage.Responses.Find(which).SortBy(r => r.Date).Limit(Page).Project(r => r.Id).ToListAsync(cancellationToken);

    private static FilterDefinition<SurveyResponse> IsKeptBefore(DateOnly before) => HasWords & Where.Lt(r => r.Date, before);

    // What was read since has a note where it has words, and goes with it.
    private static FilterDefinition<SurveyResponse> IsUnreadBefore(DateOnly before) =>
        Where.Gt(r => r.Raw, SurveyResponse.ErasedRaw) & Where.Lt(r => r.Date, before) & Where.Exists(r => r.Note, false);

    // Of what nobody read yet there is little, whatever was read since: its own index holds nothing else.
    private static FindOptions OptionsOf(CommentQuery query) =>
        new() { BatchSize = LongReads.BatchSize, Hint = query.State == CommentState.Unread ? SurveysStorage.ByUnreadComment.Name : null };

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
