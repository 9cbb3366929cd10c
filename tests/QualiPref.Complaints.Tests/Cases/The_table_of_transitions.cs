using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Tests.Cases;

public sealed class The_table_of_transitions
{
    // Copied by hand from the public contract: a state after the transition, or - where it is refused. The case has no assignee,
    // waits since it was qualified, is set aside, and was merged when acknowledged.
    private const string Table = """
        state               received     acknowledged qualified    assigned     awaitingUser answered     closed       transferred  merged       rejected
        acknowledge         acknowledged acknowledged qualified    assigned     awaitingUser -            -            -            -            -
        qualify             qualified    qualified    qualified    assigned     awaitingUser -            -            -            -            -
        assign              assigned     assigned     assigned     assigned     assigned     -            -            -            -            -
        set-aside           received     acknowledged qualified    assigned     awaitingUser -            -            -            -            -
        take-up             received     acknowledged qualified    assigned     awaitingUser -            -            -            -            -
        request-information awaitingUser awaitingUser awaitingUser awaitingUser awaitingUser -            -            -            -            -
        resume              -            -            -            -            qualified    -            -            -            -            -
        hold                received     acknowledged qualified    assigned     awaitingUser -            -            -            -            -
        answer              answered     answered     answered     answered     answered     -            -            -            -            -
        close               closed       closed       closed       closed       closed       closed       -            -            -            -
        reopen              -            -            -            -            -            qualified    qualified    -            -            -
        transfer            transferred  transferred  transferred  transferred  transferred  -            -            -            -            -
        merge               merged       merged       merged       merged       merged       -            -            -            -            -
        unmerge             -            -            -            -            -            -            -            -            acknowledged -
        reject              rejected     rejected     rejected     rejected     rejected     -            -            -            -            -
        correct             received     acknowledged qualified    assigned     awaitingUser answered     closed       transferred  merged       rejected
        """;

    public static TheoryData<string, string, string> Cells()
    {
        var rows = Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++) cells.Add(row[0], rows[0][column], row[column]);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Is_that_of_the_contract(string transition, string from, string to)
    {
        var decision = Transitions.Decide(Given.Case(CaseNames.Parse<CaseStatus>(from)) with { AsideUntil = Given.Today.AddDays(1) }, Given.Command(transition), Given.Step());

        var outcome = decision switch
        {
            Decision.Accepted accepted => CaseNames.Of(accepted.Next.Status),
            Decision.Refused refused => refused.Problem.Kind.Code == "QP-COMPLAINTS-001" ? "-" : refused.Problem.Kind.Code,
            _ => "",
        };
        Assert.Equal(to, outcome);
    }

    [Fact]
    public void Covers_every_transition_in_every_state() => Assert.Equal(16 * 10, Cells().Count);

    [Fact]
    public void Returns_a_reopened_case_to_its_assignee() => Assert.Equal(CaseStatus.Assigned,
        Given.Accept(Given.Case(CaseStatus.Closed) with { Assignee = Given.Handler.ToString() }, new Reopen("Suite")).Next.Status);

    [Theory]
    [InlineData("founded", "QP-COMPLAINTS-004")]
    [InlineData("partlyFounded", "QP-COMPLAINTS-004")]
    [InlineData("unfounded", "QP-COMPLAINTS-004")]
    [InlineData("outOfScope", null)]
    [InlineData("noReplyPossible", null)]
    public void Closes_an_unanswered_case_only_without_judging_it(string outcome, string? refusal)
    {
        var close = new Close(CaseNames.Parse<CaseOutcome>(outcome));

        if (refusal is null) Assert.Equal(CaseStatus.Closed, Given.Accept(Given.Case(), close).Next.Status);
        else Assert.Equal(refusal, Given.RefusalOf(Given.Case(), close));
        Assert.Equal(CaseStatus.Closed, Given.Accept(Given.Case(CaseStatus.Answered), close).Next.Status);
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("hold")]
    [InlineData("request-information")]
    public void Writes_to_nobody_when_the_slip_is_anonymous(string transition) =>
        Assert.Equal("QP-COMPLAINTS-003", Given.RefusalOf(Given.Case(anonymous: true), Given.Command(transition)));

    [Fact]
    public void Refuses_to_merge_into_itself_into_a_merged_case_and_into_none()
    {
        var merge = Given.Command("merge");
        Assert.Equal("QP-COMPLAINTS-005", Given.RefusalOf(Given.Case(), merge, Given.Step() with { Target = new MergeTarget(CaseStatus.Received, IsItself: true) }));
        Assert.Equal("QP-COMPLAINTS-005", Given.RefusalOf(Given.Case(), merge, Given.Step() with { Target = new MergeTarget(CaseStatus.Merged, IsItself: false) }));
        Assert.Equal("QP-*-905", Given.RefusalOf(Given.Case(), merge, Given.Step() with { Target = null }));
    }

    [Fact]
    public void Refuses_what_a_full_history_cannot_hold() =>
        Assert.Equal("QP-COMPLAINTS-006", Given.RefusalOf(Given.Case(), Given.Command("hold"), Given.Step(version: 1_000)));

    [Theory]
    [InlineData("2026-03-01", false)]
    [InlineData("2026-03-02", true)]
    [InlineData("2026-03-10", true)]
    [InlineData("2026-03-11", false)]
    public void Dates_a_step_between_reception_and_today(string on, bool allowed)
    {
        var dated = new Acknowledge { OccurredOn = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture) };

        if (allowed) Assert.Equal(on == "2026-03-02", Given.Accept(Given.Case(), dated).Next.BackDated);
        else Assert.Equal("QP-*-905", Given.RefusalOf(Given.Case(), dated));
    }

    [Fact]
    public void Tells_the_days_between_which_a_step_lies_as_a_reader_writes_them()
    {
        var refused = Assert.IsType<Decision.Refused>(
            Transitions.Decide(Given.Case(), new Acknowledge { OccurredOn = new DateOnly(2026, 3, 1) }, Given.Step(today: new DateOnly(2026, 4, 1))));

        Assert.Equal(
            "La date doit être comprise entre la réception (2 mars 2026) et aujourd'hui (1er avril 2026).",
            Assert.Single(refused.Problem.Errors).Message.French);
    }
}
