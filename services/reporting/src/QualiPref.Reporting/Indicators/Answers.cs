using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Indicators;

/// <summary>What <c>indicators</c> found in a part of a cut.</summary>
/// <param name="Verified">Nothing differs.</param>
/// <param name="Facts">Facts that were looked at.</param>
/// <param name="Differences">What differs.</param>
/// <param name="Cells">The part's cells, counted again from exactly the facts' versions that it lists.</param>
/// <param name="Unlisted">Differences beyond those listed.</param>
internal sealed record PartVerification(
    bool Verified, int Facts, IReadOnlyList<PartDifference> Differences, IReadOnlyList<SiteDayCell> Cells, int Unlisted = 0);

/// <summary>Something in a part that is not what was cut.</summary>
/// <param name="Kind"><c>part</c>, <c>fact</c> or <c>cell</c>.</param>
/// <param name="Id">Which one.</param>
/// <param name="Site">Code of its site.</param>
/// <param name="Date">Its local legal date.</param>
/// <param name="Expected">What was cut.</param>
/// <param name="Found">What is there.</param>
/// <param name="Detail">In words.</param>
internal sealed record PartDifference(string Kind, string? Id, string? Site, DateOnly? Date, string? Expected, string? Found, string? Detail);

/// <summary>A page of the facts that differ between two cuts.</summary>
/// <param name="Items">The facts.</param>
/// <param name="Next">Cursor of the next page, null on the last.</param>
internal sealed record FactChanges(IReadOnlyList<FactChange> Items, string? Next);

/// <summary>A fact that differs between two cuts.</summary>
/// <param name="Source"><c>surveys</c>, <c>complaints</c> or <c>measurements</c>.</param>
/// <param name="Id">Id of the fact.</param>
/// <param name="Site">Its site in the later cut.</param>
/// <param name="Date">Its date in the later cut.</param>
/// <param name="From">Version in the earlier cut, null when it was not there.</param>
/// <param name="To">Version in the later cut, null when it is not there any more.</param>
/// <param name="Cause">Stable code of why.</param>
/// <param name="FromSite">Its site in the earlier cut when it was another.</param>
/// <param name="FromDate">Its date in the earlier cut when it was another.</param>
internal sealed record FactChange(
    string Source, Guid Id, string? Site, DateOnly? Date, long? From, long? To, string Cause, string? FromSite = null, DateOnly? FromDate = null);

/// <summary>What the draft of a report shows at this moment.</summary>
/// <param name="Figures">Overall figures of each site and of the network.</param>
/// <param name="Complaints">Complaints and suggestions by kind × channel × motive.</param>
/// <param name="SiteDays">Site-days with data in the period.</param>
/// <param name="Balance">By source, site and month.</param>
internal sealed record DraftFigures(IReadOnlyList<Figure> Figures, IReadOnlyList<ReceivedCount> Complaints, int SiteDays, IReadOnlyList<BalanceRow> Balance)
{
    /// <summary>Whether they are of exactly the sites of a network: each has figures, were they of nothing.</summary>
    public bool IsAbout(Network network) => Figures.Select(figure => figure.Site).OfType<string>().ToHashSet().SetEquals(network.Sites);
}
