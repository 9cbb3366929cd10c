using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Correcting_a_clock
{
    private static readonly DateTimeOffset Received = new(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Answered = new(2026, 7, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Session = Guid.NewGuid();

    [Fact]
    public void Within_one_session_only_the_monotonic_clock_counts()
    {
        var sync = new Sync(Received, Received.AddYears(-10), new ClockReading(Session, 90_000));
        var corrected = DeviceClock.Correct(Answered, new ClockReading(Session, 30_000), sync);
        Assert.Equal(Received.AddSeconds(-60), corrected.At);
        Assert.Equal(TimeSpan.Zero, corrected.Uncertainty);
    }

    [Fact]
    public void After_a_restart_the_offset_at_sending_is_added()
    {
        var sync = new Sync(Received, Received.AddMinutes(-7), new ClockReading(Guid.NewGuid(), 90_000));
        var corrected = DeviceClock.Correct(Answered, new ClockReading(Session, 30_000), sync);
        Assert.Equal(Answered.AddMinutes(7), corrected.At);
        Assert.Null(corrected.Uncertainty);
    }

    [Fact]
    public void A_clock_that_runs_ahead_is_set_back()
    {
        var corrected = DeviceClock.Correct(Answered, null, new Sync(Received, Received.AddHours(2)));
        Assert.Equal(Answered.AddHours(-2), corrected.At);
    }

    [Fact]
    public void How_far_the_offset_moved_since_the_sync_before_is_the_uncertainty()
    {
        var sync = new Sync(Received, Received.AddSeconds(-40), EarlierOffset: TimeSpan.FromSeconds(55));
        Assert.Equal(TimeSpan.FromSeconds(15), DeviceClock.Correct(Answered, null, sync).Uncertainty);
    }

    [Fact]
    public void A_monotonic_clock_that_went_backwards_is_not_believed()
    {
        var sync = new Sync(Received, Received.AddMinutes(-1), new ClockReading(Session, 10_000));
        Assert.Equal(Answered.AddMinutes(1), DeviceClock.Correct(Answered, new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void Without_any_word_of_the_device_its_time_stands() =>
        Assert.Equal(Answered, DeviceClock.Correct(Answered, null, new Sync(Received)).At);
}
