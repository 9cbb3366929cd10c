namespace QualiPref.Statistics.Figures;

/// <summary>What <see cref="FigureCalculator"/> is to make of a <see cref="FigureTally"/>; it looks at nothing else, not even a clock.</summary>
public sealed record FigureRequest
{
    /// <summary>Definitions of the catalogue, in the order in which figures are to come.</summary>
    public required IReadOnlyList<IndicatorDefinition> Definitions { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    /// <summary>All sites of the network, in the order in which figures are to come; codes are distinct, and the tally has them all.</summary>
    public required IReadOnlyList<SiteScope> Sites { get; init; }

    /// <summary>Dimensions to cross, all at once; an indicator is crossed over those of them that it has.</summary>
    public FigureDimensions By { get; init; }

    /// <summary>Only this site and no total; null for all sites and the total.</summary>
    public string? Site { get; init; }

    /// <summary>Only this indicator; null for all.</summary>
    public string? Indicator { get; init; }

    /// <summary>By which rules; those of today unless an edition was made by older ones.</summary>
    public FigureFormat Format { get; init; } = FigureFormat.Newest;
}

/// <summary>A site with the modules it retains.</summary>
/// <param name="Code">Code of the site.</param>
/// <param name="Modules">Codes of the modules that the site retains.</param>
public sealed record SiteScope(string Code, IReadOnlyCollection<string> Modules);

/// <summary>A span of local legal dates.</summary>
/// <param name="Text">As asked for, such as <c>2026-Q3</c>; repeated in the figures.</param>
/// <param name="From">First day, included.</param>
/// <param name="To">Last day, included.</param>
public sealed record FigurePeriod(string Text, DateOnly From, DateOnly To);
