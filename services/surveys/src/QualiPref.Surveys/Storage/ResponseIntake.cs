using System.Runtime.CompilerServices;
using MongoDB.Driver;
using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Parking;
using QualiPref.Platform.Persistence;

namespace QualiPref.Surveys.Storage;

/// <summary>The ledger of answers as the balance reads it; every query walks the index of site and day.</summary>
internal sealed class ResponseIntake(SurveysStorage storage, IMessagePublisher publisher) : IIntakeLedger
{
    private const int Page = 500;

    private static readonly FilterDefinitionBuilder<SurveyResponse> Where = Builders<SurveyResponse>.Filter;

    // What is parked cannot be sent, and would keep the others of its day from it.
    private static readonly FilterDefinition<SurveyResponse> Sendable = Where.Exists(r => r.Parked, false) | Where.Exists(r => r.PendingSince);

    // What no message carries stays in the database.
    private static readonly ProjectionDefinition<SurveyResponse> ToSend = Builders<SurveyResponse>.Projection
        .Exclude(r => r.Comment).Exclude(r => r.Texts).Exclude(r => r.MultiChoices).Exclude(r => r.Raw).Exclude(r => r.Decisions);

    public string Source => SurveysModule.ServiceName;

    /// <summary>The site-days on which answers are counted; those without a site are on none.</summary>
    public static IEnumerable<SiteDay> DaysOf(IEnumerable<SurveyResponse> responses) =>
        responses.Where(response => response.Site is not null).Select(response => new SiteDay(response.Site!, response.Date));

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => DatabaseClock.ReadAsync(storage.Database, cancellationToken);

    public async IAsyncEnumerable<IntakeEntry> EntriesAsync(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = storage.Responses
            .Find(Where.In(r => r.Site, sites) & Where.Gte(r => r.Date, from) & Where.Lte(r => r.Date, to), new FindOptions { BatchSize = LongReads.BatchSize })
            .Project(r => new { r.Id, r.Site, r.Date, r.Status, r.Version, r.PendingSince, r.Parked });
        using var cursor = await entries.ToCursorAsync(cancellationToken);
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            foreach (var entry in cursor.Current)
            {
                yield return new IntakeEntry(entry.Site!, entry.Date, entry.Id, entry.Version, entry.Status, PublicationOf(entry.PendingSince, entry.Parked));
            }
        }
    }

    public async Task<DateOnly?> NewestDayAsync(string site, DateOnly before, CancellationToken cancellationToken) =>
        (await storage.Responses.Find(r => r.Site == site && r.Date < before)
            .SortByDescending(r => r.Date)
            .Project(r => new { r.Date })
            .FirstOrDefaultAsync(cancellationToken))?.Date;

    public async Task ResendAsync(SiteDay day, bool overrules, CancellationToken cancellationToken)
    {
        var ofDay = Where.Eq(r => r.Site, day.Site) & Where.Eq(r => r.Date, day.Date) & Sendable;
        var after = Guid.Empty;
        List<SurveyResponse> page;
        do
        {
            page = await storage.Responses.Find(ofDay & Where.Gt(r => r.Id, after)).SortBy(r => r.Id).Limit(Page)
                .Project<SurveyResponse>(ToSend).ToListAsync(cancellationToken);
            if (page.Count == 0) return;
            await publisher.PublishAsync([.. ResponseMessages.Of(page).Select(message => Again(message.Body, overrules))], cancellationToken);
            after = page[^1].Id;
        }
        while (page.Count == Page);
    }

    private static Publication PublicationOf(DateTime? pendingSince, ParkedMark? parked) =>
        pendingSince is not null ? Publication.Pending : parked is not null ? Publication.Parked : Publication.Done;

    private static OutgoingMessage<SurveyResponsesRecorded> Again(SurveyResponsesRecorded message, bool overrules) =>
        new(Guid.NewGuid(), message with { Overrules = overrules });
}
