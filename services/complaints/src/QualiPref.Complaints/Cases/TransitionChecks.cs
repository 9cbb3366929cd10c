using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Cases;

/// <summary>What a command must satisfy beyond the state of the case.</summary>
internal static class TransitionChecks
{
    // In years.
    private const int LongestPromise = 2;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>The refusal of a command, or null.</summary>
    /// <param name="complaint">The case as it is.</param>
    /// <param name="command">What is wanted.</param>
    /// <param name="step">When, by whom.</param>
    /// <param name="on">The day on which it happened.</param>
    public static Decision? Of(ComplaintCase complaint, CaseCommand command, Step step, DateOnly on)
    {
        if (on < complaint.ReceivedOn || on > step.Today)
        {
            return Decision.Refuse("/occurredOn",
                $"La date doit être comprise entre la réception ({complaint.ReceivedOn.InFrench()}) et aujourd'hui ({step.Today.InFrench()}).",
                $"The date must lie between reception ({complaint.ReceivedOn:yyyy-MM-dd}) and today ({step.Today:yyyy-MM-dd}).");
        }
        return command switch
        {
            Answer or Hold or RequestInformation when complaint.Anonymous => Decision.Refuse(ComplaintsProblems.Anonymous),
            Answer answer => OfAnswer(complaint, answer, on),
            Hold hold => OfHold(hold, on),
            SetAside aside => OfSetAside(complaint, aside, step),
            TakeUp when complaint.AsideUntil is null => Decision.Refuse(ComplaintsProblems.NotAside),
            Close close => OfClose(complaint, close),
            Merge merge => OfMerge(merge, step),
            Correct correct => OfCorrect(complaint, correct, step.Today),
            _ => null,
        };
    }

    private static Decision? OfAnswer(ComplaintCase complaint, Answer answer, DateOnly on)
    {
        if (answer.LateReason is not null && (complaint.AnsweredOn ?? on) <= complaint.DueOn)
            return Decision.Refuse("/lateReason", "La réponse n'est pas en retard : ce champ doit rester vide.", "The answer is not late: leave this field out.");
        var latest = on.AddYears(LongestPromise);
        foreach (var (index, promise) in answer.Promises.Index())
        {
            if (promise.DueOn < on || promise.DueOn > latest)
                return Decision.Refuse($"/promises/{index}/dueOn",
                    $"La date de l'engagement doit être comprise entre celle de la réponse ({on.InFrench()}) et le {latest.InFrench()}.",
                    $"The date of the promise must lie between that of the answer ({on:yyyy-MM-dd}) and {latest:yyyy-MM-dd}.");
        }
        return null;
    }

    private static Decision? OfHold(Hold hold, DateOnly on) => hold.NewDate > on
        ? null
        : Decision.Refuse("/newDate", "La nouvelle date doit suivre celle de la réponse d'attente.", "The new date must be after that of the holding reply.");

    // Back in time for the answer: on the last working day before the one on which it is due.
    private static Decision? OfSetAside(ComplaintCase complaint, SetAside aside, Step step)
    {
        var latest = complaint.DueOn.AddDays(-1);
        while (latest > step.Today && !step.Promise.Calendar.IsWorkingDay(latest)) latest = latest.AddDays(-1);
        if (latest <= step.Today)
        {
            return Decision.Refuse("/until",
                $"L'échéance du {complaint.DueOn.InFrench()} est trop proche, ou passée : ce dossier ne peut plus être mis de côté.",
                $"The due date, {complaint.DueOn:yyyy-MM-dd}, is too near or past: this case can no longer be set aside.");
        }
        return aside.Until > step.Today && aside.Until <= latest
            ? null
            : Decision.Refuse("/until",
                $"Une date à venir est attendue, au plus tard le {latest.InFrench()}, dernier jour ouvré avant l'échéance.",
                $"A day to come is expected, at the latest {latest:yyyy-MM-dd}, the last working day before the due date.");
    }

    private static Decision? OfClose(ComplaintCase complaint, Close close) =>
        complaint.Status == CaseStatus.Answered || close.Outcome is CaseOutcome.OutOfScope or CaseOutcome.NoReplyPossible
            ? null
            : Decision.Refuse(ComplaintsProblems.OutcomeNeedsAnswer);

    // Since a merged case is no target, chains of merges cannot close on themselves one after the other.
    private static Decision? OfMerge(Merge merge, Step step) => step.Target switch
    {
        null => Decision.Refuse("/into", $"Il n'existe pas de réclamation {merge.Into}.", $"There is no complaint {merge.Into}."),
        { Status: CaseStatus.Merged } or { IsItself: true } => Decision.Refuse(ComplaintsProblems.NoMergeTarget),
        _ => null,
    };

    private static Decision? OfCorrect(ComplaintCase complaint, Correct correct, DateOnly today)
    {
        var latest = complaint.FirstStepOn < today ? complaint.FirstStepOn.Value : today;
        return correct.ReceivedOn is { } received && (received < Earliest || received > latest)
            ? Decision.Refuse("/receivedOn",
                $"La réception doit se situer entre le {Earliest.InFrench()} et le {latest.InFrench()}, jour de la première étape.",
                $"Reception must lie between {Earliest:yyyy-MM-dd} and {latest:yyyy-MM-dd}, the day of the first step.")
            : null;
    }
}
