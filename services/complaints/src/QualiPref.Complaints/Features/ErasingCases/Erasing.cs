using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.ErasingCases;

/// <summary>Erases what cases hold of persons; their facts stay, and so does every figure that was counted from them.</summary>
internal sealed class Erasing(CaseStore cases, ErasureStore erasures, SitePromises promises, TimeProvider time)
{
    /// <summary>What a history calls it.</summary>
    public const string Transition = "erase";

    // Of merges into merges: two cases may be merged into each other.
    private const int LongestChain = 20;

    /// <summary>Why a case cannot be erased now; null when it can. No round trip, but one for each case that it is merged into.</summary>
    public async Task<ProblemKind?> HindranceAsync(CaseDocument document, CancellationToken cancellationToken)
    {
        if (document.Erased is not null) return ComplaintsProblems.Erased;
        if (document.LegalHold is not null) return ComplaintsProblems.LegallyHeld;
        if (ErasureStore.IsUnderWay(document)) return ComplaintsProblems.LetterUnderWay;
        var answering = document;
        for (var steps = 0; steps < LongestChain && answering.State is { Status: CaseStatus.Merged, MergedInto: { } into }; steps++)
        {
            if (await cases.FindAsync(into, cancellationToken) is not { } target) break;
            answering = target;
        }
        return answering.State.Status.IsOpen() ? ComplaintsProblems.StillOwed : null;
    }

    /// <summary>Erases a case that nothing hinders. Three round trips, and two for each file.</summary>
    /// <param name="document">The case as it was read; it becomes what is left of it.</param>
    /// <param name="mark">What says that it was erased.</param>
    /// <param name="audit">Who did it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>False when somebody else was first.</returns>
    public Task<bool> TryEraseAsync(CaseDocument document, Erasure mark, AuditEntry audit, CancellationToken cancellationToken)
    {
        var today = promises.Today(document.State.Site);
        var next = StateOf(document.State, today);
        return erasures.TryEraseAsync(document, next, EntryOf(document, next, mark, today), mark, audit, cancellationToken);
    }

    /// <summary>What says that a case is erased now.</summary>
    public Erasure Mark(string by, ErasureReason reason, Guid? slip = null) => new() { At = time.GetUtcNow().UtcDateTime, By = by, Reason = reason, Slip = slip };

    // Only a backup brings an open case here, erased later than it was taken: whatever followed in between is lost with the rest.
    private ComplaintCase StateOf(ComplaintCase state, DateOnly today)
    {
        var facts = state with { LateReason = null, TransferredTo = null, AsideUntil = null };
        return state.Status.IsOpen()
            ? (facts with { Status = CaseStatus.Closed, Outcome = CaseOutcome.NoReplyPossible, ClosedOn = today, BeforeWaiting = null }).Judged(promises.Of(state.Site))
            : facts;
    }

    private static HistoryEntry EntryOf(CaseDocument document, ComplaintCase next, Erasure mark, DateOnly today) => new()
    {
        Version = document.Version + 1,
        Transition = Transition,
        At = mark.At,
        OccurredOn = today,
        BackDated = false,
        By = mark.By,
        From = document.State.Status,
        To = next.Status,
        Note = CaseNames.Of(mark.Reason),
    };
}
