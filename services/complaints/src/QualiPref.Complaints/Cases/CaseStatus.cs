namespace QualiPref.Complaints.Cases;

/// <summary>Where a case stands.</summary>
internal enum CaseStatus
{
    Received,
    Acknowledged,
    Qualified,
    Assigned,
    AwaitingUser,
    Answered,
    Closed,
    Transferred,
    Merged,
    Rejected,
}

/// <summary>Whether the first answer came in time.</summary>
internal enum Verdict
{
    /// <summary>Open and not yet answered, past due or not.</summary>
    Pending,

    /// <summary>The first answer was dated on or before the due date.</summary>
    InTime,

    /// <summary>The first answer was dated after the due date.</summary>
    Late,

    /// <summary>Outside the measure of answers: thanks, anonymous, or left the desk without an answer.</summary>
    NotApplicable,
}

/// <summary>What came out of a case.</summary>
internal enum CaseOutcome
{
    Founded,
    PartlyFounded,
    Unfounded,
    OutOfScope,
    NoReplyPossible,
}

/// <summary>Groups of states.</summary>
internal static class CaseStatuses
{
    /// <summary>The states in which somebody still has to do something.</summary>
    public static IReadOnlyList<CaseStatus> Open { get; } =
        [CaseStatus.Received, CaseStatus.Acknowledged, CaseStatus.Qualified, CaseStatus.Assigned, CaseStatus.AwaitingUser];

    public static bool IsOpen(this CaseStatus status) => Open.Contains(status);
}
