using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>
/// Asks the sources for the site-days that still disagree, again and again until they agree. From the third time, and at once when a fact
/// was altered, what comes is to overrule what is held. A day that lacks nothing but what is parked, or held, is asked for seldom after that: sending it
/// again and again would park the same again.
/// </summary>
internal sealed partial class ResponseRequests(
    BalanceRowStore rows, BalanceComparison comparison, ParkedStore parked, IMessagePublisher publisher, BalancePace pace, TimeProvider time,
    ILogger<ResponseRequests> logger)
{
    /// <summary>Rows asked for in one turn; also the most that one message holds.</summary>
    public const int MostAtOnce = 500;

    private const int FirstOverruling = 3;

    /// <summary>Compares the rows whose time has come once more and asks for those that still disagree.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var candidates = await rows.FindToAskAsync(MostAtOnce, cancellationToken);
        if (candidates.Count == 0) return;
        var outcomes = await comparison.CompareAsync(candidates, verify: true, cancellationToken);
        var open = outcomes.Where(outcome => !outcome.Agrees).ToLookup(outcome => (outcome.Row.Source, Overrules: Overrules(outcome)));
        foreach (var group in open) await AskAsync(group.Key.Source, group.Key.Overrules, [.. group], cancellationToken);
    }

    private static bool Overrules(BalanceOutcome outcome) => outcome.Altered || outcome.Row.Attempts + 1 >= FirstOverruling;

    // Published before it is noted: a death between the two asks once more, which is harmless.
    private async Task AskAsync(string source, bool overrules, IReadOnlyList<BalanceOutcome> asked, CancellationToken cancellationToken)
    {
        var parkedHere = await CountParkedAsync([.. asked.Select(outcome => outcome.Row)], cancellationToken);
        var now = time.GetUtcNow();
        var request = new ResponsesRequested
        {
            Source = source,
            SiteDays = [.. asked.Select(outcome => new RequestedSiteDay(outcome.Row.Site, outcome.Row.Date))],
            Overrules = overrules,
        };
        await publisher.PublishAsync<ResponsesRequested>([new(Guid.CreateVersion7(now), request)], cancellationToken);
        await rows.NoteAskedAsync(asked.Select(outcome => (outcome.Row.Id, now.UtcDateTime + Rest(outcome))), cancellationToken);
        IndicatorsTelemetry.Asked(source, asked.Count);
        LogAsked(source, asked.Count);

        TimeSpan Rest(BalanceOutcome outcome) =>
            pace.AfterAttempt(outcome.Row.Attempts + 1, WaitsForPerson(outcome, parkedHere.GetValueOrDefault(outcome.Row.Key)));
    }

    private Task<IReadOnlyDictionary<BalanceRowKey, int>> CountParkedAsync(IReadOnlyList<BalanceRowDocument> asked, CancellationToken cancellationToken) =>
        parked.CountByDayAsync([.. asked.Select(row => row.Site).Distinct()], asked.Min(row => row.Date), asked.Max(row => row.Date), orHeld: true, cancellationToken);

    // A record whose later version is parked is held in the version before: no fact is missing then.
    private static bool WaitsForPerson(BalanceOutcome outcome, int parkedHere)
    {
        var missing = outcome.Row.Told.Received - outcome.Facts;
        var parkedInAll = outcome.Row.Told.Parked + parkedHere;
        return parkedInAll > 0 && missing >= 0 && missing <= parkedInAll && !outcome.Altered;
    }

    [LoggerMessage(EventId = 3302, Level = LogLevel.Information, Message = "Asked {Source} once more for the records of {Count} site-days that disagree")]
    private partial void LogAsked(string source, int count);
}
