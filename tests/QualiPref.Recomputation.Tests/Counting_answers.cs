using System.Globalization;
using System.Text;
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
        JsonObject Waiting(string option)
        {
            var answer = Answer("91-EVRY", Noon, "satisfait");
            answer["answers"]!["attente"] = option;
            return answer;
        }
        var recount = Recount(Put(1, Waiting("satisfait")), Put(2, Waiting("non-concerne")), Put(3, Answer("91-EVRY", Noon, "satisfait")));
        var figure = recount.Total("satisfaction.attente");
        Assert.Equal((1, 2, 1.0), (figure.N, figure.Excluded, figure.Value));
        Assert.Equal(new Dictionary<string, long> { ["satisfait"] = 1, ["non-concerne"] = 1 }, figure.Distribution);
        Assert.Equal(3, recount.Total("satisfaction.accueil").Excluded);
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

    [Fact]
    public void Counts_a_partial_answer_where_it_answers_and_says_how_many_did()
    {
        JsonObject Partial(JsonObject answers)
        {
            var answer = Answer("91-EVRY", Noon, null);
            (answer["outcome"], answer["answers"]) = ("partial", answers);
            return answer;
        }
        var recount = Recount(
            Put(1, Answer("91-EVRY", Noon, "satisfait")), Put(2, Partial(new JsonObject { ["global"] = "satisfait" })), Put(3, Partial(new JsonObject { ["attente"] = "non-concerne" })));
        var (global, attente) = (recount.Total("satisfaction.global"), recount.Total("satisfaction.attente"));
        Assert.Equal((2, 1, 1), (global.N, global.Partial, global.Excluded));
        Assert.Equal((0, null, 3), (attente.N, attente.Partial, attente.Excluded));
        Assert.Throws<InvalidOperationException>(() => Recount(Put(4, Partial(new JsonObject { ["commentaire"] = " " }))));
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
        var (answer, old) = (Answer("91-EVRY", Noon, "satisfait"), Answer("91-EVRY", LongAgo, "satisfait"));
        var recount = Recount(Put(1, answer, 503), Put(2, answer, 422), Put(3, answer, 409), Put(4, old, 202),
            Batch(null, (5, answer, "conflict"), (6, old, "setAside"), (7, answer, "accepted")));
        Assert.Equal(1, recount.Total("satisfaction.global").N);
        Assert.Equal(0, recount.Total("satisfaction.global", "2023").N);
    }

    [Fact]
    public void Believes_no_refusal_of_what_a_batch_has_to_keep()
    {
        var (answer, old) = (Answer("91-EVRY", Noon, "satisfait"), Answer("91-EVRY", LongAgo, "moyen"));
        Assert.Throws<InvalidOperationException>(() => Recount(Batch(null, (1, answer, "invalid"))));
        Assert.Throws<InvalidOperationException>(() => Recount(Batch(null, (1, old, "invalid"))));
        Assert.Empty(Recount(Batch(null, (1, answer, "invalid")) with { Site = "91-ETAMPES", Kiosk = null }).Balance("essonne", "2026"));
    }

    [Fact]
    public void Names_an_answer_that_was_refused_for_one_that_is_not_there()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        Assert.Equal([Id(2)], Recount(Put(1, answer), Batch(null, (1, answer, "conflict"), (2, answer, "conflict"))).ContradictedByNone);
    }

    [Fact]
    public void Follows_what_staff_decided()
    {
        var (answer, old) = (Answer("91-EVRY", Noon, "satisfait"), Answer("91-EVRY", LongAgo, "satisfait"));
        var recount = Recount(
            Put(1, answer), Decide(1, "void"), Put(1, answer, 200),
            Put(2, old, 202), Decide(2, "accept"),
            Put(3, old, 202), Decide(3, "discard"),
            Put(4, answer), Decide(4, "void", 412));
        Assert.Equal((1, 1), (recount.Total("satisfaction.global").N, recount.Total("satisfaction.global", "2023").N));
        var (row, before) = (Assert.Single(recount.Balance("essonne", "2026")), Assert.Single(recount.Balance("essonne", "2023")));
        Assert.Equal((2, 1, 1, 0), (row.Received, row.Counted, row.Voided, row.Discarded));
        Assert.Equal((2, 1, 0, 1), (before.Received, before.Counted, before.Voided, before.Discarded));
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
    public void Trusts_elapsed_time_where_it_and_the_wall_clock_of_the_kiosk_agree()
    {
        // Ten hours before 09:00 is 23:00 the evening before, whatever year the kiosk believes it is.
        var answer = KioskAnswer("2019-01-01T00:00:00Z", 1000);
        Assert.Equal(1, Recount(Batch(Device("2019-01-01T10:00:00Z", 1000 + TenHours), (1, answer, "accepted"))).Total("satisfaction.global", "2026-11-23..2026-11-23").N);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Trusts_the_wall_clock_of_a_kiosk_that_slept(bool wasSeenBefore)
    {
        // By its elapsed time it was given just now.
        var answer = KioskAnswer("2026-11-20T17:00:00+01:00", 700_000);
        Exchange[] before = wasSeenBefore ? [Batch(Device(At(Now), 600_000), (1, KioskAnswer("2026-11-19T17:00:00+01:00", 500_000), "accepted"))] : [];
        var recount = Recount([.. before, Batch(Device(At(Now), 800_000), (2, answer, "accepted"))]);
        Assert.Equal(1, recount.Total("satisfaction.global", "2026-11-20..2026-11-20").N);
    }

    [Fact]
    public void Trusts_elapsed_time_where_the_wall_clock_of_the_kiosk_was_set_since()
    {
        // Two days behind, then right: the offset moved by what the two readings differ. The second batch of a backlog knows it like the first.
        var recount = Recount(
            Batch(Device(At(Now.AddDays(-2)), 1_000), (1, KioskAnswer(At(Now.AddDays(-2)), 500), "accepted")),
            Batch(Device(At(Now), 60_000), (2, KioskAnswer(At(Now.AddDays(-2)), 50_000), "accepted")),
            Batch(Device(At(Now), 60_100), (3, KioskAnswer(At(Now.AddDays(-2)), 51_000), "accepted")));
        Assert.Equal(3, recount.Total("satisfaction.global", "2026-11-24..2026-11-24").N);
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
    public void Does_not_trust_a_clock_that_runs_backwards() =>
        Assert.Equal(1, Recount(Batch(Device(At(Now), 4000), (1, KioskAnswer(Noon, 5000), "accepted"))).Total("satisfaction.global", "2026-07").N);

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

    [Theory]
    [InlineData("surprise", "\"1\"")]
    [InlineData("surprise", "null")]
    [InlineData("site", "\"99-NULLEPART\"")]
    [InlineData("version", "2")]
    [InlineData("questionnaire", "\"accueil\"")]
    [InlineData("language", "\"de\"")]
    [InlineData("outcome", "\"abandoned\"")]
    [InlineData("sequence", "4")]
    [InlineData("answers", "{}")]
    [InlineData("answers", "{\"global\":\"moyen\"}")]
    [InlineData("answers", "{\"global\":\"satisfait\",\"parking\":\"satisfait\"}")]
    [InlineData("comment", "\"\\u0007\"")]
    [InlineData("answeredAt", "\"2024-11-20T12:00:00+01:00\"")]
    [InlineData("answeredAt", "\"2026-11-24T09:10:00+01:00\"")]
    [InlineData("channel", "\"kiosk\"")]
    public void Decides_by_itself_what_may_not_count(string field, string value)
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        answer[field] = JsonNode.Parse(value);
        var recount = Recount(Batch(null, (1, answer, "setAside"), (2, answer, "duplicate")));
        Assert.Equal((0, 2), (recount.CountedAnswers("essonne", "2026"), recount.Balance("essonne", "2024-01-01..2026-12-31").Sum(row => row.SetAside) + (field == "site" ? 2 : 0)));
        Assert.Throws<InvalidOperationException>(() => Recount(Batch(null, (1, answer, "accepted"))));
        // Alone it is refused, but for its date.
        if (field != "answeredAt") Assert.Throws<InvalidOperationException>(() => Recount(Put(1, answer, 202)));
    }

    [Fact]
    public void Takes_a_web_answer_of_staff_for_a_site_that_is_not_theirs_as_the_publics()
    {
        var recount = Recount(Put(1, Answer("91-EVRY", "2026-05-03T12:00:00+02:00", "satisfait")) with { Site = "91-ETAMPES" });
        var row = Assert.Single(recount.Balance("essonne", "2026"));
        Assert.Equal(("91-EVRY", "2026-11", 1), (row.Site, row.Month, row.Counted));
    }

    [Fact]
    public void Keeps_an_answer_of_a_year_that_no_period_holds_under_the_day_it_came()
    {
        var row = Assert.Single(Recount(Batch(null, (1, Answer("91-EVRY", "1970-01-01T12:00:00+01:00", "satisfait"), "setAside"))).Balance("essonne", "2026"));
        Assert.Equal(("2026-11", 1), (row.Month, row.SetAside));
    }

    [Fact]
    public void Leaves_an_answer_aside_that_a_kiosk_sends_for_a_site_that_is_not_its_own()
    {
        var sent = Batch(Device(At(Now), 1000), (1, Answer("91-EVRY", Noon, "satisfait"), "setAside")) with { Site = "91-ETAMPES" };
        var row = Assert.Single(Recount(sent).Balance("essonne", "2026"));
        Assert.Equal(("91-ETAMPES", 0, 1), (row.Site, row.Counted, row.SetAside));
    }

    [Fact]
    public void Decides_by_itself_what_has_to_count()
    {
        var answer = Answer("91-EVRY", "2024-11-25T12:00:00+01:00", "satisfait");
        (answer["language"], answer["outcome"], answer["comment"]) = ("ar", "complete", "Merci.");
        Assert.Equal(1, Recount(Put(1, answer)).CountedAnswers("essonne", "2024"));
        Assert.Throws<InvalidOperationException>(() => Recount(Put(1, answer, 202)));
        Assert.Throws<InvalidOperationException>(() => Recount(Batch(null, (1, answer, "setAside"))));
    }

    [Fact]
    public void Lets_staff_accept_an_answer_of_which_only_bytes_of_a_text_are_broken()
    {
        var answer = Answer("91-EVRY", Noon, "satisfait");
        answer["comment"] = "Merci !";
        var sent = Batch(null, (1, answer, "setAside"));
        var broken = Encoding.UTF8.GetBytes(sent.Body!.Value.GetRawText().Replace('!', '\u0001'));
        broken[Array.IndexOf(broken, (byte)1)] = 0xFF;
        Assert.Equal(1, Recount(sent with { Body = Json.Parse(broken) }, Decide(1, "accept")).CountedAnswers("essonne", "2026"));
    }

    [Fact]
    public void Never_lets_staff_accept_what_nobody_can_read()
    {
        var odd = Answer("91-EVRY", Noon, "moyen");
        Assert.Throws<InvalidOperationException>(() => Recount(Batch(null, (1, odd, "setAside")), Decide(1, "accept")));
    }

    private const string LongAgo = "2023-07-03T12:00:00+02:00";

    private const int TenHours = 10 * 3600 * 1000;

    private static JsonObject KioskAnswer(string at, long elapsed)
    {
        var answer = Answer("91-EVRY", at, "satisfait", "kiosk");
        answer["clock"] = new JsonObject { ["session"] = Id(99), ["elapsedMs"] = elapsed };
        return answer;
    }

    private static JsonObject Device(string sentAt, long elapsed) =>
        new() { ["sentAt"] = sentAt, ["clock"] = new JsonObject { ["session"] = Id(99), ["elapsedMs"] = elapsed } };

    private static string At(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
