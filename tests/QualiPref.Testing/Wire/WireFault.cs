namespace QualiPref.Testing.Wire;

/// <summary>What a member of a replica set does to a command when the set is not well.</summary>
public enum WireFault
{
    /// <summary>Nothing: the command is carried out and answered.</summary>
    None,

    /// <summary>Refused, not carried out: the member is no longer the primary (code 10107).</summary>
    NotPrimary,

    /// <summary>Carried out, then answered as interrupted by a step-down (code 11602): whether it was done is not told.</summary>
    SteppedDown,

    /// <summary>Carried out here, but the majority did not confirm in time (a write concern error, code 64).</summary>
    Unconfirmed,

    /// <summary>Carried out, and the connection ends before the answer.</summary>
    Cut,

    /// <summary>Refused: the cursor of this <c>getMore</c> went with the member that had it (code 43).</summary>
    LostCursor,

    /// <summary>Carried out, and answered late.</summary>
    Delayed,
}
