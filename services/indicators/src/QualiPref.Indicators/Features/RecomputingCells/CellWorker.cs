using System.Diagnostics;
using Microsoft.Extensions.Logging;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Work;

namespace QualiPref.Indicators.Features.RecomputingCells;

/// <summary>
/// Recomputes dirty site-days until there is none. It is woken by each message taken in this process and every two seconds, which finds
/// what a death or another replica left. A site-day is worked once and, a moment later, looked at again: however many messages arrive
/// meanwhile, they cost one more recomputation.
/// </summary>
internal sealed class CellWorker(
    DirtyFacts facts,
    CellRecomputation recomputation,
    BalanceRowStore balance,
    WorkSignal signal,
    CellBacklog backlog,
    TimeProvider time,
    ILogger<CellWorker> logger) : IWorker
{
    private const int DaysPerRound = 64;
    private const int DaysAtOnce = 16;
    private const string FromTheFirst = "";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);

    // Without it, a busy site-day is counted afresh for every few answers, and that takes the processor from the intake.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    private readonly WorkLoop _loop = new("Recomputing site-days", time, logger);

    // Rounds go through the site-days in turn, so that a busy one never keeps the others waiting.
    private string _after = FromTheFirst;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var sweep = time.CreateTimer(_ => signal.Nudge(), null, TimeSpan.Zero, SweepInterval);
        await _loop.RunAsync(WorkAsync, stoppingToken);
    }

    private async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        var since = await signal.NudgedAsync(cancellationToken);
        backlog.Waits(since);
        if (await WorkThroughAsync(cancellationToken))
        {
            IndicatorsTelemetry.Fresh(time.GetElapsedTime(since));
            signal.Nudge(); // for what came meanwhile
        }
        return Gathering;
    }

    /// <summary>Works the dirty site-days in rounds up to the last; one that fails ends the turn and is tried again at the next.</summary>
    private async Task<bool> WorkThroughAsync(CancellationToken cancellationToken)
    {
        var worked = false;
        var beganAtTheFirst = _after == FromTheFirst;
        while (true)
        {
            var days = await facts.FindDaysAsync(_after, DaysPerRound, cancellationToken);
            _after = days.Count == 0 ? FromTheFirst : days[^1];
            if (days.Count == 0 && beganAtTheFirst) backlog.Through();
            if (days.Count == 0 || !await WorkRoundAsync(days, cancellationToken)) return worked;
            worked = true;
        }
    }

    private async Task<bool> WorkRoundAsync(IReadOnlyList<string> days, CancellationToken cancellationToken)
    {
        // While the days are still dirty: after a death the marks are made again, and no row stays closed beside facts that it was not compared with.
        await balance.MarkAsync(days.Select(SiteDay.Parse), cancellationToken);
        var failures = 0;
        await Parallel.ForEachAsync(
            await WorkTogetherAsync([.. days.Select(SiteDay.Parse)], cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = DaysAtOnce, CancellationToken = cancellationToken },
            async (day, token) =>
            {
                // One that fails stays dirty.
                var isDone = await _loop.TryAsync($"Recomputing site-day {day}", () => WorkDayAsync(day, token), token);
                if (!isDone) Interlocked.Increment(ref failures);
            });
        return failures == 0;
    }

    /// <returns>The site-days that are left.</returns>
    private async Task<IReadOnlyList<SiteDay>> WorkTogetherAsync(IReadOnlyList<SiteDay> days, CancellationToken cancellationToken)
    {
        var together = recomputation.WorkTogetherAsync(days, cancellationToken);
        await ((Task)together).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // What failed is done again one by one: that tells which of them it is and why, and costs the others nothing.
        return together.IsCompletedSuccessfully ? together.Result : days;
    }

    private async Task WorkDayAsync(SiteDay day, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow();
        if (await recomputation.ReadAsync(day, cancellationToken) is not { } reading) return;
        // What caused it is known only now; it began with the reading.
        using var activity = TraceContext.Start(IndicatorsTelemetry.Source, "recompute site-day", ActivityKind.Internal, reading.Causes, since);
        var outcome = await recomputation.WriteAsync(reading, cancellationToken);
        activity?.SetTag("qualipref.outcome", IndicatorsTelemetry.NameOf(outcome)).SetTag("qualipref.facts", reading.Notes.Count);
    }
}
