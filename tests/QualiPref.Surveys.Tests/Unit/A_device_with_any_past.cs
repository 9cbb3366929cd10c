using CsCheck;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Unit;

/// <summary>A device that sleeps, is set forwards and back or to another time zone, and is started anew, while it answers and sends.</summary>
public sealed class A_device_with_any_past
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private enum Event
    {
        Wake,
        Sleep,
        Set,
        SetRight,
        Restart,
        Answer,
        Send,
    }

    // Sleep takes whole hours and a wrong clock is wrong by hours and a half: the one is never taken for the other.
    private static readonly Gen<(Event What, int Amount)[]> Pasts = Gen.Select(
        Gen.Int[0, 6].Select(what => (Event)what), Gen.Int[-60, 60]).Array[1, 40];

    [Fact]
    public void Gives_the_right_date_whenever_its_wall_clock_was_right_at_both_moments() => Pasts.Sample(past =>
    {
        foreach (var sent in Live(past).Where(sent => sent.Error == TimeSpan.Zero && sent.ErrorAtSync == TimeSpan.Zero))
            Assert.Equal((sent.At.UtcDateTime, Paris.LocalDate(sent.At)), (sent.Stored.AnsweredAt, sent.Stored.Date));
    }, iter: 20_000);

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
            var off = (sent.Stored.AnsweredAt - sent.At.UtcDateTime).Duration().TotalSeconds;
            if (!sent.Slept || sent.Error == sent.ErrorAtSync) Assert.InRange(off, 0, sent.Stored.UncertaintySeconds!.Value);
            Assert.Equal(Paris.LocalDate(sent.ByWall) != Paris.LocalDate(sent.ByMonotonic), sent.Stored.OtherDate is not null);
        }
    }, iter: 20_000);

    private static List<Sent> Live((Event What, int Amount)[] past)
    {
        var device = new Device();
        foreach (var (what, amount) in past) device.Do(what, amount);
        return device.Sent;
    }

    /// <summary>An answer that arrived, with the truth beside it.</summary>
    private sealed record Sent(
        SurveyResponse Stored, DateTimeOffset At, TimeSpan Error, TimeSpan ErrorAtSync, TimeSpan? ErrorAtSyncBefore, bool Slept, bool Restarted,
        DateTimeOffset ByWall, DateTimeOffset ByMonotonic);

    private sealed record Given(DateTimeOffset At, TimeSpan Error, TimeSpan? ErrorAtSyncBefore, ClockReading Clock, TimeSpan SleptUntil);

    private sealed class Device
    {
        private readonly Kiosk _kiosk = new() { Id = Admitting.Kiosk, Site = "00-SITE", Label = "Accueil", CreatedAt = DateTime.UnixEpoch, Enrolment = 1 };
        private readonly List<Given> _waiting = [];
        private DateTimeOffset _now = new(2026, 7, 3, 12, 0, 0, TimeSpan.Zero);
        private TimeSpan _error;
        private TimeSpan? _errorAtSync;
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
                case Event.Set: _error = TimeSpan.FromHours(amount + 0.5); break;
                case Event.SetRight: _error = TimeSpan.Zero; break;
                case Event.Restart: (_session, _elapsed) = (Guid.NewGuid(), TimeSpan.Zero); break;
                case Event.Answer: _waiting.Add(new Given(_now, _error, _errorAtSync, Clock, _slept)); break;
                case Event.Send: Send(); break;
                default: throw new ArgumentOutOfRangeException(nameof(what));
            }
        }

        private ClockReading Clock => new(_session, (long)_elapsed.TotalMilliseconds);

        private void Pass(TimeSpan time) => (_now, _elapsed) = (_now + time, _elapsed + time);

        private void Sleep(TimeSpan time) => (_now, _slept) = (_now + time, _slept + time);

        // One batch for each answer: the syncs of the first must not be taken for the past of the others.
        private void Send()
        {
            foreach (var given in _waiting)
            {
                Pass(TimeSpan.FromMilliseconds(1));
                var sync = new Sync(_now, _now + _error, Clock) { Earlier = _kiosk.EarlierSyncs };
                var stored = Admitting.Admit(Channels.Kiosk, given.At + given.Error, sync, Paris.Id, Roles.Kiosk, given.Clock);
                Sent.Add(new Sent(stored, given.At, given.Error, _error, given.ErrorAtSyncBefore, given.SleptUntil != _slept, given.Clock.Session != _session,
                    given.At + given.Error - _error, given.At + (_slept - given.SleptUntil)));
                if (_kiosk.NoteOf(1, sync.Offset!.Value, sync.Clock) is { } note) _kiosk.ClockNotes.Add(note);
            }
            if (_waiting.Count > 0) _errorAtSync = _error;
            _waiting.Clear();
        }
    }
}
