using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Cases;

/// <summary>
/// The transitions of the public contract as one table: from which states each is allowed and what it makes of the case. Deciding
/// reads no clock and no database.
/// </summary>
internal static class Transitions
{
    /// <summary>Most entries of a history, the filing included.</summary>
    public const int LongestHistory = 1_000;

    /// <summary>Name of the transition that answers the person.</summary>
    public const string Answering = "answer";

    /// <summary>What a history calls that a letter was taken back, and with it the step that wrote it.</summary>
    public const string TakingBack = "take-back";

    private static readonly Dictionary<Type, Row> Table = new()
    {
        [typeof(Acknowledge)] = Row.Of<Acknowledge>("acknowledge", CaseStatuses.Open, (c, _, on) => c with
        {
            Status = c.Status == CaseStatus.Received ? CaseStatus.Acknowledged : c.Status,
            AcknowledgedOn = c.AcknowledgedOn ?? on,
        }),
        [typeof(Qualify)] = Row.Of<Qualify>("qualify", CaseStatuses.Open, (c, to, _) => c with
        {
            Status = c.Status is CaseStatus.Received or CaseStatus.Acknowledged ? CaseStatus.Qualified : c.Status,
            Motive = to.Motive,
            Module = to.Module ?? c.Module,
            Gravity = to.Gravity ?? c.Gravity,
            Founded = to.Founded ?? c.Founded,
        }),
        [typeof(Assign)] = Row.Of<Assign>("assign", CaseStatuses.Open, (c, to, _) => c with
        {
            Status = CaseStatus.Assigned,
            Assignee = to.Assignee?.ToString(),
            Team = to.Team ?? c.Team,
            BeforeWaiting = null,
        }),
        [typeof(SetAside)] = Row.Of<SetAside>("set-aside", CaseStatuses.Open, (c, to, _) => c with { AsideUntil = to.Until }),
        [typeof(TakeUp)] = Row.Of<TakeUp>("take-up", CaseStatuses.Open, (c, _, _) => c),
        [typeof(RequestInformation)] = Row.Of<RequestInformation>("request-information", CaseStatuses.Open, (c, _, _) => c with
        {
            Status = CaseStatus.AwaitingUser,
            BeforeWaiting = c.Status == CaseStatus.AwaitingUser ? c.BeforeWaiting : c.Status,
        }),
        [typeof(Resume)] = Row.Of<Resume>("resume", [CaseStatus.AwaitingUser], (c, _, _) => c with
        {
            Status = c.BeforeWaiting!.Value,
            BeforeWaiting = null,
        }),
        [typeof(Hold)] = Row.Of<Hold>("hold", CaseStatuses.Open, (c, _, _) => c),
        [typeof(Answer)] = Row.Of<Answer>(Answering, CaseStatuses.Open, (c, with, on) => c with
        {
            Status = CaseStatus.Answered,
            AnsweredOn = c.AnsweredOn ?? on,
            LateReason = with.LateReason ?? c.LateReason,
            BeforeWaiting = null,
        }),
        [typeof(Close)] = Row.Of<Close>("close", [.. CaseStatuses.Open, CaseStatus.Answered], (c, with, on) => c with
        {
            Status = CaseStatus.Closed,
            Outcome = with.Outcome,
            ClosedOn = on,
            BeforeWaiting = null,
        }),
        [typeof(Reopen)] = Row.Of<Reopen>("reopen", [CaseStatus.Answered, CaseStatus.Closed], (c, _, _) => c with
        {
            Status = c.IsGiven ? CaseStatus.Assigned : CaseStatus.Qualified,
            Outcome = null,
            ClosedOn = null,
        }),
        [typeof(Transfer)] = Row.Of<Transfer>("transfer", CaseStatuses.Open, (c, with, _) => c with
        {
            Status = CaseStatus.Transferred,
            TransferredTo = with.To,
            BeforeWaiting = null,
        }),
        [typeof(Merge)] = Row.Of<Merge>("merge", CaseStatuses.Open, (c, with, _) => c with
        {
            Status = CaseStatus.Merged,
            MergedInto = with.Into,
            BeforeMerge = c.Status,
        }),
        [typeof(Unmerge)] = Row.Of<Unmerge>("unmerge", [CaseStatus.Merged], (c, _, _) => c with
        {
            Status = c.BeforeMerge!.Value,
            MergedInto = null,
            BeforeMerge = null,
        }),
        [typeof(Reject)] = Row.Of<Reject>("reject", CaseStatuses.Open, (c, _, _) => c with
        {
            Status = CaseStatus.Rejected,
            BeforeWaiting = null,
        }),
        [typeof(Correct)] = Row.Of<Correct>("correct", Enum.GetValues<CaseStatus>(), (c, with, _) => c.At(with.Site ?? c.Site) with
        {
            ReceivedOn = with.ReceivedOn ?? c.ReceivedOn,
            Channel = with.Channel ?? c.Channel,
            Kind = with.Kind ?? c.Kind,
        }),
    };

    /// <summary>Name of a command in the public contract.</summary>
    public static string NameOf(CaseCommand command) => Table[command.GetType()].Name;

    /// <summary>Decides on a command.</summary>
    /// <param name="complaint">The case as it is.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="step">When, by whom, with which calendar.</param>
    public static Decision Decide(ComplaintCase complaint, CaseCommand command, Step step)
    {
        var row = Table[command.GetType()];
        if (!row.From.Contains(complaint.Status)) return StateForbids(row.Name, complaint.Status);
        if (step.Version >= LongestHistory) return Decision.Refuse(ComplaintsProblems.HistoryFull);
        var on = command.OccurredOn ?? step.Today;
        if (TransitionChecks.Of(complaint, command, step, on) is { } refused) return refused;

        // Whoever does anything else with a case has it in hand again.
        var next = row.Apply(complaint with { AsideUntil = null }, command, on);
        // A correction says what was received, not what was done: the first step stays, and what follows from the reception is computed anew, with the
        // delay that was promised then.
        if (command is Correct) next = (step.Promise with { WorkingDays = complaint.DueBasis.WorkingDays }).Due(next with { ResponseDays = null });
        else next = next with { FirstStepOn = complaint.FirstStepOn < on ? complaint.FirstStepOn : on };
        next = (next with { BackDated = complaint.BackDated || on < step.Today }).Judged(step.Promise);
        return new Decision.Accepted(next, Entry(row.Name, complaint, next, command, step, on));
    }

    private static Decision.Refused StateForbids(string transition, CaseStatus status) => new(
        new Problem(ComplaintsProblems.StateForbids)
        {
            Detail = new Words(
                $"« {transition} » n'est pas possible dans l'état « {CaseNames.Of(status)} ».",
                $"'{transition}' is not possible in the state '{CaseNames.Of(status)}'."),
        });

    private static HistoryEntry Entry(string name, ComplaintCase before, ComplaintCase after, CaseCommand command, Step step, DateOnly on) => new()
    {
        Version = step.Version + 1,
        Transition = name,
        At = step.Now.UtcDateTime,
        OccurredOn = on,
        BackDated = on < step.Today,
        By = step.By,
        From = before.Status,
        To = after.Status,
        Note = NoteOf(command),
        AnnouncedOn = (command as Hold)?.NewDate,
        Changes = CaseChanges.Between(before, after),
    };

    private static string? NoteOf(CaseCommand command) => command switch
    {
        SetAside aside => aside.Note,
        Reopen reopen => reopen.Reason,
        Transfer transfer => transfer.Reason,
        Merge merge => merge.Reason,
        Unmerge unmerge => unmerge.Reason,
        Reject reject => reject.Reason,
        Correct correct => correct.Reason,
        _ => null,
    };

    private sealed record Row(string Name, IReadOnlyList<CaseStatus> From, Func<ComplaintCase, CaseCommand, DateOnly, ComplaintCase> Apply)
    {
        public static Row Of<T>(string name, IReadOnlyList<CaseStatus> from, Func<ComplaintCase, T, DateOnly, ComplaintCase> apply)
            where T : CaseCommand => new(name, from, (complaint, command, on) => apply(complaint, (T)command, on));
    }
}
