using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Balance;

namespace QualiPref.Platform.Tests.Balance;

public sealed class Touching_days
{
    private static readonly SiteDay First = new("91-EVRY", new DateOnly(2026, 7, 3));
    private static readonly SiteDay Second = new("91-EVRY", new DateOnly(2026, 7, 4));
    private static readonly TimeSpan Quiet = TouchedDays<IIntakeLedger>.Quiet;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly TouchedDays<IIntakeLedger> _days;

    public Touching_days() => _days = new TouchedDays<IIntakeLedger>(_time);

    [Fact]
    public void Makes_them_due_at_once_and_again_when_they_were_quiet_and_then_no_more()
    {
        Assert.Null(_days.UntilDue());
        _days.Add([First]);
        Assert.Equal(TimeSpan.Zero, _days.UntilDue());
        Assert.Equal([First], _days.Take(10));

        _time.Advance(Quiet - Moment);
        Assert.Equal(Moment, _days.UntilDue());
        Assert.Empty(_days.Take(10));

        _time.Advance(Moment);
        Assert.Equal([First], _days.Take(10));
        Assert.Null(_days.UntilDue());
    }

    [Fact]
    public void Many_times_is_once()
    {
        _days.Add([First, First]);
        _days.Add([First, new SiteDay(First.Site, First.Date)]);
        Assert.Equal([First], _days.Take(10));
        Assert.Empty(_days.Take(10));
    }

    [Fact]
    public void Again_begins_the_quiet_time_anew()
    {
        _days.Add([First]);
        _days.Take(10);
        _time.Advance(Quiet - Moment);
        _days.Add([First]);
        Assert.Equal([First], _days.Take(10));
        _time.Advance(Quiet - Moment);
        Assert.Empty(_days.Take(10));
        _time.Advance(Moment);
        Assert.Equal([First], _days.Take(10));
    }

    [Fact]
    public void Hands_out_those_that_wait_longest_even_when_others_change_all_the_time()
    {
        _days.Add([First]);
        _time.Advance(Moment);
        _days.Add([Second]);
        _time.Advance(Moment);
        _days.Add([First]);
        Assert.Equal([First], _days.Take(1));
        _days.Add([First]);
        Assert.Equal([Second], _days.Take(1));
        Assert.Equal([First], _days.Take(1));
    }

    [Fact]
    public void Holds_no_more_than_fifty_thousand_and_keeps_those_it_holds_current()
    {
        _days.Add(Enumerable.Range(0, 50_001).Select(number => new SiteDay("91-EVRY", DateOnly.FromDayNumber(number))));
        Assert.Equal(50_000, _days.Take(100_000).Count);
        _days.Add([new SiteDay("91-EVRY", DateOnly.FromDayNumber(7))]);
        Assert.Equal([new SiteDay("91-EVRY", DateOnly.FromDayNumber(7))], _days.Take(10));
    }

    [Fact]
    public async Task Wakes_the_reader_once_however_often_it_was_nudged()
    {
        _days.Add([First]);
        _days.Nudge();
        await _days.NudgedAsync(TestContext.Current.CancellationToken);
        var next = _days.NudgedAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(next.IsCompleted);
        _days.Nudge();
        await next;
    }
}
