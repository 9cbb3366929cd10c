using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>An edition in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Report">The report that was frozen.</param>
/// <param name="Network">Code of the network.</param>
/// <param name="Period">The period in its canonical form.</param>
/// <param name="Title">Title of the report.</param>
/// <param name="Revision">1, 2, … in its network and period.</param>
/// <param name="AsOf">Local legal date at which open cases were judged.</param>
/// <param name="CreatedAt">When it was stored, UTC.</param>
/// <param name="PublishedAt">When it was published, UTC; null while it is not.</param>
/// <param name="ManifestDigest">SHA-256 of the manifest.</param>
internal sealed record EditionSummary(
    Guid Id, Guid Report, string Network, string Period, string Title, int Revision, DateOnly AsOf, DateTime CreatedAt, DateTime? PublishedAt, string ManifestDigest)
{
    public static EditionSummary Of(EditionDocument edition) => new(
        edition.Id, edition.Report, edition.Network, edition.Period, edition.Title, edition.Revision, edition.AsOf, edition.CreatedAt,
        edition.Publication?.At, edition.ManifestDigest);
}
