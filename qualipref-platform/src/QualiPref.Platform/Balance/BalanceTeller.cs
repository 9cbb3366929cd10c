using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Work;

namespace QualiPref.Platform.Balance;

/// <summary>
/// Tells the rows of a source: those of changed days at once and again when they are quiet, whoever changed them; all of them when a replica starts or finds the
/// broker again and every hour, one replica for all. What fails is tried again; it takes nothing from the intake but a small share of the time.
/// </summary>
internal sealed class BalanceTeller<TLedger>(
    TLedger ledger,
    RowTelling<TLedger> rows,
    TouchedDays<TLedger> touched,
    LiveCatalogue catalogue,
    MongoDatabases databases,
    Reconnections reconnections,
    TimeProvider time,
    ILogger<BalanceTeller<TLedger>> logger) : IWorker
    where TLedger : IIntakeLedger
{
    private static readonly TimeSpan Everything = TimeSpan.FromHours(1);

    // Often enough to keep the lease, or to take over from a replica that died.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // A busy day is read as a whole however little of it changed: a rest of 20 times the work keeps that below 5 % of the time. It ends
    // after 5 s, else a slow machine would keep everybody waiting for a balance that has long been closed.
    private static readonly Rest AfterTouched = new(TimeSpan.FromSeconds(1), 20, TimeSpan.FromSeconds(5));

    // Seldom, and at start the figures wait for it: a third of the time.
    private static readonly Rest AfterMonth = new(TimeSpan.Zero, 2, TimeSpan.FromSeconds(1));

    private readonly WorkLoop _tellingTouched = new($"Telling the changed days of {ledger.Source}", time, logger);
    private readonly WorkLoop _tellingEverything = new($"Telling all days of {ledger.Source}", time, logger);

    private readonly SweepLease _everything = new(databases.For(ledger.Source), "balance-telling", time);
    private readonly TellingRequests _requests = new(databases.For(ledger.Source));

    // How often the broker had been found again when this replica asked that everything be told.
    private long _askedAfter = -1;

    // The newest day of each site that was not told yet.
    private readonly Dictionary<string, DateOnly> _newest = [];

    // When everything was told last, by whoever holds the lease; null when this replica has just come to hold it: the one before may have died in the middle.
    private long? _toldAt;

    // How often it had been asked for when the telling began.
    private long _toldFor;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await using var alarm = time.CreateTimer(_ => touched.Nudge(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await Task.WhenAll(
            _tellingTouched.RunAsync(token => TellTouchedAsync(alarm, token), stoppingToken),
            _tellingEverything.RunAsync(TellNextMonthAsync, stoppingToken));
    }

    private async Task<TimeSpan> TellTouchedAsync(ITimer alarm, CancellationToken cancellationToken)
    {
        await touched.NudgedAsync(cancellationToken);
        var started = time.GetTimestamp();
        var days = touched.Take(RowTelling<TLedger>.Largest);
        try
        {
            if (days.Count > 0) await rows.TellDaysAsync(days, cancellationToken);
        }
        catch
        {
            touched.Add(days);
            throw;
        }
        if (touched.UntilDue() is { } wait) alarm.Change(wait, Timeout.InfiniteTimeSpan);
        return days.Count > 0 ? AfterTouched.After(time.GetElapsedTime(started)) : TimeSpan.Zero;
    }

    private async Task<TimeSpan> TellNextMonthAsync(CancellationToken cancellationToken)
    {
        var found = reconnections.Count;
        if (found != _askedAfter) await _requests.AskAsync(cancellationToken);
        _askedAfter = found;
        if (!await _everything.TryHoldAsync(cancellationToken))
        {
            // Where it stood is kept: of two replicas that take the lease from each other, each gets on.
            _toldAt = null;
            return Look;
        }
        var asked = await _requests.CountAsync(cancellationToken);
        if (_toldAt is { } told && asked == _toldFor && time.GetElapsedTime(told) < Everything) return Look;
        var started = time.GetTimestamp();
        if (_newest.Count == 0) Begin(asked);
        await TellNewestMonthAsync(_newest, cancellationToken);
        _toldAt = _newest.Count == 0 ? time.GetTimestamp() : null;
        return _toldAt is null ? AfterMonth.After(time.GetElapsedTime(started)) : Look;
    }

    private void Begin(long asked)
    {
        _toldFor = asked;
        // From beyond the last day of all: the first month is empty and finds where each site begins.
        foreach (var site in catalogue.Current.Sites) _newest.Add(site.Code, DateOnly.MaxValue);
    }

    /// <summary>Tells the newest month that is left and moves its sites on to their next; repeating it after a fault is harmless.</summary>
    /// <param name="newest">The newest day of each site that was not told yet.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    private async Task TellNewestMonthAsync(Dictionary<string, DateOnly> newest, CancellationToken cancellationToken)
    {
        var day = newest.Values.DefaultIfEmpty().Max();
        var month = new DateOnly(day.Year, day.Month, 1);
        List<string> sites = [.. newest.Where(site => site.Value >= month).Select(site => site.Key)];
        await rows.TellMonthAsync(sites, month, cancellationToken);
        foreach (var site in sites)
        {
            if (await ledger.NewestDayAsync(site, month, cancellationToken) is { } next) newest[site] = next;
            else newest.Remove(site);
        }
    }

    /// <summary>How long to rest after some work.</summary>
    /// <param name="Shortest">At least.</param>
    /// <param name="Times">How many times as long as the work took.</param>
    /// <param name="Longest">At most.</param>
    private sealed record Rest(TimeSpan Shortest, int Times, TimeSpan Longest)
    {
        public TimeSpan After(TimeSpan work) => TimeSpan.FromTicks(Math.Clamp(work.Ticks * Times, Shortest.Ticks, Longest.Ticks));
    }
}
