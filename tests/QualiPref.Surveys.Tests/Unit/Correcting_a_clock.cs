using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Correcting_a_clock
{
    private static readonly DateTimeOffset Received = new(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Answered = new(2026, 7, 3, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Session = Guid.NewGuid();

    [Fact]
    public void Readings_that_agree_are_those_of_the_monotonic_clock()
    {
        var sync = new Sync(Received, Received.AddYears(-10), new ClockReading(Session, 90_000));
        var corrected = Correct(Received.AddYears(-10).AddSeconds(-100), new ClockReading(Session, 30_000), sync);
        Assert.Equal(Received.AddSeconds(-60), corrected.At);
        Assert.Equal(TimeSpan.FromSeconds(40), corrected.Uncertainty);
    }

    [Fact]
    public void A_device_that_slept_is_dated_by_its_wall_clock()
    {
        var sync = new Sync(Received, Received.AddSeconds(5), new ClockReading(Session, 90_000)) { Earlier = [Earlier(TimeSpan.FromSeconds(2))] };
        var corrected = Correct(Answered, new ClockReading(Session, 30_000), sync);
        Assert.Equal(Answered.AddSeconds(-5), corrected.At);
        Assert.Equal(Received.AddSeconds(-60), corrected.OtherReading);
        Assert.Equal(TimeSpan.FromSeconds(3600 - 60 + 5), corrected.Uncertainty);
    }

    [Fact]
    public void A_clock_that_was_set_forwards_since_is_not_believed()
    {
        // Two days behind at the sync before and at the answer, right when it was sent.
        var behind = TimeSpan.FromDays(2);
        var sync = new Sync(Received, Received, new ClockReading(Session, 90_000)) { Earlier = [Earlier(behind)] };
        var corrected = Correct(Received.AddSeconds(-60) - behind, new ClockReading(Session, 30_000), sync);
        Assert.Equal(Received.AddSeconds(-60), corrected.At);
        Assert.Equal(behind, corrected.Uncertainty);
    }

    [Fact]
    public void A_clock_that_was_set_back_since_is_not_believed()
    {
        var ahead = TimeSpan.FromDays(2);
        var sync = new Sync(Received, Received, new ClockReading(Session, 90_000));
        Assert.Equal(Received.AddSeconds(-60), Correct(Received.AddSeconds(-60) + ahead, new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void Without_an_earlier_sync_the_earlier_reading_counts()
    {
        var sync = new Sync(Received, Received, new ClockReading(Session, 90_000));
        Assert.Equal(Answered, Correct(Answered, new ClockReading(Session, 30_000), sync).At);
        Assert.Equal(Received.AddSeconds(-60), Correct(Received.AddHours(1), new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void A_sync_that_was_made_after_the_answer_says_nothing_of_before()
    {
        var behind = TimeSpan.FromDays(2);
        var sync = new Sync(Received, Received, new ClockReading(Session, 90_000))
        {
            Earlier = [Earlier(behind), new EarlierSync(1, TimeSpan.Zero, new ClockReading(Session, 80_000))],
        };
        Assert.Equal(Received.AddSeconds(-60), Correct(Received.AddSeconds(-60) - behind, new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void A_sync_of_another_enrolment_may_have_been_another_devices()
    {
        var behind = TimeSpan.FromDays(2);
        var sync = new Sync(Received, Received, new ClockReading(Session, 90_000)) { Earlier = [Earlier(behind) with { Enrolment = 2 }] };
        Assert.Equal(Received.AddSeconds(-60) - behind, Correct(Received.AddSeconds(-60) - behind, new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void After_a_restart_the_offset_at_sending_is_added()
    {
        var sync = new Sync(Received, Received.AddMinutes(-7), new ClockReading(Guid.NewGuid(), 90_000));
        var corrected = Correct(Answered, new ClockReading(Session, 30_000), sync);
        Assert.Equal(Answered.AddMinutes(7), corrected.At);
        Assert.Null(corrected.Uncertainty);
    }

    [Fact]
    public void A_clock_that_runs_ahead_is_set_back()
    {
        var corrected = Correct(Answered, null, new Sync(Received, Received.AddHours(2)));
        Assert.Equal(Answered.AddHours(-2), corrected.At);
    }

    [Fact]
    public void How_far_the_offset_moved_since_the_sync_before_is_the_uncertainty()
    {
        var sync = new Sync(Received, Received.AddSeconds(-40)) { Earlier = [new EarlierSync(1, TimeSpan.FromSeconds(55), null)] };
        Assert.Equal(TimeSpan.FromSeconds(15), Correct(Answered, null, sync).Uncertainty);
    }

    [Fact]
    public void A_monotonic_clock_that_went_backwards_is_not_believed()
    {
        var sync = new Sync(Received, Received.AddMinutes(-1), new ClockReading(Session, 10_000));
        Assert.Equal(Answered.AddMinutes(1), Correct(Answered, new ClockReading(Session, 30_000), sync).At);
    }

    [Fact]
    public void Without_any_word_of_the_device_its_time_stands() => Assert.Equal(Answered, Correct(Answered, null, new Sync(Received)).At);

    [Fact]
    public void With_a_monotonic_clock_alone_nothing_says_how_far_it_may_be_off()
    {
        var corrected = Correct(Answered, new ClockReading(Session, 30_000), new Sync(Received, Clock: new ClockReading(Session, 90_000)));
        Assert.Equal((Received.AddSeconds(-60), null), (corrected.At, corrected.Uncertainty));
    }

    [Theory]
    // Between two syncs of its session; before all of them; after the last of a session; in a session without any.
    [InlineData(30_000, true, 5, 3_600)]
    [InlineData(500, true, 5, null)]
    [InlineData(90_000, true, 3_600, 7_200)]
    [InlineData(30_000, false, 7_200, null)]
    public void What_came_in_a_file_is_dated_by_the_syncs_around_it(long elapsed, bool isOfSession, int seconds, int? other)
    {
        EarlierSync Sync(int offset, Guid session, long at) => new(1, TimeSpan.FromSeconds(offset), new ClockReading(session, at));
        var sync = new Sync(Received) { IsFile = true, Earlier = [Sync(5, Session, 1_000), Sync(3_600, Session, 60_000), Sync(7_200, Guid.NewGuid(), 2_000), new(2, TimeSpan.FromDays(9), null)] };

        var corrected = Correct(Answered, new ClockReading(isOfSession ? Session : Guid.NewGuid(), elapsed), sync);

        Assert.Equal(Answered.AddSeconds(seconds), corrected.At);
        Assert.Equal(other is { } after ? Answered.AddSeconds(after) : (DateTimeOffset?)null, corrected.OtherReading);
        Assert.Equal(other is { } spread ? TimeSpan.FromSeconds(spread - seconds) : null, corrected.Uncertainty);
    }

    [Fact]
    public void What_came_in_a_file_of_a_device_that_never_synced_is_as_the_device_wrote() =>
        Assert.Equal(new CorrectedInstant(Answered, null), Correct(Answered, null, new Sync(Received) { IsFile = true }));

    private static EarlierSync Earlier(TimeSpan offset) => new(1, offset, new ClockReading(Session, 10_000));

    private static CorrectedInstant Correct(DateTimeOffset answeredAt, ClockReading? atAnswer, Sync sync) => DeviceClock.Correct(answeredAt, atAnswer, 1, sync);
}
