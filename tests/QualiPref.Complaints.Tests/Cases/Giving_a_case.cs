using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Tests.Cases;

/// <summary>To a person, to a team of its site, or to both.</summary>
public sealed class Giving_a_case
{
    private static readonly string Person = Given.Handler.ToString();

    [Theory]
    [InlineData(null, null, true, null, "p", null)] // to a person
    [InlineData(null, null, false, "sejour", null, "sejour")] // to a team
    [InlineData(null, null, true, "sejour", "p", "sejour")] // to both
    [InlineData(null, "accueil", true, null, "p", "accueil")] // taken out of the list of a team, which keeps it
    [InlineData("p", null, false, "accueil", null, "accueil")] // to another team: the person has it no more
    [InlineData("p", "accueil", false, "sejour", null, "sejour")]
    public void Leaves_it_to_whom_it_names(string? hadPerson, string? hadTeam, bool toPerson, string? toTeam, string? person, string? team)
    {
        var before = Given.Case() with { Assignee = hadPerson is null ? null : "somebody else", Team = hadTeam };

        var after = Given.Accept(before, new Assign(toPerson ? Given.Handler : null, toTeam)).Next;

        Assert.Equal((CaseStatus.Assigned, person is null ? null : Person, team), (after.Status, after.Assignee, after.Team));
    }

    [Fact]
    public void Says_in_the_history_which_team_by_its_code()
    {
        var entry = Given.Accept(Given.Case() with { Team = "accueil" }, new Assign(null, "sejour")).Entry;
        Assert.Equal(("team", "accueil", "sejour"), entry.Changes.Select(change => (change.Field, change.From, change.To)).Single());
    }

    [Theory]
    [InlineData(true, "assigned", "assigned")]
    [InlineData(false, "assigned", "qualified")]
    [InlineData(false, "answered", "answered")]
    public void Ends_for_the_team_when_the_case_moves_to_another_site(bool hasPerson, string status, string then)
    {
        var before = Given.Case(CaseNames.Parse<CaseStatus>(status)) with { Assignee = hasPerson ? Person : null, Team = "sejour" };

        var moved = Given.Accept(before, new Correct(null, null, null, "91-ETAMPES", "Autre site")).Next;
        var stayed = Given.Accept(before, new Correct(null, "email", null, "91-EVRY", "Canal")).Next;

        Assert.Equal((null, before.Assignee, CaseNames.Parse<CaseStatus>(then)), (moved.Team, moved.Assignee, moved.Status));
        Assert.Equal(("sejour", before.Status), (stayed.Team, stayed.Status));
    }

    [Fact]
    public void Is_forgotten_too_by_a_case_that_waits_while_it_moves()
    {
        var waiting = Given.Accept(Given.Accept(Given.Case(), new Assign(null, "sejour")).Next, new RequestInformation("Quel jour ?")).Next;

        var moved = Given.Accept(waiting, new Correct(null, null, null, "91-ETAMPES", "Autre site")).Next;

        Assert.Equal((CaseStatus.AwaitingUser, CaseStatus.Qualified), (moved.Status, Given.Accept(moved, new Resume()).Next.Status));
    }

    [Fact]
    public void To_a_team_counts_when_it_is_taken_up_again() =>
        Assert.Equal(CaseStatus.Assigned, Given.Accept(Given.Case(CaseStatus.Answered) with { Team = "sejour" }, new Reopen("Nouvel élément")).Next.Status);
}
