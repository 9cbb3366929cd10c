namespace QualiPref.Contracts.Indicators.V1;

/// <summary>Whole site-days, recomputed from their facts; the highest version of a site-day is the one that counts.</summary>
public sealed record CellsRecomputed
{
    /// <summary>1 to 500 cells, in no particular order.</summary>
    public required IReadOnlyList<SiteDayCell> Cells { get; init; }
}
