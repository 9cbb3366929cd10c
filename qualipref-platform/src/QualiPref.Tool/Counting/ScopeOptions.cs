using System.CommandLine;

namespace QualiPref.Tool.Counting;

/// <summary>Which networks and days a command is about.</summary>
/// <param name="takesAll">Whether the days may be all that there are.</param>
internal sealed class ScopeOptions(bool takesAll = false)
{
    public Option<string?> Network { get; } = new("--network") { Description = "Code of a network; every network of the catalogue when left out.", HelpName = "code" };

    public Option<string?> Period { get; } = new("--period")
    {
        Description = $"A period such as 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15{(takesAll ? $", or {Balances.Ever}" : "")}; the last year and the present one when left out.",
        HelpName = "period",
    };
}
