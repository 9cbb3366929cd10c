namespace QualiPref.Synthetic;

/// <summary>A kiosk of the synthetic network.</summary>
/// <param name="Site">Code of its site.</param>
/// <param name="Label">Label by which it is known.</param>
public sealed record SyntheticKiosk(string Site, string Label)
{
    /// <summary>What is the matter with it.</summary>
    public KioskTrouble Trouble { get; init; }
}

/// <summary>What may be the matter with a kiosk.</summary>
public enum KioskTrouble
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its clock is two days ahead.</summary>
    TwoDaysAhead,

    /// <summary>Its clock gains ten seconds a day.</summary>
    Drifts,

    /// <summary>Its clock starts in 1970; a monotonic clock tells when an answer was given, but not across a restart.</summary>
    NoBattery,

    /// <summary>It is suspended at night: its clock is right, but its monotonic clock has missed half of the time.</summary>
    Sleeps,

    /// <summary>It is without a network: its answers come after everything else.</summary>
    Offline,
}
