using CsCheck;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Unit;

/// <summary>
/// A device of any site that sleeps, whose clock is set forwards and back and to another time zone, and that is started anew, while it answers and sends.
/// </summary>
public sealed class A_device_with_any_past
{
    private const string Metropole = "Europe/Paris";

    private enum Event
    {
        Wake,
        Sleep,
        Set,
        SetRight,
        SetZone,
        Restart,
        Answer,
        Send,
    }

    // A clock is wrong by hours or by a half more, and sleep takes whole hours: the one may be taken for the other.
    private static readonly Gen<(string Zone, (Event What, int Amount)[] Events)> Pasts = Gen.Select(
        Gen.OneOf(Metropole, "America/Martinique", "Pacific/Noumea"),
        Gen.Select(Gen.Int[0, 7].Select(what => (Event)what), Gen.Int[-48, 48]).Array[1, 40]);

    [Fact]
    public void Gives_the_right_date_whenever_its_wall_clock_was_right_at_both_moments() => Pasts.Sample(past =>
    {
        foreach (var sent in Live(past).Where(sent => sent.WasRight && !sent.LooksAsIfSetRightSince))
            Assert.Equal((sent.At.UtcDateTime, sent.DateOf(sent.At)), (sent.Stored.AnsweredAt, sent.Stored.Date));
    }, iter: 20_000);

    [Fact]
    public void Names_the_right_date_at_least_as_the_other_one_whenever_its_wall_clock_was_right_at_both_moments() => Pasts.Sample(past =>
    {
        foreach (var sent in Live(past).Where(sent => sent.WasRight))
        {
            Assert.Contains(sent.DateOf(sent.At), (DateOnly?[])[sent.Stored.Date, sent.Stored.OtherDate]);
            Assert.InRange(sent.Off, 0, sent.Stored.UncertaintySeconds ?? 0);
        }
    }, iter: 20_000);

    [Fact]
    public void Is_dated_too_late_but_says_by_how_much_when_it_was_set_right_and_then_slept_for_as_long_as_it_had_been_behind()
    {
        (Event, int)[] behindBySixHours = [(Event.Set, -12), (Event.Answer, 0), (Event.Send, 0)];
        (Event, int)[] rightInTheEvening = [(Event.SetRight, 0), (Event.Sleep, 9), (Event.Answer, 0)];

        var sent = Live((Metropole, [.. behindBySixHours, .. rightInTheEvening, (Event.Sleep, 6), (Event.Send, 0)]))[^1];

        var right = sent.DateOf(sent.At);
        Assert.True(sent.WasRight);
        Assert.Equal((right.AddDays(1), right), (sent.Stored.Date, sent.Stored.OtherDate));
        Assert.Equal(TimeSpan.FromHours(6).TotalSeconds, sent.Stored.UncertaintySeconds);
    }

    [Fact]
    public void Gives_the_right_date_whatever_was_done_to_its_clock_when_it_neither_slept_nor_was_started_anew() => Pasts.Sample(past =>
    {
        foreach (var sent in Live(past).Where(sent => sent is { Slept: false, Restarted: false } && sent.Error == sent.ErrorAtSyncBefore))
            Assert.Equal(sent.At.UtcDateTime, sent.Stored.AnsweredAt);
    }, iter: 20_000);

    [Fact]
    public void Says_how_far_it_may_be_off_wherever_its_two_clocks_disagree() => Pasts.Sample(past =>
    {
        foreach (var sent in Live(past).Where(sent => !sent.Restarted))
        {
            // A sleep and a clock that is set back hide each other.
            if (!sent.Slept || sent.Error <= sent.ErrorAtSync) Assert.InRange(sent.Off, 0, sent.Stored.UncertaintySeconds!.Value);
            Assert.Equal(sent.DateOf(sent.ByWall) != sent.DateOf(sent.ByMonotonic), sent.Stored.OtherDate is not null);
        }
    }, iter: 20_000);

    [Fact]
    public void Says_nothing_when_it_slept_and_was_set_back_by_as_much()
    {
        var sent = Live((Metropole, [(Event.Set, 12), (Event.Answer, 0), (Event.Sleep, 6), (Event.SetRight, 0), (Event.Send, 0)])).Single();
        Assert.Equal((TimeSpan.FromHours(6).TotalSeconds, 0), (sent.Off, sent.Stored.UncertaintySeconds));
        Assert.Null(sent.Stored.OtherDate);
    }

    private static List<Sent> Live((string Zone, (Event What, int Amount)[] Events) past)
    {
        var device = new Device(TimeZoneInfo.FindSystemTimeZoneById(past.Zone));
        foreach (var (what, amount) in past.Events) device.Do(what, amount);
        return device.Sent;
    }

    /// <summary>An answer that arrived, with the truth beside it.</summary>
    private sealed record Sent(
        SurveyResponse Stored, TimeZoneInfo Zone, DateTimeOffset At, TimeSpan Error, TimeSpan ErrorAtSync, TimeSpan? ErrorAtSyncBefore, TimeSpan SleptSince, bool Restarted)
    {
        public DateTimeOffset ByWall => At + Error - ErrorAtSync;

        public DateTimeOffset ByMonotonic => At + SleptSince;

        public double Off => (Stored.AnsweredAt - At.UtcDateTime).Duration().TotalSeconds;

        public bool Slept => SleptSince > TimeSpan.Zero;

        public bool WasRight => Error == TimeSpan.Zero && ErrorAtSync == TimeSpan.Zero;

        // It was set right before the answer, but everything it says is what it would say had it been set right since, and had not slept.
        public bool LooksAsIfSetRightSince => Slept && !Restarted && ErrorAtSyncBefore == -SleptSince;

        public DateOnly DateOf(DateTimeOffset instant) => Zone.LocalDate(instant);
    }

    private sealed record Given(DateTimeOffset At, DateTimeOffset Reading, TimeSpan Error, TimeSpan? ErrorAtSyncBefore, ClockReading Clock, TimeSpan SleptUntil);

    private sealed class Device(TimeZoneInfo site)
    {
        private readonly Kiosk _kiosk = new() { Id = Admitting.Kiosk, Site = "00-SITE", Label = "Accueil", CreatedAt = DateTime.UnixEpoch, Enrolment = 1 };
        private readonly List<Given> _waiting = [];
        // Two days before the end of summer time in France.
        private DateTimeOffset _now = new(2026, 10, 23, 12, 0, 0, TimeSpan.Zero);
        private TimeSpan _error;
        private TimeSpan? _errorAtSync;
        private TimeSpan _zone;
        private TimeSpan _slept;
        private Guid _session = Guid.NewGuid();
        private TimeSpan _elapsed;

        public List<Sent> Sent { get; } = [];

        public void Do(Event what, int amount)
        {
            // No two things happen at the same instant.
            Pass(TimeSpan.FromMilliseconds(1));
            switch (what)
            {
                case Event.Wake: Pass(TimeSpan.FromMinutes(Math.Abs(amount))); break;
                case Event.Sleep: Sleep(TimeSpan.FromHours(Math.Abs(amount))); break;
                case Event.Set: _error = TimeSpan.FromHours(amount / 2.0); break;
                case Event.SetRight: _error = TimeSpan.Zero; break;
                case Event.SetZone: _zone = TimeSpan.FromHours(amount % 13); break;
                case Event.Restart: (_session, _elapsed) = (Guid.NewGuid(), TimeSpan.Zero); break;
                case Event.Answer: _waiting.Add(new Given(_now, WallClock, _error, _errorAtSync, Clock, _slept)); break;
                case Event.Send: Send(); break;
                default: throw new ArgumentOutOfRangeException(nameof(what));
            }
        }

        private ClockReading Clock => new(_session, (long)_elapsed.TotalMilliseconds);

        private DateTimeOffset WallClock => (_now + _error).ToOffset(_zone);

        private void Pass(TimeSpan time) => (_now, _elapsed) = (_now + time, _elapsed + time);

        private void Sleep(TimeSpan time) => (_now, _slept) = (_now + time, _slept + time);

        // One batch for each answer: the syncs of the first must not be taken for the past of the others.
        private void Send()
        {
            foreach (var given in _waiting)
            {
                Pass(TimeSpan.FromMilliseconds(1));
                var sync = new Sync(_now, WallClock, Clock) { Earlier = _kiosk.EarlierSyncs };
                var stored = Admitting.Admit(Channels.Kiosk, given.Reading, sync, site.Id, Roles.Kiosk, given.Clock);
                Sent.Add(new Sent(stored, site, given.At, given.Error, _error, given.ErrorAtSyncBefore, _slept - given.SleptUntil, given.Clock.Session != _session));
                if (_kiosk.NoteOf(1, sync.Offset!.Value, sync.Clock) is { } note) _kiosk.ClockNotes.Add(note);
            }
            if (_waiting.Count > 0) _errorAtSync = _error;
            _waiting.Clear();
        }
    }
}
