using System.Text.Json.Nodes;
using static QualiPref.Recomputation.Tests.Exchanges;

namespace QualiPref.Recomputation.Tests;

public sealed class Counting_complaints
{
    [Fact]
    public void Received_counts_complaints_and_suggestions_whatever_became_of_them()
    {
        var recount = Recount(
            File(1, "91-EVRY", "2026-01-05"), File(2, "91-EVRY", "2026-01-05", kind: "suggestion"), File(3, "91-EVRY", "2026-01-05", kind: "thanks"),
            File(4, "91-ETAMPES", "2026-12-31"), Move(4, "reject", "2026-12-31"), File(5, "91-EVRY", "2026-01-05", status: 422),
            File(6, "91-EVRY", "2025-12-31"));
        Assert.Equal(3, recount.Total("complaints.received").Value);
        Assert.DoesNotContain(recount.Figures(Query("complaints.received", "2026", "kind")), figure => figure is { Breakdown: ["thanks"] });
    }

    [Theory]
    [InlineData("2026-04-24", 1, 1, 15.0)] // the fifteenth working day after Thursday 2 April 2026: Easter Monday is none
    [InlineData("2026-04-27", 0, 1, 16.0)]
    [InlineData("2026-04-02", 1, 1, 0.0)]
    [InlineData("2026-04-06", 1, 1, 1.0)] // Good Friday is worked, Easter Monday is not
    public void The_first_answer_decides(string answeredOn, int inTime, int judged, double days)
    {
        var recount = Recount(File(1, "91-EVRY", "2026-04-02"), Move(1, "answer", answeredOn), Move(1, "reopen", "2026-06-01"), Move(1, "answer", "2026-07-01"));
        var figure = recount.Total("complaints.answeredInTime");
        Assert.Equal((inTime, judged), (figure.Numerator, figure.N));
        Assert.Equal(days, recount.Total("complaints.responseDays").Value);
    }

    [Theory]
    [InlineData("2026-04-24", 0)] // due that very day
    [InlineData("2026-04-25", 1)]
    public void An_open_case_is_judged_once_its_due_date_has_passed(string asOf, int judged)
    {
        var recount = Recount(File(1, "91-EVRY", "2026-04-02"));
        var query = Query("complaints.answeredInTime") with { AsOf = DateOnly.Parse(asOf, System.Globalization.CultureInfo.InvariantCulture) };
        Assert.Equal(judged, recount.Figures(query).Single(figure => figure.Site is null).N);
    }

    [Theory]
    [InlineData("transfer")]
    [InlineData("reject")]
    [InlineData("merge")]
    [InlineData("close")]
    public void A_case_ended_without_an_answer_is_not_judged(string transition)
    {
        var recount = Recount(File(1, "91-EVRY", "2026-04-02"), Move(1, transition, "2026-04-03"));
        Assert.Equal(0, recount.Total("complaints.answeredInTime").N);
        Assert.Null(recount.Total("complaints.responseDays").Value);
    }

    [Fact]
    public void An_anonymous_slip_is_received_but_never_judged()
    {
        var recount = Recount(File(1, "91-EVRY", "2026-04-02", channel: "desk-slip", anonymous: true));
        Assert.Equal((1L, 0L), (recount.Total("complaints.received").N, recount.Total("complaints.answeredInTime").N));
    }

    [Fact]
    public void A_case_that_is_open_again_is_judged_again()
    {
        var recount = Recount(
            File(1, "91-EVRY", "2026-04-02"), Move(1, "merge", "2026-04-03"), Move(1, "unmerge", "2026-04-04"),
            File(2, "91-EVRY", "2026-04-02"), Move(2, "close", "2026-04-03"), Move(2, "reopen", "2026-04-04"), Move(2, "answer", "2026-04-07"));
        var figure = recount.Total("complaints.answeredInTime");
        Assert.Equal((1L, 2L), (figure.Numerator, figure.N));
    }

    [Fact]
    public void A_correction_moves_the_case_to_where_it_belongs()
    {
        var recount = Recount(
            File(1, "91-EVRY", "2026-01-02", channel: "phone"), Move(1, "answer", "2026-01-20"),
            Move(1, "correct", "2026-01-21", new JsonObject { ["receivedOn"] = "2025-12-18", ["channel"] = "letter", ["site"] = "91-ETAMPES", ["reason"] = "x" }),
            Move(1, "correct", "2026-01-22", new JsonObject { ["kind"] = "thanks", ["reason"] = "x" }, status: 412));
        Assert.Equal(0, recount.Total("complaints.received").N);
        var letter = recount.Figures(Query("complaints.received", "2025", "channel")).Single(figure => figure is { Site: "91-ETAMPES", Breakdown: ["letter"] });
        Assert.Equal(1, letter.N);
        // Due on 12 January 2026 by the corrected date, but the verdict was set by the first answer and never changes.
        Assert.Equal(1, recount.Total("complaints.answeredInTime", "2025").Numerator);
    }

    [Fact]
    public void Median_and_ninth_decile_are_ranks()
    {
        // Response days 0, 1, 2, 5: median (1 + 2) / 2, ninth decile rank ceil(3.6) = 4.
        var recount = Recount(
            File(1, "91-EVRY", "2026-09-07"), Move(1, "answer", "2026-09-07"), File(2, "91-EVRY", "2026-09-07"), Move(2, "answer", "2026-09-08"),
            File(3, "91-EVRY", "2026-09-07"), Move(3, "answer", "2026-09-09"), File(4, "91-EVRY", "2026-09-07"), Move(4, "answer", "2026-09-14"));
        var figure = recount.Total("complaints.responseDays");
        Assert.Equal((4, 1.5, 5.0), (figure.N, figure.Value, figure.P90));
    }

    [Fact]
    public void Crosses_channel_motive_and_kind()
    {
        var recount = Recount(
            File(1, "91-EVRY", "2026-01-05", channel: "desk-slip", motive: "attente"), File(2, "91-EVRY", "2026-01-05", channel: "desk-slip"),
            File(3, "91-EVRY", "2026-01-05", channel: "desk-slip"), Move(3, "qualify", "2026-01-05", new JsonObject { ["motive"] = "attente" }));
        var figures = recount.Figures(Query("complaints.received", "2026", "channel", "motive", "kind")).Where(figure => figure.Site is null).ToArray();
        Assert.Equal(2, figures.Single(figure => figure.Breakdown is ["desk-slip", "attente", "complaint"]).N);
        Assert.Equal(1, figures.Single(figure => figure.Breakdown is ["desk-slip", null, "complaint"]).N);
    }
}
