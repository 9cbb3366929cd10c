using System.Globalization;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>A frozen edition: what its report showed at that moment, and what it takes to prove it.</summary>
public sealed record EditionView : ReportContent
{
    /// <summary>Id of the report that was frozen.</summary>
    public required Guid Report { get; init; }

    /// <summary>1, 2, … in its network and period.</summary>
    public required int Revision { get; init; }

    /// <summary>The revision before; null for the first.</summary>
    public required Guid? Previous { get; init; }

    /// <summary>When it was stored, UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When it was published, UTC; null while it is not.</summary>
    public required DateTime? PublishedAt { get; init; }

    /// <summary>Whom this version is for.</summary>
    public required Audience Audience { get; init; }

    /// <summary>Id of the cut that it rests on.</summary>
    public required Guid Cut { get; init; }

    /// <summary>SHA-256 of the manifest, in lower-case hexadecimal: it stands for the whole edition.</summary>
    public required string ManifestDigest { get; init; }

    /// <summary>Version of the code that computed the figures.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Rows of the balance that were declared incomplete.</summary>
    public required IReadOnlyList<DeclaredRow> Declared { get; init; }

    /// <summary>What became of the figures since the revision before; empty in the first, null when that one, or a cut, could not be read.</summary>
    public required IReadOnlyList<FigureChange>? Changes { get; init; }

    internal static EditionView Of(OpenedEdition opened, Audience audience)
    {
        var (edition, manifest, figures) = opened;
        var period = Platform.Time.Period.Parse(manifest.Period);
        return new EditionView
        {
            Id = edition.Id,
            Version = edition.Version,
            Network = manifest.Network,
            NetworkName = manifest.NetworkName,
            Period = manifest.Period,
            Title = manifest.Title,
            Status = "frozen",
            AsOf = manifest.AsOf,
            SiteDays = figures.SiteDays,
            Sites = manifest.Sites,
            Sections = figures.Sections,
            Figures = figures.Figures,
            Complaints = audience == Audience.Members ? figures.Complaints : [],
            Balance = BalanceOf(figures, period),
            Warnings = figures.Warnings,
            Report = manifest.Report,
            Revision = manifest.Revision,
            Previous = manifest.Previous,
            CreatedAt = manifest.CreatedAt,
            PublishedAt = edition.Publication?.At,
            Audience = audience,
            Cut = manifest.Cut.Id,
            ManifestDigest = edition.ManifestDigest,
            CodeVersion = manifest.CodeVersion,
            Declared = [.. figures.Declared.Select(one => DeclaredRow.Of(one, figures.Open, audience))],
            Changes = figures.Changes,
        };
    }

    private static ReportBalance BalanceOf(FrozenFigures figures, Period period) =>
        ReportBalance.Of(figures.Balance.Where(row => period.Contains(row.Month)));
}

/// <summary>A row of the balance that was declared incomplete when the report was frozen.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">The month, <c>yyyy-MM</c>.</param>
/// <param name="Pending">Records said to be missing.</param>
/// <param name="Missing">Records that were in fact missing from the cut; 0 when the row had closed.</param>
/// <param name="Reason">Why; null in the public version.</param>
public sealed record DeclaredRow(string Source, string Site, string Month, int Pending, int Missing, string? Reason)
{
    internal static DeclaredRow Of(DeclaredException declared, IReadOnlyList<OpenMonth> open, Audience audience)
    {
        var row = open.FirstOrDefault(one => (one.Source, one.Site, one.Month) == (declared.Source, declared.Site, declared.Month));
        return new DeclaredRow(
            declared.Source, declared.Site, declared.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), declared.Pending,
            row is null ? 0 : Math.Max(row.Received - row.Facts, row.Pending), audience == Audience.Members ? declared.Reason : null);
    }
}
