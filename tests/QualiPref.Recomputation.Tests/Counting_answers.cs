using System.Globalization;
using System.Text.Json.Nodes;
using QualiPref.Synthetic.Sending;
using static QualiPref.Recomputation.Tests.Exchanges;

namespace QualiPref.Recomputation.Tests;

public sealed class Counting_answers
{
    private const string Noon = "2026-07-03T12:00:00+02:00";

    [Fact]
    public void Adds_counts_and_never_averages_rates()
    {
        // Évry 1 of 4, Palaiseau 1 of 1: together 2 of 5 = 0.4; the mean of the two rates would be 0.625.
        var recount = Recount(
            Put(1, Answer("91-EVRY", Noon, "satisfait")), Put(2, Answer("91-EVRY", Noon, "peu-satisfait")),
            Put(3, Answer("91-EVRY", Noon, "peu-satisfait")), Put(4, Answer("91-EVRY", Noon, "pas-du-tout-satisfait")),
            Put(5, Answer("91-PALAISEAU", Noon, "tres-satisfait")));
        Assert.Equal(0.4, recount.Total("satisfaction.global").Value);
    }

    [Fact]
    public void Leaves_not_concerned_and_blank_out_of_n_but_shows_them()
    {
        var recount = Recount(
            Put(1, Answer("91-EVRY", Noon, "satisfait")), Put(2, Answer("91-EVRY", Noon, "non-concerne")), Put(3, Answer("91-EVRY", Noon, null)));
        var figure = recount.Total("satisfaction.global");
        Assert.Equal((1, 2, 1.0), (figure.N, figure.Excluded, figure.Value));
        Assert.Equal(new Dictionary<string, long> { ["satisfait"] = 1, ["non-concerne"] = 1 }, figure.Distribution);
        Assert.Equal(3, recount.Total("satisfaction.attente").Excluded);
    }

    [Fact]
    public void Never_counts_an_abandoned_answer()
    {
        var abandoned = Answer("91-EVRY", Noon, null);
        abandoned["outcome"] = "abandoned";
        var figure = Recount(Put(1, abandoned)).Total("satisfaction.global");
        Assert.Equal((0L, 0L), (figure.N, figure.Excluded));
        Assert.Null(figure.Value);
    }

    [Theory]
    [InlineData("2025-12-31T23:30:00Z", "2026")] // already 00:30 on 1 January in Paris
    [InlineData("2026-01-01T00:30:00+01:00", "2026-01")]
    [InlineData("2026-06-30T22:30:00Z", "2026-07")] // summer time: two hours ahead
    [InlineData("2026-03-28T23:10:00Z", "2026-03-29..2026-03-29")] // the day of 23 hours has begun
    [InlineData("2026-10-25T22:30:00Z", "2026-10-25..2026-10-25")] // the day of 25 hours is not over
    [InlineData("2026-10-26T09:30:00+11:00", "2026-10-25..2026-10-25")]
    public void Goes_by_the_date_on_the_wall_of_the_site(string at, string period)
    {
        Assert.Equal(1, Recount(Put(1, Answer("91-EVRY", at, "satisfait"))).Total("satisfaction.global", period).N);
    }

    [Fact]
    public void Counts_one_answer_once_however_often_it_is_acknowledged()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        var recount = Recount(Put(1, answer), Put(1, answer, 200), Batch(null, (1, answer, "duplicate"), (2, answer, "duplicate")), Put(2, answer, 200));
        Assert.Equal(2, recount.Total("satisfaction.global").N);
        Assert.Equal(2, recount.CountedAnswers("essonne", "2026"));
    }

    [Fact]
    public void Ignores_what_was_not_acknowledged()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        var recount = Recount(Put(1, answer, 503), Put(2, answer, 422), Put(3, answer, 409), Put(4, answer, 202),
            Batch(null, (5, answer, "conflict"), (6, answer, "setAside"), (7, answer, "accepted")));
        Assert.Equal(1, recount.Total("satisfaction.global").N);
    }

    [Fact]
    public void Follows_what_staff_decided()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        var recount = Recount(
            Put(1, answer), Decide(1, "void"), Put(1, answer, 200),
            Put(2, answer, 202), Decide(2, "accept"),
            Put(3, answer, 202), Decide(3, "discard"),
            Put(4, answer), Decide(4, "void", 412));
        Assert.Equal(2, recount.Total("satisfaction.global").N);
        var row = Assert.Single(recount.Balance("essonne", "2026"));
        Assert.Equal((4, 2, 1, 1), (row.Received, row.Counted, row.Voided, row.Discarded));
    }

    [Fact]
    public void Moves_a_kiosk_answer_by_what_its_clock_is_off()
    {
        // Sent at 09:00 by this machine; the kiosk believed 09:30: answers are half an hour younger than written.
        var device = new JsonObject { ["sentAt"] = "2026-11-24T09:30:00+01:00" };
        var recount = Recount(Batch(device, (1, Answer("91-EVRY", "2026-11-24T00:20:00+01:00", "satisfait", "kiosk"), "accepted")));
        Assert.Equal(1, recount.Total("satisfaction.global", "2026-11-23..2026-11-23").N);
    }

    [Fact]
    public void Trusts_elapsed_time_within_one_session_of_the_kiosk()
    {
        var session = Id(99);
        var answer = Answer("91-EVRY", "2019-01-01T00:00:00Z", "satisfait", "kiosk");
        answer["clock"] = new JsonObject { ["session"] = session, ["elapsedMs"] = 1000 };
        var device = new JsonObject
        {
            ["sentAt"] = "2019-01-01T10:00:00Z",
            ["clock"] = new JsonObject { ["session"] = session, ["elapsedMs"] = 1000 + (10 * 3600 * 1000) },
        };
        // Ten hours before 09:00 is 23:00 the evening before.
        Assert.Equal(1, Recount(Batch(device, (1, answer, "accepted"))).Total("satisfaction.global", "2026-11-23..2026-11-23").N);
    }

    [Fact]
    public void Dates_what_was_set_aside_unread_by_what_can_be_read_and_else_by_its_arrival()
    {
        JsonObject Odd(string site, string at)
        {
            var answer = Answer(site, at, "moyen");
            answer["surprise"] = 1;
            return answer;
        }
        var recount = Recount(Batch(null, (1, Odd("91-EVRY", Noon), "setAside"), (2, Odd("91-EVRY", "hier"), "setAside"), (3, Odd("99-NULLEPART", Noon), "setAside")));
        var rows = recount.Balance("essonne", "2026").ToDictionary(row => row.Month);
        Assert.Equal(["2026-07", "2026-11"], rows.Keys.Order());
        Assert.All(rows.Values, row => Assert.Equal((1, 1, 0), (row.Received, row.SetAside, row.Counted)));
        Assert.Equal(0, recount.CountedAnswers("essonne", "2026"));
    }

    [Fact]
    public void Does_not_trust_a_clock_that_runs_backwards()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait", "kiosk");
        answer["clock"] = new JsonObject { ["session"] = Id(99), ["elapsedMs"] = 5000 };
        var device = new JsonObject { ["sentAt"] = Now.ToString("O", CultureInfo.InvariantCulture), ["clock"] = new JsonObject { ["session"] = Id(99), ["elapsedMs"] = 4000 } };
        Assert.Equal(1, Recount(Batch(device, (1, answer, "accepted"))).Total("satisfaction.global", "2026-07").N);
    }

    [Fact]
    public void Moves_a_single_answer_of_a_kiosk_as_a_batch_would_and_never_one_of_staff()
    {
        var device = new JsonObject { ["sentAt"] = Now.AddDays(40).ToString("O", CultureInfo.InvariantCulture) };
        var (kiosk, paper) = (Answer("91-EVRY", Noon, "satisfait", "kiosk"), Answer("91-EVRY", Noon, "satisfait", "paper"));
        (kiosk["device"], paper["device"]) = (device, device.DeepClone());
        var recount = Recount(Put(1, kiosk, caller: Caller.Kiosk), Put(2, paper));
        Assert.Equal(1, recount.Total("satisfaction.global", "2026-05").N);
        Assert.Equal(1, recount.Total("satisfaction.global", "2026-07").N);
    }

    [Fact]
    public void Breaks_down_by_channel()
    {
        var recount = Recount(Put(1, Answer("91-EVRY", Noon, "satisfait")), Put(2, Answer("91-EVRY", Noon, "peu-satisfait", "paper")));
        var paper = recount.Figures(Query("satisfaction.global", by: "channel")).Single(figure => figure is { Site: null, Breakdown: ["paper"] });
        Assert.Equal((1, 0.0), (paper.N, paper.Value));
    }
}
