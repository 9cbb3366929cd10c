using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Surveys.Storage;

/// <summary>Which answers a list shows.</summary>
internal sealed record ResponseQuery
{
    /// <summary>The sites whose answers are wanted; null for all answers, those without a site too.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    public Period? Period { get; init; }

    public Guid? Kiosk { get; init; }

    public string? Status { get; init; }

    /// <summary>Why it was set aside.</summary>
    public string? Code { get; init; }

    /// <summary>The answer after which to begin.</summary>
    public ResponsePosition? After { get; init; }
}

/// <summary>Answers that wait for a decision and have a cause, a site and a kiosk in common.</summary>
internal sealed class AsideCount
{
    public required string Code { get; init; }

    public string? Site { get; init; }

    public Guid? Kiosk { get; init; }

    public required int Count { get; init; }

    public required DateOnly FirstDate { get; init; }

    public required DateOnly LastDate { get; init; }

    public required DateTime FirstReceivedAt { get; init; }

    public required DateTime LastReceivedAt { get; init; }

    /// <summary>Smallest offset of the device's clock at reception, in seconds.</summary>
    public double? LeastOffset { get; init; }

    public double? MostOffset { get; init; }
}

/// <summary>The place of an answer in a list.</summary>
internal sealed record ResponsePosition(DateOnly Date, Guid Id);

/// <summary>Reads answers out of the ledger: one query per call.</summary>
internal sealed class ResponseReader(SurveysStorage storage)
{
    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;

    private static readonly ProjectionDefinition<SurveyResponse> WithoutWords = Builders<SurveyResponse>.Projection
        .Exclude(r => r.Comment).Exclude(r => r.Texts).Exclude(r => r.Raw).Exclude(r => r.Decisions).Exclude(r => r.Note);

    /// <summary>Answers by date, then id.</summary>
    public Task<List<SurveyResponse>> ListAsync(ResponseQuery query, int limit, CancellationToken cancellationToken) => storage.Responses.Find(FilterOf(query))
        .Sort(Builders<SurveyResponse>.Sort.Ascending(r => r.Date).Ascending(r => r.Id))
        .Limit(limit)
        .ToListAsync(cancellationToken);

    /// <summary>Answers that wait for a decision, by cause, site and kiosk, the largest group first.</summary>
    /// <param name="sites">The sites whose answers are wanted; null for all answers, those without a site too.</param>
    /// <param name="until">What came later is left out.</param>
    /// <param name="limit">Most groups.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<List<AsideCount>> GroupAsideAsync(IReadOnlyList<string>? sites, DateTime until, int limit, CancellationToken cancellationToken) => storage.Responses.Aggregate()
        .Match(FilterOf(new ResponseQuery { Sites = sites, Status = ResponseStatus.SetAside }) & Where.Lte(r => r.ReceivedAt, until))
        .Group(r => new { r.Code, r.Site, r.Kiosk }, group => new AsideCount
        {
            Code = group.Key.Code!,
            Site = group.Key.Site,
            Kiosk = group.Key.Kiosk,
            Count = group.Count(),
            FirstDate = group.Min(r => r.Date),
            LastDate = group.Max(r => r.Date),
            FirstReceivedAt = group.Min(r => r.ReceivedAt),
            LastReceivedAt = group.Max(r => r.ReceivedAt),
            LeastOffset = group.Min(r => r.OffsetSeconds),
            MostOffset = group.Max(r => r.OffsetSeconds),
        })
        .Sort(Builders<AsideCount>.Sort.Descending(group => group.Count).Ascending(group => group.FirstReceivedAt))
        .Limit(limit).ToListAsync(cancellationToken);

    /// <summary>Answers by their ids; ids of none are left out.</summary>
    public Task<List<SurveyResponse>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        storage.Responses.Find(Where.In(r => r.Id, ids)).ToListAsync(cancellationToken);

    /// <summary>Where answers stand; ids of none are left out.</summary>
    public async Task<Dictionary<Guid, string>> StatusesAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        (await storage.Responses.Find(Where.In(r => r.Id, ids)).Project(r => new { r.Id, r.Status }).ToListAsync(cancellationToken)).ToDictionary(one => one.Id, one => one.Status);

    /// <summary>How many answers of each kiosk wait for a decision; kiosks without any have no entry.</summary>
    public Task<Dictionary<Guid, int>> CountSetAsideAsync(IReadOnlyList<Kiosk> kiosks, CancellationToken cancellationToken) =>
        CountAsync(Where.Eq(r => r.Status, ResponseStatus.SetAside), kiosks, cancellationToken);

    /// <summary>How many answers of each kiosk bear a sequence number that another one bears; kiosks without any have no entry.</summary>
    public Task<Dictionary<Guid, int>> CountRepeatedAsync(IReadOnlyList<Kiosk> kiosks, CancellationToken cancellationToken) =>
        CountAsync(Where.Eq(r => r.SequenceRepeated, true), kiosks, cancellationToken);

    private async Task<Dictionary<Guid, int>> CountAsync(FilterDefinition<SurveyResponse> which, IReadOnlyList<Kiosk> kiosks, CancellationToken cancellationToken)
    {
        var counts = await storage.Responses.Aggregate()
            .Match(which & Where.In(r => r.Kiosk, kiosks.Select(kiosk => (Guid?)kiosk.Id)))
            .Group(r => r.Kiosk, group => new { Kiosk = group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return counts.ToDictionary(count => count.Kiosk!.Value, count => count.Count);
    }

    /// <summary>The counted answers of a site by day, without their words.</summary>
    public async Task ReadCountedAsync(string site, Period period, Action<SurveyResponse> read, CancellationToken cancellationToken)
    {
        using var cursor = await storage.Responses
            .Find(r => r.Site == site && r.Date >= period.From && r.Date <= period.To && r.Status == ResponseStatus.Counted, new FindOptions { BatchSize = LongReads.BatchSize })
            .Sort(Builders<SurveyResponse>.Sort.Ascending(r => r.Date).Ascending(r => r.Id))
            .Project<SurveyResponse>(WithoutWords)
            .ToCursorAsync(cancellationToken);
        await cursor.ForEachAsync(read, cancellationToken);
    }

    private static FilterDefinition<SurveyResponse> FilterOf(ResponseQuery query)
    {
        var filter = query.Sites switch
        {
            null => Where.Empty,
            [var only] => Where.Eq(r => r.Site, only),
            var several => Where.In(r => r.Site, several),
        };
        if (query.Period is { } period) filter &= Where.Gte(r => r.Date, period.From) & Where.Lte(r => r.Date, period.To);
        if (query.Kiosk is { } kiosk) filter &= Where.Eq(r => r.Kiosk, kiosk);
        if (query.Status is { } status) filter &= Where.Eq(r => r.Status, status);
        if (query.Code is { } code) filter &= Where.Eq(r => r.Code, code);
        if (query.After is var (date, id)) filter &= Where.Gte(r => r.Date, date) & (Where.Gt(r => r.Date, date) | Where.Gt(r => r.Id, id));
        return filter;
    }
}
