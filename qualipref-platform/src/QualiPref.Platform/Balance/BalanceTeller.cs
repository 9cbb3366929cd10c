using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QualiPref.Platform.Balance;

/// <summary>
/// Tells the rows of a source: those of changed days at once and again when they are quiet, all at start and every hour. What fails is
/// tried again; it takes nothing from the intake but a small share of the time.
/// </summary>
internal sealed partial class BalanceTeller<TLedger>(
    TLedger ledger,
    RowTelling<TLedger> rows,
    TouchedDays<TLedger> touched,
    Catalogue.Catalogue catalogue,
    TimeProvider time,
    ILogger<BalanceTeller<TLedger>> logger) : BackgroundService
    where TLedger : IIntakeLedger
{
    private static readonly TimeSpan Everything = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    // A busy day is read as a whole however little of it changed: a rest of 20 times the work keeps that below 5 % of the time. It ends
    // after 5 s, else a slow machine would keep everybody waiting for a balance that has long been closed.
    private static readonly Rest AfterTouched = new(TimeSpan.FromSeconds(1), 20, TimeSpan.FromSeconds(5));

    // Seldom, and at start the figures wait for it: a third of the time.
    private static readonly Rest AfterMonth = new(TimeSpan.Zero, 2, TimeSpan.FromSeconds(1));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Task.Run(() => TellTouchedAsync(stoppingToken), stoppingToken), Task.Run(() => TellEverythingAsync(stoppingToken), stoppingToken));

    private async Task TellTouchedAsync(CancellationToken stoppingToken)
    {
        await using var alarm = time.CreateTimer(_ => touched.Nudge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await foreach (var _ in touched.NudgesAsync(stoppingToken))
        {
            var days = touched.Take(RowTelling<TLedger>.Largest);
            if (days.Count > 0 && !await TryAsync(() => rows.TellDaysAsync(days, stoppingToken), AfterTouched, stoppingToken)) touched.Add(days);
            if (touched.UntilDue() is { } wait) alarm.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task TellEverythingAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Everything, time);
        do
        {
            // From beyond the last day of all: the first month is empty and finds where each site begins.
            var newest = catalogue.Sites.ToDictionary(site => site.Code, _ => DateOnly.MaxValue);
            while (newest.Count > 0) await TryAsync(() => TellNewestMonthAsync(newest, stoppingToken), AfterMonth, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Tells the newest month that is left and moves its sites on to their next; repeating it after a fault is harmless.</summary>
    /// <param name="newest">The newest day of each site that was not told yet.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    private async Task TellNewestMonthAsync(Dictionary<string, DateOnly> newest, CancellationToken cancellationToken)
    {
        var day = newest.Values.Max();
        var month = new DateOnly(day.Year, day.Month, 1);
        List<string> sites = [.. newest.Where(site => site.Value >= month).Select(site => site.Key)];
        await rows.TellMonthAsync(sites, month, cancellationToken);
        foreach (var site in sites)
        {
            if (await ledger.NewestDayAsync(site, month, cancellationToken) is { } next) newest[site] = next;
            else newest.Remove(site);
        }
    }

    /// <summary>Does a piece of the work, then rests.</summary>
    /// <returns>Whether it was done.</returns>
    private async Task<bool> TryAsync(Func<Task> work, Rest rest, CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            LogFailed(ledger.Source, exception.GetType().Name);
            await Task.Delay(AfterFault, time, stoppingToken);
            return false;
        }
        await Task.Delay(rest.After(time.GetElapsedTime(started)), time, stoppingToken);
        return true;
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "The balance of {Source} could not be told ({Fault}); it is tried again in 5 seconds")]
    private partial void LogFailed(string source, string fault);

    /// <summary>How long to rest after some work.</summary>
    /// <param name="Shortest">At least.</param>
    /// <param name="Times">How many times as long as the work took.</param>
    /// <param name="Longest">At most.</param>
    private sealed record Rest(TimeSpan Shortest, int Times, TimeSpan Longest)
    {
        public TimeSpan After(TimeSpan work) => TimeSpan.FromTicks(Math.Clamp(work.Ticks * Times, Shortest.Ticks, Longest.Ticks));
    }
}
