using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Surveys.Storage;

/// <summary>Answers that wait for a decision and have a cause in common.</summary>
/// <param name="Code">The cause.</param>
/// <param name="Site">Their site; null for those of none.</param>
/// <param name="Kiosk">The kiosk that sent them; null for those of none.</param>
/// <param name="Until">When the last of them had come: later ones nobody has looked at.</param>
internal sealed record AsideGroup(string Code, string? Site, Guid? Kiosk, DateTimeOffset Until);

/// <summary>Commits each decision with its outbox mark and its entry of the audit log in one write.</summary>
internal sealed class DecisionStore(SurveysStorage storage, LedgerOutbox<SurveyResponse, Guid, SurveyResponsesRecorded> outbox)
{
    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;
    private static readonly UpdateDefinitionBuilder<SurveyResponse> Set = Builders<SurveyResponse>.Update;

    public async Task<SurveyResponse?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await storage.Responses.Find(response => response.Id == id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Some answers; those that there are not are absent. One read.</summary>
    public Task<List<SurveyResponse>> FindAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        storage.Responses.Find(Where.In(response => response.Id, ids)).ToListAsync(cancellationToken);

    /// <summary>Answers of a group that still wait, the oldest first. One read.</summary>
    public Task<List<SurveyResponse>> FindAsync(AsideGroup group, int most, CancellationToken cancellationToken) => storage.Responses.Find(FilterOf(group))
        .SortBy(response => response.Date).ThenBy(response => response.Id).Limit(most).ToListAsync(cancellationToken);

    /// <summary>How many of a group still wait. One read.</summary>
    public Task<long> CountAsync(AsideGroup group, CancellationToken cancellationToken) => storage.Responses.CountDocumentsAsync(FilterOf(group), cancellationToken: cancellationToken);

    private static FilterDefinition<SurveyResponse> FilterOf(AsideGroup group) =>
        Where.Eq(r => r.Status, ResponseStatus.SetAside) & Where.Eq(r => r.Code, group.Code) & Where.Eq(r => r.Site, group.Site) & Where.Eq(r => r.Kiosk, group.Kiosk)
            & Where.Lte(r => r.ReceivedAt, group.Until.UtcDateTime);

    /// <summary>Commits a decision if the answer is still as it was judged.</summary>
    /// <returns>The answer with its new version, or null when somebody was faster.</returns>
    public async Task<SurveyResponse?> CommitAsync(SurveyResponse held, UpdateDefinition<SurveyResponse> change, Decision decision,
        AuditEntry audit, CancellationToken cancellationToken)
    {
        var update = Set.Combine(change, Set.Inc(r => r.Version, 1), Set.Push(r => r.Decisions, decision)).Audits(audit);
        if (held.Site is not null) update = Set.Combine(update, Set.Set(r => r.PendingSince, decision.At), Trace());
        var decided = await storage.Responses.FindOneAndUpdateAsync<SurveyResponse>(
            r => r.Id == held.Id && r.Version == held.Version, update,
            new FindOneAndUpdateOptions<SurveyResponse> { ReturnDocument = ReturnDocument.After }, cancellationToken);
        if (decided?.PendingSince is not null) outbox.Offer(decided);
        // A version that was not published yet is told with this one.
        if (decided is not null && held.TraceParent is { } overtaken) TraceContext.Link([overtaken]);
        return decided;
    }

    private static UpdateDefinition<SurveyResponse> Trace() =>
        TraceContext.Current is { } trace ? Set.Set(r => r.TraceParent, trace) : Set.Unset(r => r.TraceParent);
}
