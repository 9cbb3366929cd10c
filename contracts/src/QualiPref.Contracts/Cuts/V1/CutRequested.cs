namespace QualiPref.Contracts.Cuts.V1;

/// <summary>
/// Asks for a cut: the state of everything that the figures of a network and period rest on, once it is complete. Sources answer with
/// <c>IntakeBalanceChanged</c> that names the cut, <c>indicators</c> with <c>CutTaken</c>. Asking again for the same cut changes nothing.
/// </summary>
public sealed record CutRequested
{
    /// <summary>Id of the cut, chosen by the asker; the same for the same freezing.</summary>
    public required Guid CutId { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Canonical form of the period, whole months, such as <c>2025</c>; the cut also holds the same period a year before, with which figures are compared.</summary>
    public required string Period { get; init; }

    /// <summary>Local legal date at which open cases are to be judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Rows that may stay open: what is missing there was declared. Empty when nothing was.</summary>
    public required IReadOnlyList<DeclaredMonth> Declared { get; init; }

    /// <summary>
    /// Codes of the sites of the network by the catalogue of the asker, who shows these and no others; whoever answers may have another catalogue in force while a
    /// new one is being rolled out. Absent from messages of before; then each goes by its own.
    /// </summary>
    public IReadOnlyList<string>? Sites { get; init; }
}

/// <summary>A row of the balance that may stay open.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
public sealed record DeclaredMonth(string Source, string Site, DateOnly Month);
