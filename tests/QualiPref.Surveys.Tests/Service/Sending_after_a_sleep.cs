using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Driver;
using QualiPref.Surveys.Storage;
using QualiPref.Testing;

namespace QualiPref.Surveys.Tests.Service;

/// <summary>A kiosk whose page stays open over a week-end: its monotonic clock stands still while the device is suspended.</summary>
public sealed class Sending_after_a_sleep(RealEngine engine) : IAsyncLifetime
{
    private static readonly DateTimeOffset Friday = LastFriday();
    private static readonly DateTimeOffset Monday = Friday.AddHours(64);

    private readonly FakeTimeProvider _time = new(Friday);
    private readonly string _session = Guid.NewGuid().ToString();
    private SurveysHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurveysHost.StartAsync(engine, _time);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_of_Friday_that_is_sent_on_Monday_stays_on_Friday(bool wasSeenBefore)
    {
        var kiosk = await _host.EnrolAsync();
        if (wasSeenBefore) await SyncAsync(kiosk, Friday, 1_000, Answer(kiosk, 1, Friday, 500));
        var answer = Answer(kiosk, 2, Friday.AddMinutes(10), 601_000);
        _time.SetUtcNow(Monday);
        await SyncAsync(kiosk, Monday, 901_000, answer);

        var kept = await ReadAsync(answer);
        Assert.Equal(Friday.AddMinutes(10).UtcDateTime, kept.AnsweredAt);
        Assert.Equal(DateOnly.FromDateTime(Friday.UtcDateTime), kept.Date);
        // By the monotonic clock it was given five minutes before it came.
        Assert.Equal((Monday.AddMinutes(-5) - Friday.AddMinutes(10)).TotalSeconds, kept.UncertaintySeconds);
        using var quality = _host.As("quality");
        var listed = (await quality.GetJsonAsync($"responses?site={SurveysHost.Site}"))["items"]!.AsArray().Single(one => one!.Text("id") == answer.Text("id"))!;
        Assert.Equal(kept.UncertaintySeconds, listed["uncertaintySeconds"]!.GetValue<double>());
        Assert.Equal(DateOnly.FromDateTime(Monday.UtcDateTime).ToString("O", CultureInfo.InvariantCulture), listed.Text("otherDate"));
    }

    [Fact]
    public async Task An_answer_of_another_day_is_not_moved_when_the_clock_is_set_right_before_it_is_sent()
    {
        var (kiosk, behind) = (await _host.EnrolAsync(), TimeSpan.FromDays(2));
        await SyncAsync(kiosk, Friday - behind, 1_000, Answer(kiosk, 1, Friday - behind, 500));
        JsonObject[] answers = [Answer(kiosk, 2, Friday.AddMinutes(10) - behind, 601_000), Answer(kiosk, 3, Friday.AddMinutes(11) - behind, 661_000)];
        _time.SetUtcNow(Friday.AddMinutes(20));
        // A backlog of two batches: the first tells the server of the new time, the second is dated no worse for it.
        foreach (var answer in answers) await SyncAsync(kiosk, Friday.AddMinutes(20), 1_201_000, answer);

        Assert.Equal(Friday.AddMinutes(10).UtcDateTime, (await ReadAsync(answers[0])).AnsweredAt);
        Assert.Equal(Friday.AddMinutes(11).UtcDateTime, (await ReadAsync(answers[1])).AnsweredAt);
    }

    [Fact]
    public async Task Answers_kept_from_before_it_was_enrolled_anew_are_dated_by_the_syncs_of_then()
    {
        var (old, behind) = (await _host.EnrolAsync(), TimeSpan.FromDays(2));
        await SyncAsync(old, Friday - behind, 1_000, Answer(old, 1, Friday - behind, 500));
        var answer = Answer(old, 2, Friday.AddMinutes(10) - behind, 601_000);
        using var admin = _host.As("admin");
        var code = (await (await admin.PostAsync(new Uri($"kiosks/{old.Id}/enrolment-code", UriKind.Relative), null, TestContext.Current.CancellationToken)).ReadAsync()).Text("enrolmentCode")!;
        var renewed = await _host.EnrolWithAsync(code);
        _time.SetUtcNow(Friday.AddMinutes(20));
        await SyncAsync(renewed, Friday.AddMinutes(20), 1_201_000, answer);

        Assert.Equal(Friday.AddMinutes(10).UtcDateTime, (await ReadAsync(answer)).AnsweredAt);
    }

    private JsonObject Answer(EnrolledKioskClient kiosk, long sequence, DateTimeOffset deviceTime, long elapsed) => kiosk.Answer(sequence,
        ("id", Guid.CreateVersion7().ToString()), ("answeredAt", Text(deviceTime)), ("clock", Clock(elapsed)));

    private async Task SyncAsync(EnrolledKioskClient kiosk, DateTimeOffset deviceTime, long elapsed, JsonObject answer)
    {
        var device = new JsonObject { ["enrolment"] = kiosk.Enrolment, ["sentAt"] = Text(deviceTime), ["clock"] = Clock(elapsed) };
        var reply = await (await kiosk.Http.PostBatchAsync([answer.DeepClone()], device)).ReadAsync();
        Assert.Equal("accepted", reply["items"]!.AsArray().Single()!.Text("result"));
    }

    private Task<SurveyResponse> ReadAsync(JsonObject answer)
    {
        var id = Guid.Parse(answer.Text("id")!);
        return _host.Storage.Responses.Find(response => response.Id == id).SingleAsync(TestContext.Current.CancellationToken);
    }

    private JsonObject Clock(long elapsed) => new() { ["session"] = _session, ["elapsedMs"] = elapsed };

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    // Five in the afternoon or six, by the season: far from midnight. At least three days ago.
    private static DateTimeOffset LastFriday()
    {
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-3);
        while (day.DayOfWeek != DayOfWeek.Friday) day = day.AddDays(-1);
        return new DateTimeOffset(day.AddHours(16), TimeSpan.Zero);
    }
}
