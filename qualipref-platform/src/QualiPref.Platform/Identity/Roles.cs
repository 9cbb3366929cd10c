namespace QualiPref.Platform.Identity;

/// <summary>The roles of the public contract. Each of the staff roles includes the ones before it; <see cref="Kiosk"/> and <see cref="Service"/> stand apart.</summary>
public static class Roles
{
    /// <summary>Types in what reaches the counter on paper.</summary>
    public const string Agent = "agent";

    /// <summary>Works on complaints.</summary>
    public const string Handler = "handler";

    /// <summary>The référent qualité: figures, reports, balances.</summary>
    public const string Quality = "quality";

    /// <summary>Runs the system.</summary>
    public const string Admin = "admin";

    /// <summary>A counter kiosk, with a token of its own.</summary>
    public const string Kiosk = "kiosk";

    /// <summary>A service of the platform, with a token it signs itself; no person holds it.</summary>
    public const string Service = "service";

    private static readonly string[] Staff = [Agent, Handler, Quality, Admin];

    /// <summary>The roles that a person can hold, the narrowest first.</summary>
    public static IReadOnlyList<string> OfStaff => Staff;

    /// <summary>Every role that a person or a kiosk can hold.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Staff, Kiosk];

    /// <summary>Whether holding one role is enough where another is asked.</summary>
    /// <param name="held">The role held.</param>
    /// <param name="asked">The role asked.</param>
    public static bool Includes(string held, string asked)
    {
        if (held == asked) return true;
        var (rank, needed) = (RankOf(held), RankOf(asked));
        return rank >= 0 && needed >= 0 && rank >= needed;
    }

    private static int RankOf(string role) => Array.IndexOf(Staff, role);
}
