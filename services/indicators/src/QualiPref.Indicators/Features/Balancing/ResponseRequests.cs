using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>
/// Asks the sources for the site-days that still disagree, again and again until they agree. From the third time, and at once when a fact
/// was altered, what comes is to overrule what is held.
/// </summary>
internal sealed class ResponseRequests(
    BalanceRowStore rows, BalanceComparison comparison, IMessagePublisher publisher, BalancePace pace, TimeProvider time)
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
        foreach (var group in open) await AskAsync(group.Key.Source, group.Key.Overrules, [.. group.Select(outcome => outcome.Row)], cancellationToken);
    }

    private static bool Overrules(BalanceOutcome outcome) => outcome.Altered || outcome.Row.Attempts + 1 >= FirstOverruling;

    // Published before it is noted: a death between the two asks once more, which is harmless.
    private async Task AskAsync(string source, bool overrules, IReadOnlyList<BalanceRowDocument> asked, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var request = new ResponsesRequested
        {
            Source = source,
            SiteDays = [.. asked.Select(row => new RequestedSiteDay(row.Site, row.Date))],
            Overrules = overrules,
        };
        await publisher.PublishAsync<ResponsesRequested>([new(Guid.CreateVersion7(now), request)], cancellationToken);
        await rows.NoteAskedAsync(asked.Select(row => (row.Id, now.UtcDateTime + pace.AfterAttempt(row.Attempts + 1))), cancellationToken);
        IndicatorsTelemetry.Asked(source, asked.Count);
    }
}
