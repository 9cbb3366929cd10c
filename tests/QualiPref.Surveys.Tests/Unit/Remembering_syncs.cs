using CsCheck;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Remembering_syncs
{
    private static readonly Guid[] Sessions = [new("00000000-0000-0000-0000-00000000000a"), new("00000000-0000-0000-0000-00000000000b")];
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);

    // Few values, so that readings of two pages of a device, of its past and of no clock at all fall on each other.
    private static readonly Gen<ClockReading?> Readings =
        Gen.Select(Gen.Int[0, 2], Gen.Long[0, 3]).Select((session, elapsed) => session == 2 ? null : new ClockReading(Sessions[session], elapsed));

    private static readonly Gen<EarlierSync[]> Pasts =
        Gen.Select(Gen.Int[0, 2], Readings).Select((hours, clock) => new EarlierSync(1, TimeSpan.FromHours(hours), clock)).Array[0, Kiosk.MostNotes];

    [Fact]
    public void The_offset_before_an_answer_is_what_it_would_be_if_every_sync_were_remembered() => Gen.Select(Pasts, Readings, Readings).Sample((past, atAnswer, now) =>
    {
        Assert.Equal(OffsetBefore(past, atAnswer, now), OffsetBefore(Remembered(past), atAnswer, now));
    }, iter: 50_000);

    [Fact]
    public void A_device_left_alone_is_remembered_once()
    {
        EarlierSync[] past = [.. Enumerable.Range(0, 100).Select(minute => new EarlierSync(1, TimeSpan.FromSeconds(minute % 2), new ClockReading(Sessions[0], minute)))];
        Assert.Single(Remembered(past));
    }

    private static TimeSpan? OffsetBefore(IReadOnlyList<EarlierSync> past, ClockReading? atAnswer, ClockReading? now) =>
        new Sync(Now, Now, now) { Earlier = past }.OffsetBefore(1, atAnswer);

    private static IReadOnlyList<EarlierSync> Remembered(EarlierSync[] past)
    {
        var kiosk = new Kiosk { Id = Admitting.Kiosk, Site = "00-SITE", Label = "Accueil", CreatedAt = DateTime.UnixEpoch, Enrolment = 1 };
        foreach (var sync in past)
        {
            if (kiosk.NoteOf(sync.Enrolment, sync.Offset, sync.Clock) is { } note) kiosk.ClockNotes.Add(note);
        }
        return kiosk.EarlierSyncs;
    }
}
