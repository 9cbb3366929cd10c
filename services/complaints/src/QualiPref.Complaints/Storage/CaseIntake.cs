using System.Runtime.CompilerServices;
using MongoDB.Driver;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;

namespace QualiPref.Complaints.Storage;

/// <summary>The cases as the balance reads them, each on its day of reception; every query walks the index of site and day.</summary>
internal sealed class CaseIntake(ComplaintsStorage storage, IMessagePublisher publisher) : IIntakeLedger
{
    private const int Page = 500;

    private static readonly FilterDefinitionBuilder<CaseDocument> Where = Builders<CaseDocument>.Filter;

    public string Source => ComplaintsModule.ServiceName;

    /// <summary>The site-days that some versions of cases changed: where they are counted now and where they no longer are.</summary>
    public static IEnumerable<SiteDay> DaysOf(IEnumerable<OutboxEntry<ComplaintsChanged>> versions)
    {
        foreach (var entry in versions)
        {
            foreach (var state in entry.Body.Complaints) yield return new SiteDay(state.Site, state.ReceivedOn);
            if (entry.Left is { } left) yield return left;
        }
    }

    public Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellationToken) => DatabaseClock.ReadAsync(storage.Database, cancellationToken);

    public async IAsyncEnumerable<IntakeEntry> EntriesAsync(IReadOnlyCollection<string> sites, DateOnly from, DateOnly to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = storage.Cases
            .Find(Where.In(one => one.State.Site, sites) & Where.Gte(one => one.State.ReceivedOn, from) & Where.Lte(one => one.State.ReceivedOn, to),
                new FindOptions { BatchSize = LongReads.BatchSize })
            .Project(one => new { one.Id, one.Version, one.State.Site, one.State.ReceivedOn, one.OutboxSince, Parked = one.Parked!.Select(parked => parked.Entry.Version) });
        using var cursor = await entries.ToCursorAsync(cancellationToken);
        while (await cursor.MoveNextAsync(cancellationToken))
        {
            foreach (var entry in cursor.Current)
            {
                // Whatever becomes of a case, it stays in the figures.
                yield return new IntakeEntry(entry.Site, entry.ReceivedOn, entry.Id, entry.Version, IntakeStatus.Counted, PublicationOf(entry.Version, entry.OutboxSince, entry.Parked));
            }
        }
    }

    public async Task<DateOnly?> NewestDayAsync(string site, DateOnly before, CancellationToken cancellationToken) =>
        (await storage.Cases.Find(one => one.State.Site == site && one.State.ReceivedOn < before)
            .SortByDescending(one => one.State.ReceivedOn)
            .Project(one => new { one.State.ReceivedOn })
            .FirstOrDefaultAsync(cancellationToken))?.ReceivedOn;

    public async Task ResendAsync(SiteDay day, bool overrules, CancellationToken cancellationToken)
    {
        var ofDay = Where.Eq(one => one.State.Site, day.Site) & Where.Eq(one => one.State.ReceivedOn, day.Date);
        var after = Guid.Empty;
        int found;
        do
        {
            var page = await storage.Cases.Find(ofDay & Where.Gt(one => one.Id, after)).SortBy(one => one.Id).Limit(Page)
                .Project(one => new { one.Id, one.Version, one.State, one.OutboxSince, Parked = one.Parked!.Select(parked => parked.Entry.Version) }).ToListAsync(cancellationToken);
            found = page.Count;
            if (found == 0) return;
            // What is parked cannot be sent, and would keep the others of its day from it.
            var sendable = page.Where(one => PublicationOf(one.Version, one.OutboxSince, one.Parked) != Publication.Parked);
            var message = new ComplaintsChanged { Complaints = [.. sendable.Select(one => CaseStates.Of(one.Id, one.Version, one.State))], Overrules = overrules };
            if (message.Complaints.Count > 0) await publisher.PublishAsync([new OutgoingMessage<ComplaintsChanged>(Guid.NewGuid(), message)], cancellationToken);
            after = page[^1].Id;
        }
        while (found == Page);
    }

    // The message of an earlier version that is parked tells nothing that the present one does not. Version 0: written before it was kept.
    private static Publication PublicationOf(long version, DateTime? outboxSince, IEnumerable<long>? parked) =>
        outboxSince is not null ? Publication.Pending : parked?.Any(one => one == version || one == 0) == true ? Publication.Parked : Publication.Done;
}
