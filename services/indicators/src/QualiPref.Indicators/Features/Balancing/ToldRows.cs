using Microsoft.Extensions.DependencyInjection;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>Keeps the rows that messages tell, for the balance and for the cuts under way: one write for all of them, and more for each cut.</summary>
internal sealed class ToldRows(BalanceRowStore rows, CutStatementStore statements, [FromKeyedServices(CutWorker.Signal)] WorkSignal cutSignal)
{
    /// <summary>Keeps them; a row that was read before the one that is kept changes nothing.</summary>
    /// <returns>Whether a cut under way may now go on.</returns>
    public async Task<bool> TakeAsync(IReadOnlyList<IntakeBalanceChanged> messages)
    {
        await rows.TellAsync(messages.SelectMany(ToRows), CancellationToken.None);
        var goesOn = await statements.TakeAsync(messages, CancellationToken.None);
        if (goesOn) cutSignal.Nudge();
        return goesOn;
    }

    // A day that is told twice in one message: the last word counts.
    private static IEnumerable<(BalanceRowKey Key, DateTime ReadAt, ToldRow Told)> ToRows(IntakeBalanceChanged message) =>
        message.Rows.Reverse().DistinctBy(row => row.Date).Select(row => (new BalanceRowKey(message.Source, new SiteDay(message.Site, row.Date)), message.ReadAt.UtcDateTime, ToTold(row)));

    private static ToldRow ToTold(IntakeBalanceRow row) => new()
    {
        Received = row.Received,
        Counted = row.Counted,
        SetAside = row.SetAside,
        Discarded = row.Discarded,
        Abandoned = row.Abandoned,
        Voided = row.Voided,
        Pending = row.Pending,
        Parked = row.Parked,
        Digest = row.Digest,
    };
}
