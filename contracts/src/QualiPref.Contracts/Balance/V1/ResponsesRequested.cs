namespace QualiPref.Contracts.Balance.V1;

/// <summary>
/// Asks a source to publish again every record of some site-days, and then their rows: the facts disagree with the rows told. Other
/// sources ignore it. Asking twice is harmless.
/// </summary>
public sealed record ResponsesRequested
{
    /// <summary>The source that is asked: <c>surveys</c> or <c>complaints</c>.</summary>
    public required string Source { get; init; }

    /// <summary>1 to 500 site-days.</summary>
    public required IReadOnlyList<RequestedSiteDay> SiteDays { get; init; }

    /// <summary>
    /// Asks that the records overrule what is held: the usual resending did not help, so a fact is wrong in itself and not merely late.
    /// </summary>
    public bool Overrules { get; init; }
}

/// <summary>A site-day of which everything is wanted again.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date.</param>
public sealed record RequestedSiteDay(string Site, DateOnly Date);
