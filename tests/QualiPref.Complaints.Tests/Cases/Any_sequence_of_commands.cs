using CsCheck;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Tests.Cases;

public sealed class Any_sequence_of_commands
{
    private static readonly string[] Transitions =
        ["acknowledge", "qualify", "assign", "request-information", "resume", "hold", "set-aside", "take-up", "answer", "close", "reopen", "transfer", "merge", "unmerge", "reject", "correct"];

    // (transition, days that pass before it, days by which it is dated back, day to which a correction moves the reception)
    private static readonly Gen<(string, int, int, int)[]> Sequences =
        Gen.Select(Gen.Int[0, 15].Select(i => Transitions[i]), Gen.Int[0, 40], Gen.Int[0, 3], Gen.Int[-5, 40]).Array[0, 40];

    [Fact]
    public void Keeps_what_must_never_change() => Gen.Select(Sequences, Gen.Bool, Gen.Int[0, 2].Select(i => Kinds.All[i])).Sample((steps, anonymous, kind) =>
    {
        var complaint = Given.Case(anonymous: anonymous, kind: kind);
        var history = new List<HistoryEntry>();
        var version = 1L;
        var today = Given.ReceivedOn;
        foreach (var (transition, passed, back, moved) in steps)
        {
            today = today.AddDays(passed);
            var command = Command(transition, moved) with { OccurredOn = back == 0 ? null : today.AddDays(-back) };
            if (QualiPref.Complaints.Cases.Transitions.Decide(complaint, command, Given.Step(version, today)) is not Decision.Accepted accepted) continue;
            Hold(complaint, accepted, transition, version, today);
            history.Add(accepted.Entry);
            (complaint, version) = (accepted.Next, version + 1);
        }
        Assert.Equal(Enumerable.Range(2, history.Count).Select(number => (long)number), history.Select(entry => entry.Version));
        Assert.Equal(history.Any(entry => entry.BackDated), complaint.BackDated);
        if (history.Count > 0) Assert.Equal(complaint.Status, history[^1].To);
    }, iter: 10_000);

    private static CaseCommand Command(string transition, int moved) => transition == "correct"
        ? new Correct(Given.ReceivedOn.AddDays(moved), null, null, null, "Cachet")
        : Given.Command(transition);

    private static void Hold(ComplaintCase before, Decision.Accepted accepted, string transition, long version, DateOnly today)
    {
        var after = accepted.Next;
        if (before.Verdict is Verdict.InTime or Verdict.Late) Assert.Equal(before.Verdict, after.Verdict);
        if (before.AnsweredOn is not null) Assert.Equal(before.AnsweredOn, after.AnsweredOn);
        Assert.Equal((transition, version + 1, before.Status, after.Status), (accepted.Entry.Transition, accepted.Entry.Version, accepted.Entry.From!.Value, accepted.Entry.To));
        Assert.Equal(transition == "set-aside", after.AsideUntil is not null);
        if (after.AsideUntil is { } until) Assert.True(until > today && until < after.DueOn && after.Status.IsOpen());
        Assert.Equal(after.Status == CaseStatus.Merged, after.MergedInto is not null);
        Assert.Equal(after.Status == CaseStatus.Closed, after.Outcome is not null);
        Assert.Equal(after.Verdict is Verdict.InTime or Verdict.Late, after.ResponseDays is not null);
        if (after.Anonymous || after.Kind == "thanks") Assert.Equal(Verdict.NotApplicable, after.Verdict);
        Assert.True(after.ReceivedOn <= (after.AnsweredOn ?? today));
        Assert.Equal(after.ReceivedOn.AddMonths(2), after.LegalDueOn);
    }
}
