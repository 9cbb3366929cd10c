namespace QualiPref.Platform.Catalogue;

/// <summary>What stands at the head and the foot of the letters of a site, and who signs them. The texts are French, as printed.</summary>
public sealed record Letterhead
{
    /// <summary>Who writes, one line each: the State, the prefecture, the service.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>Where answers go, one line each.</summary>
    public required IReadOnlyList<string> Address { get; init; }

    /// <summary>Telephone of the service, as people dial it.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address of the service.</summary>
    public string? Email { get; init; }

    /// <summary>Where letters are dated: « Évry, le 3 mars 2026 ».</summary>
    public required string Place { get; init; }

    /// <summary>What stands under a letter, one line each: a function, never a person's name, since letters outlive appointments.</summary>
    public required IReadOnlyList<string> Signature { get; init; }

    /// <summary>Small print at the foot of each page, one line each; may be empty.</summary>
    public required IReadOnlyList<string> Footer { get; init; }
}
