namespace QualiPref.Platform.Catalogue;

/// <summary>A group of sites that share a quality approach, such as a département.</summary>
public sealed record Network
{
    /// <summary>Code, such as <c>essonne</c>.</summary>
    public required string Code { get; init; }

    /// <summary>French name.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the framework whose modules the sites retain.</summary>
    public required string Framework { get; init; }

    /// <summary>Code of the questionnaire that its sites ask outside of waves; null for the first of the catalogue.</summary>
    public string? Questionnaire { get; init; }

    /// <summary>Codes of its sites, in the order of the file.</summary>
    public required IReadOnlyList<string> Sites { get; init; }
}

/// <summary>A place that receives the public.</summary>
public sealed record Site
{
    /// <summary>Code, such as <c>91-EVRY</c>; unique in the catalogue.</summary>
    public required string Code { get; init; }

    /// <summary>Code of its network.</summary>
    public required string Network { get; init; }

    /// <summary>French name.</summary>
    public required string Name { get; init; }

    /// <summary>Prefecture or sub-prefecture.</summary>
    public required SiteKind Kind { get; init; }

    /// <summary>IANA time zone; its <c>Id</c> is the name in the file.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>Zone whose public holidays apply, such as <c>metropole</c>.</summary>
    public required string HolidayZone { get; init; }

    /// <summary>Modules that the site retained. A module that is not here is <em>not retained</em>, which is not <em>not measured</em>.</summary>
    public required IReadOnlyList<SiteModule> Modules { get; init; }

    /// <summary>Days on which the site was or will be closed beyond weekends and holidays.</summary>
    public required IReadOnlyList<SiteClosure> Closures { get; init; }

    /// <summary>The teams to which its complaints are given, in the order of the file; none where that is not written.</summary>
    public IReadOnlyList<SiteTeam> Teams { get; init; } = [];

    /// <summary>Head of its letters: its own, else that of its network; null when neither is written.</summary>
    public Letterhead? Letterhead { get; init; }

    /// <summary>Whether the site retained a module.</summary>
    public bool Retains(string module) => Modules.Any(retained => retained.Code == module);
}

/// <summary>A module that a site retained.</summary>
/// <param name="Code">Code of the module.</param>
/// <param name="Verified">False when no document was seen that says the site retained it.</param>
public sealed record SiteModule(string Code, bool Verified);

/// <summary>A team of a site.</summary>
/// <param name="Code">Code, unique at the site: the same at several sites stands for the same work.</param>
/// <param name="Label">French name.</param>
public sealed record SiteTeam(string Code, string Label);

/// <summary>An exceptional closure of a site.</summary>
/// <param name="Date">Local legal date.</param>
/// <param name="Reason">Why, in French, as the proof of a due date prints it.</param>
public sealed record SiteClosure(DateOnly Date, string Reason);

/// <summary>What a site is.</summary>
public enum SiteKind
{
    /// <summary>Préfecture.</summary>
    Prefecture,

    /// <summary>Sous-préfecture.</summary>
    SubPrefecture,
}
