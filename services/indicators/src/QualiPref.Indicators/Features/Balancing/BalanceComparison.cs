using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>
/// Compares rows with the facts of their site-days. The facts are read after the row and the outcome is written only if the row did not
/// change since: any number of replicas may compare at once.
/// </summary>
internal sealed class BalanceComparison(
    HeldFacts facts,
    BalanceRowStore rows,
    BalancePace pace,
    TimeProvider time)
{
    /// <summary>Compares rows and writes the outcomes: one read of facts and one write for each month of a site.</summary>
    /// <param name="candidates">The rows as read.</param>
    /// <param name="verify">Whether to check the hash of every fact too.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The outcomes, also those that were overtaken.</returns>
    public async Task<IReadOnlyList<BalanceOutcome>> CompareAsync(
        IReadOnlyList<BalanceRowDocument> candidates, bool verify, CancellationToken cancellationToken)
    {
        var outcomes = new List<BalanceOutcome>(candidates.Count);
        foreach (var month in candidates.GroupBy(SiteMonth.Of)) outcomes.AddRange(await CompareAsync(month.Key, [.. month], verify, cancellationToken));
        IndicatorsTelemetry.Compared(outcomes);
        return outcomes;
    }

    private async Task<IReadOnlyList<BalanceOutcome>> CompareAsync(
        SiteMonth month, IReadOnlyList<BalanceRowDocument> candidates, bool verify, CancellationToken cancellationToken)
    {
        // What failed once is not taken for sound without having looked again.
        var verifies = verify || candidates.Any(row => row.Altered);
        var held = await facts.SumAsync(month.Site, candidates.Select(row => row.Date).Distinct(), verifies, cancellationToken);
        List<BalanceOutcome> outcomes = [.. candidates.Select(row => Judge(row, held.GetValueOrDefault(row.Key) ?? new FactTally(row.Source)))];
        await rows.CloseOrOpenAsync(outcomes, cancellationToken);
        return outcomes;
    }

    /// <summary>Whether facts are those that a row tells of, each sound, and nothing is still on its way.</summary>
    public static bool Agrees(BalanceRowDocument row, FactTally held) => held.Tells(row.Told) && row.Told.Pending == 0 && !held.Altered;

    private BalanceOutcome Judge(BalanceRowDocument row, FactTally held)
    {
        var agrees = Agrees(row, held);
        return new BalanceOutcome(row, held.Facts, held.Altered, agrees, agrees ? null : AskAt(row, held.Altered));
    }

    private DateTime AskAt(BalanceRowDocument row, bool altered)
    {
        if (altered && !row.Altered) return time.GetUtcNow().UtcDateTime; // nothing on its way can mend that
        var rested = row.ChangedAt + pace.Patience;
        if (row.AskAt is not { } next) return rested;
        // What changed since it was asked for may be missing for another reason than what is parked.
        var latest = row.ChangedAt + pace.LastBackOff;
        if (row.Due is not null && next > latest) next = latest;
        return next > rested ? next : rested;
    }
}
