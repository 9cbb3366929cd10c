namespace QualiPref.Contracts.Cuts.V1;

/// <summary>How a cut ended: taken, or given up because the balance did not close within the limit.</summary>
public sealed record CutTaken
{
    /// <summary>Id of the cut.</summary>
    public required Guid CutId { get; init; }

    /// <summary>SHA-256 of the root's bytes in lower-case hexadecimal: the cut can be read; null when it was given up.</summary>
    public string? RootDigest { get; init; }

    /// <summary>The rows that stayed open and were not declared; empty when the cut was taken.</summary>
    public required IReadOnlyList<OpenMonth> Open { get; init; }
}

/// <summary>A row of the balance that did not close.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Received">Distinct ids that the source stated.</param>
/// <param name="Facts">Facts that are held.</param>
/// <param name="Pending">Records stored by the source and not yet published.</param>
public sealed record OpenMonth(string Source, string Site, DateOnly Month, int Received, int Facts, int Pending);
