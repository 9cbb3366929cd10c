using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Features.Balancing;
using QualiPref.Indicators.Features.RecomputingCells;
using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Features.Patrolling;

/// <summary>
/// Looks over one month of a site: facts that were altered or removed straight in the database, rows whose outcome is not what the facts
/// say, facts of which the source told nothing, cells that are not what the facts count to, sums that are not those of the cells. What it reads may be old by a moment, so it
/// writes nothing by itself: what looks wrong is compared and recomputed in the usual, guarded way.
/// </summary>
internal sealed partial class SiteMonthPatrol(
    HeldFacts facts,
    BalanceReader balance,
    BalanceRowStore rows,
    BalanceComparison comparison,
    CellStore cells,
    SpanStore spans,
    CellContents contents,
    CellRecomputation recomputation,
    ILogger<SiteMonthPatrol> logger)
{
    /// <summary>Looks over a month: six reads when all is well.</summary>
    public async Task LookOverAsync(string site, DateOnly month, CancellationToken cancellationToken)
    {
        var last = month.AddMonths(1).AddDays(-1);
        var told = (await balance.ListAsync(site, month, last, cancellationToken)).ToDictionary(row => row.Key);
        var sums = await KeptSums.ReadAsync(spans, site, month, cancellationToken);
        var counted = (await cells.ListAsync([site], month, last, cancellationToken)).ToDictionary(cell => cell.Date);
        var suspects = new List<BalanceRowKey>();
        var stale = new List<SiteDay>();
        var empty = told.Keys.Select(key => key.Day.Date).Concat(counted.Keys).ToHashSet();
        await foreach (var day in facts.WalkAsync(site, month, last, cancellationToken))
        {
            empty.Remove(day.Date);
            Look(day);
        }
        foreach (var date in empty) Look(new PatrolledDay(date));

        await CompareAsync(suspects, told, cancellationToken);
        foreach (var day in stale) await MendAsync(day, cancellationToken);
        if (await sums.MendAsync(counted.Values, cancellationToken)) LogSumMended(site, month);

        void Look(PatrolledDay day)
        {
            var siteDay = new SiteDay(site, day.Date);
            suspects.AddRange(FactSources.Told.Select(source => new BalanceRowKey(source, siteDay))
                .Where(key => IsSuspect(day.Tallies[key.Source], told.GetValueOrDefault(key))));
            if (!day.Altered && !ContentOf(counted.GetValueOrDefault(day.Date)).SaysTheSameAs(contents.Of(day.States.ToStates()))) stale.Add(siteDay);
            if (day.Tallies[FactSources.Measurements].Altered) LogMeasurement(siteDay.ToString());
        }
    }

    // What waits to be compared is left to the worker.
    private static bool IsSuspect(FactTally held, BalanceRowDocument? row) => row is null
        ? held.Facts > 0
        : row.Due is null && (BalanceComparison.Agrees(row, held) != row.Agrees || held.Altered != row.Altered);

    private async Task CompareAsync(
        List<BalanceRowKey> suspects, Dictionary<BalanceRowKey, BalanceRowDocument> told, CancellationToken cancellationToken)
    {
        if (suspects.Count == 0) return;
        await rows.OpenUntoldAsync(suspects.Where(key => !told.ContainsKey(key)), cancellationToken);
        var outcomes = await comparison.CompareAsync(await rows.FindAsync(suspects, cancellationToken), verify: true, cancellationToken);
        foreach (var outcome in outcomes.Where(outcome => outcome.Altered)) LogAltered(outcome.Row.Id);
    }

    private async Task MendAsync(SiteDay day, CancellationToken cancellationToken)
    {
        if (await recomputation.MendAsync(day, cancellationToken)) LogMended(day.ToString());
    }

    private static CellContent ContentOf(SiteDayCell? cell) => new()
    {
        Answers = cell?.Answers ?? [],
        Complaints = cell?.Complaints ?? [],
        Measurements = cell?.Measurements ?? [],
    };

    [LoggerMessage(EventId = 3401, Level = LogLevel.Error, Message = "A fact of {Row} was altered in the database; its source is asked for it")]
    private partial void LogAltered(string row);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Error, Message = "A measurement of site-day {Day} was altered in the database; no source can send it again: type it anew")]
    private partial void LogMeasurement(string day);

    [LoggerMessage(EventId = 3404, Level = LogLevel.Warning, Message = "What is kept of {Month} at {Site}, or of its year, was not the sum of its cells; it is added up anew")]
    private partial void LogSumMended(string site, DateOnly month);

    [LoggerMessage(EventId = 3403, Level = LogLevel.Error, Message = "The cell of site-day {Day} was not what its facts count to; it was recomputed")]
    private partial void LogMended(string day);
}
