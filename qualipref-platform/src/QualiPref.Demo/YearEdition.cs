using QualiPref.Statistics.Figures;

namespace QualiPref.Demo;

/// <summary>What the table needs of an edition's JSON document.</summary>
internal sealed record YearEdition
{
    public required string Title { get; init; }

    public required string NetworkName { get; init; }

    public required IReadOnlyList<EditionSite> Sites { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Name of a site, or of the total for null.</summary>
    public string NameOf(string? site) => site is null ? "Ensemble du réseau" : Sites.First(one => one.Code == site).Name;
}

/// <summary>A site of the network.</summary>
internal sealed record EditionSite(string Code, string Name);
