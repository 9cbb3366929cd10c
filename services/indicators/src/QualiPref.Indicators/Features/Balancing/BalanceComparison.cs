using System.Collections.Concurrent;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>
/// Compares rows with the facts of their site-days. The facts are read after the row and the outcome is written only if the row did not
/// change since: any number of replicas may compare at once.
/// </summary>
internal sealed class BalanceComparison(
    HeldFacts facts,
    BalanceRowStore rows,
    BalanceMonthStore months,
    LedgerOutbox<BalanceMonthDocument, string, BalanceChanged> outbox,
    BalancePace pace,
    LiveCatalogue catalogue,
    TimeProvider time)
{
    // Sites that may have a row which was compared and a month which was not summed with it: after a death, any that there is.
    private readonly ConcurrentDictionary<string, bool> _unsummed = new(catalogue.Current.Sites.Select(site => KeyValuePair.Create(site.Code, true)));

    /// <summary>Compares rows, writes the outcomes and sums their months: one read of facts, one write and one sum for each month of a site.</summary>
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
        await OrElseUnsummedAsync(month.Site, async () =>
        {
            await rows.CloseOrOpenAsync(outcomes, cancellationToken);
            await SumMonthAsync(month.Site, month.Month, cancellationToken);
        });
        return outcomes;
    }

    /// <summary>Sums a month of one site and publishes what changed.</summary>
    public Task SumMonthAsync(string site, DateOnly month, CancellationToken cancellationToken) =>
        SumAsync(site, month, month.AddMonths(1).AddDays(-1), cancellationToken);

    /// <summary>Sums all months of the sites where a death or a fault may have come between comparing and summing.</summary>
    public async Task SumUnsummedAsync(CancellationToken cancellationToken)
    {
        foreach (var site in _unsummed.Keys)
        {
            // Before the sum, so that a fault meanwhile is noted again.
            _unsummed.TryRemove(site, out _);
            await OrElseUnsummedAsync(site, () => SumAsync(site, DateOnly.MinValue, DateOnly.MaxValue, cancellationToken));
        }
    }

    private async Task OrElseUnsummedAsync(string site, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch
        {
            _unsummed[site] = true;
            throw;
        }
    }

    private async Task SumAsync(string site, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        foreach (var changed in await months.SumAsync(site, from, to, cancellationToken)) outbox.Offer(changed);
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
