using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Tests.Cases;

public sealed class The_verdict
{
    private static readonly DateOnly DueOn = new(2026, 3, 23);

    [Theory]
    [InlineData("2026-03-02", "inTime", 0)]
    [InlineData("2026-03-23", "inTime", 15)]
    [InlineData("2026-03-24", "late", 16)]
    public void Is_set_by_the_first_answer(string on, string verdict, int days)
    {
        var answered = AnsweredOn(on);

        Assert.Equal((verdict, days), (CaseNames.Of(answered.Verdict), answered.ResponseDays!.Value));
    }

    [Fact]
    public void Stands_after_reopening_and_a_second_answer()
    {
        var reopened = Given.Accept(AnsweredOn("2026-03-24"), new Reopen("Suite")).Next;
        Assert.Equal(Verdict.Late, reopened.Verdict);

        var again = Given.Accept(reopened, Given.Command("answer")).Next;

        Assert.Equal((Verdict.Late, new DateOnly(2026, 3, 24)), (again.Verdict, again.AnsweredOn!.Value));
    }

    [Fact]
    public void Stands_when_the_reception_is_corrected_while_due_dates_and_days_follow()
    {
        var late = AnsweredOn("2026-03-24");

        var corrected = Given.Accept(late, new Correct(new DateOnly(2026, 3, 9), null, null, null, "Cachet"), today: new DateOnly(2026, 4, 1)).Next;

        Assert.Equal((Verdict.Late, 11, new DateOnly(2026, 3, 30), new DateOnly(2026, 5, 9)),
            (corrected.Verdict, corrected.ResponseDays!.Value, corrected.DueOn, corrected.LegalDueOn));
    }

    [Fact]
    public void Of_thanks_turned_into_a_complaint_is_said_then()
    {
        var thanks = Given.Accept(Given.Case(kind: "thanks"), Given.Command("answer")).Next;
        Assert.Equal(Verdict.NotApplicable, thanks.Verdict);

        var complaint = Given.Accept(thanks, new Correct(null, null, "complaint", null, "Relecture")).Next;

        Assert.Equal((Verdict.InTime, 6), (complaint.Verdict, complaint.ResponseDays!.Value));
    }

    [Theory]
    [InlineData("close")]
    [InlineData("transfer")]
    [InlineData("merge")]
    [InlineData("reject")]
    public void Does_not_apply_to_what_left_without_an_answer(string transition) =>
        Assert.Equal(Verdict.NotApplicable, Given.Accept(Given.Case(), Given.Command(transition)).Next.Verdict);

    [Fact]
    public void Is_pending_again_after_a_merge_is_undone() =>
        Assert.Equal(Verdict.Pending, Given.Accept(Given.Accept(Given.Case(), Given.Command("merge")).Next, Given.Command("unmerge")).Next.Verdict);

    [Fact]
    public void Stays_pending_past_due_and_is_overdue()
    {
        Assert.False(Given.Case().IsOverdue(DueOn));
        Assert.True(Given.Case().IsOverdue(DueOn.AddDays(1)));
        Assert.False(Given.Case(anonymous: true).IsOverdue(DueOn.AddDays(1)));
    }

    [Fact]
    public void Does_not_wait_for_the_person() => Assert.Equal(DueOn, Given.Accept(Given.Case(), Given.Command("request-information")).Next.DueOn);

    [Fact]
    public void Takes_a_reason_only_for_a_late_answer()
    {
        var answer = new Answer("Réponse", "Voici.", "Effectif réduit");

        Assert.Equal("Effectif réduit", Given.Accept(Given.Case(), answer, today: DueOn.AddDays(1)).Next.LateReason);
        Assert.Equal("QP-*-905", Given.RefusalOf(Given.Case(), answer));
    }

    private static ComplaintCase AnsweredOn(string on) => Given.Accept(Given.Case(), Given.Command("answer"),
        today: DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture)).Next;
}
