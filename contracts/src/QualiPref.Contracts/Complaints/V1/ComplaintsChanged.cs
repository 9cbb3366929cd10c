namespace QualiPref.Contracts.Complaints.V1;

/// <summary>1 to 500 statistical states of cases, each complete in itself; the highest version of a case is the one that counts.</summary>
public sealed record ComplaintsChanged
{
    /// <summary>The states, in no particular order.</summary>
    public required IReadOnlyList<ComplaintState> Complaints { get; init; }

    /// <summary>
    /// True when sent again on request because the facts held are wrong in themselves: each state then replaces whatever is held under its
    /// id, an equal or higher version too.
    /// </summary>
    public bool Overrules { get; init; }
}
