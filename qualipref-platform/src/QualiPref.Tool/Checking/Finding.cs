namespace QualiPref.Tool.Checking;

/// <summary>How a part was found.</summary>
internal enum FindingState
{
    /// <summary>As it has to be.</summary>
    Ok,

    /// <summary>It works, and somebody has to look at something.</summary>
    Warning,

    /// <summary>It is not as it has to be.</summary>
    Failed,

    /// <summary>It was not looked at.</summary>
    Skipped,
}

/// <summary>What was found of a part.</summary>
/// <param name="Part">Which.</param>
/// <param name="State">How it was found.</param>
/// <param name="Detail">What, and what to do.</param>
internal sealed record Finding(string Part, FindingState State, string Detail)
{
    public static Finding Ok(string part, string detail) => new(part, FindingState.Ok, detail);

    public static Finding Warning(string part, string detail) => new(part, FindingState.Warning, detail);

    public static Finding Failed(string part, string detail) => new(part, FindingState.Failed, detail);

    public static Finding Skipped(string part, string detail) => new(part, FindingState.Skipped, detail);
}
