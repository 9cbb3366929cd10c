using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Removes letters that belong to nothing. A letter is written before the step that names it, so a death in between leaves personal text that no
/// reader and no erasure would find. Every letter is looked at until its case names it; one that stays without is removed after an hour by the
/// database's clock, long after the request that wrote it has ended. Replicas may do it at once: each write is guarded and safe to repeat.
/// </summary>
internal sealed partial class LetterSweeper(ComplaintsStorage storage, TimeProvider time, ILogger<LetterSweeper> logger) : IWorker
{
    private const int Page = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly WorkLoop _loop = new("Removing letters without a case", time, logger);

    private static readonly FilterDefinitionBuilder<LetterDocument> Where = Builders<LetterDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<LetterDocument> Set = Builders<LetterDocument>.Update;

    /// <summary>Looks at every letter that no case was seen to name yet. Three to five round trips for 500 letters.</summary>
    /// <param name="patience">Since when at least a letter must have been known to belong to nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SweepAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var until = (await DatabaseClock.ReadAsync(storage.Database, cancellationToken) - patience).UtcDateTime;
        var after = Guid.Empty;
        List<Unclaimed> page;
        do
        {
            page = await storage.Letters.Find(Where.Eq(letter => letter.Claimed, null) & Where.Gt(letter => letter.Id, after))
                .SortBy(letter => letter.Id).Limit(Page)
                .Project(letter => new Unclaimed(letter.Id, letter.Case)).ToListAsync(cancellationToken);
            if (page.Count == 0) return;
            await SettleAsync(page, until, cancellationToken);
            after = page[^1].Id;
        }
        while (page.Count == Page);
    }

    public Task RunAsync(CancellationToken stoppingToken) => _loop.RunAsync(async token =>
    {
        await SweepAsync(Patience, token);
        return Pause;
    }, stoppingToken);

    private async Task SettleAsync(List<Unclaimed> page, DateTime until, CancellationToken cancellationToken)
    {
        var cases = page.Select(letter => letter.Case).Distinct();
        var histories = await storage.Cases.Find(Builders<CaseDocument>.Filter.In(one => one.Id, cases)).Project(one => one.History).ToListAsync(cancellationToken);
        var named = histories.SelectMany(history => history).Select(entry => entry.Letter).OfType<Guid>().ToHashSet();
        var claimed = Where.In(letter => letter.Id, page.Select(letter => letter.Id).Where(named.Contains));
        await storage.Letters.UpdateManyAsync(claimed, Set.Set(letter => letter.Claimed, true).Unset(letter => letter.OrphanSince), cancellationToken: cancellationToken);

        List<Guid> rest = [.. page.Select(letter => letter.Id).Where(id => !named.Contains(id))];
        if (rest.Count == 0) return;
        var removed = await storage.Letters.DeleteManyAsync(Where.In(letter => letter.Id, rest) & Where.Lte(letter => letter.OrphanSince, until), cancellationToken);
        await storage.Letters.UpdateManyAsync(Where.In(letter => letter.Id, rest) & Where.Eq(letter => letter.OrphanSince, null),
            Set.CurrentDate(letter => letter.OrphanSince), cancellationToken: cancellationToken);
        if (removed.DeletedCount > 0) LogRemoved(removed.DeletedCount);
    }

    [LoggerMessage(EventId = 2402, Level = LogLevel.Information, Message = "{Letters} letters were removed whose steps were never committed")]
    private partial void LogRemoved(long letters);

    private sealed record Unclaimed(Guid Id, Guid Case);
}
