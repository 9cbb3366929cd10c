namespace QualiPref.Platform.Catalogue;

/// <summary>A quality framework (référentiel) in one version, such as Qualipref2 of October 2012.</summary>
public sealed record QualityFramework
{
    /// <summary>Code with the year, such as <c>qualipref2-2012</c>.</summary>
    public required string Code { get; init; }

    /// <summary>French name.</summary>
    public required string Label { get; init; }

    /// <summary>Day, month or year of the version, as the document gives it.</summary>
    public required string Version { get; init; }

    /// <summary>False when the wording of any of it could not be checked in the official text.</summary>
    public required bool Verified { get; init; }

    /// <summary>Where the data come from.</summary>
    public required string Source { get; init; }

    /// <summary>Its modules (rubriques in the Marianne framework), by number.</summary>
    public required IReadOnlyList<FrameworkModule> Modules { get; init; }
}

/// <summary>A module of a framework.</summary>
public sealed record FrameworkModule
{
    /// <summary>Code, unique in the catalogue.</summary>
    public required string Code { get; init; }

    /// <summary>Number in the framework.</summary>
    public required int Number { get; init; }

    /// <summary>French name.</summary>
    public required string Label { get; init; }

    /// <summary>Whether every site retains it.</summary>
    public required bool Mandatory { get; init; }

    /// <summary>False when name or number could not be checked.</summary>
    public required bool Verified { get; init; }

    /// <summary>Where the data come from.</summary>
    public required string Source { get; init; }

    /// <summary>Its commitments as far as they are known; empty when none could be read.</summary>
    public required IReadOnlyList<Commitment> Commitments { get; init; }
}

/// <summary>A commitment (engagement) towards the users.</summary>
public sealed record Commitment
{
    /// <summary>Code, such as <c>E4</c>; unique in the catalogue.</summary>
    public required string Code { get; init; }

    /// <summary>Short French title that identifies it; not the official wording.</summary>
    public required string Label { get; init; }

    /// <summary>False when title or number could not be checked.</summary>
    public required bool Verified { get; init; }

    /// <summary>Where the data come from.</summary>
    public required string Source { get; init; }
}
