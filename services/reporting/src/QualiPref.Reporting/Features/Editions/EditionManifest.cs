using QualiPref.Contracts.Cuts.V1;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>
/// Everything one needs to read an edition and to compute it again, years later and whatever the catalogue says by then. The digest of its
/// bytes stands for the whole edition: it names the digests of all the rest.
/// </summary>
internal sealed record EditionManifest
{
    /// <summary>Id of the edition.</summary>
    public required Guid Edition { get; init; }

    /// <summary>Id of the report that was frozen.</summary>
    public required Guid Report { get; init; }

    public required string Title { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    public required string NetworkName { get; init; }

    public required string Period { get; init; }

    public required DateOnly AsOf { get; init; }

    public required int Revision { get; init; }

    /// <summary>The revision before, if there is one.</summary>
    public required Guid? Previous { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Version of the code that computed the figures.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>The formats of what the edition holds, by which it is read and verified for ever; the first ones unless it says others.</summary>
    public ManifestFormats Formats { get; init; } = ManifestFormats.First;

    public required ManifestCut Cut { get; init; }

    /// <summary>SHA-256 of the bytes of the figures.</summary>
    public required string FiguresDigest { get; init; }

    /// <summary>The definitions that were applied.</summary>
    public required IReadOnlyList<IndicatorDefinition> Definitions { get; init; }

    /// <summary>The sites with their names and modules.</summary>
    public required IReadOnlyList<ReportSite> Sites { get; init; }

    /// <summary>Labels of complaint channels and motives.</summary>
    public required ReportLabels Labels { get; init; }

    /// <summary>
    /// The ends of the audit logs when it was frozen, by service: whoever holds this manifest can tell whether a log was altered up to there. One that did not answer
    /// then is not among them.
    /// </summary>
    public IReadOnlyDictionary<string, AuditHead> AuditHeads { get; init; } = new Dictionary<string, AuditHead>();

    /// <summary>What the figures are about.</summary>
    public ReportScope Scope() => new()
    {
        Definitions = Definitions,
        Network = Network,
        Sites = Sites,
        Period = Platform.Time.Period.Parse(Period),
        AsOf = AsOf,
        // EditionFormats refuses a manifest that names another.
        Format = FigureFormat.Find(Formats.Figures)!,
    };

    /// <summary>Whether an edition document says what this manifest says.</summary>
    public bool Agrees(EditionDocument edition) =>
        Edition == edition.Id && Report == edition.Report && Title == edition.Title && Network == edition.Network && Period == edition.Period
        && AsOf == edition.AsOf && Revision == edition.Revision && CreatedAt == edition.CreatedAt && Cut.Id == edition.CutId;
}

/// <summary>The formats of what an edition holds, each counted from 1.</summary>
/// <param name="Cells">Of the cells, and of the root and the parts of the cut.</param>
/// <param name="Figures">Of the figures and the document that holds them, and the rules by which they were computed.</param>
/// <param name="Definitions">Of the definitions and the manifest that holds them.</param>
internal sealed record ManifestFormats(int Cells, int Figures, int Definitions)
{
    /// <summary>Those of version 0.1.0, whose manifests name none.</summary>
    public static ManifestFormats First { get; } = new(1, 1, 1);
}

/// <summary>The cut that an edition rests on.</summary>
/// <param name="Id">Id of the cut.</param>
/// <param name="RootDigest">SHA-256 of the bytes of its root.</param>
/// <param name="Parts">Its parts by digest.</param>
internal sealed record ManifestCut(Guid Id, string RootDigest, IReadOnlyList<CutPartReference> Parts);

/// <summary>Labels of codes that the figures do not explain by themselves.</summary>
/// <param name="Channels">Complaint channels.</param>
/// <param name="Motives">Complaint motives.</param>
public sealed record ReportLabels(IReadOnlyDictionary<string, string> Channels, IReadOnlyDictionary<string, string> Motives)
{
    /// <summary>The labels of today.</summary>
    /// <param name="catalogue">The catalogue.</param>
    internal static ReportLabels Of(Catalogue catalogue) => new(
        catalogue.ComplaintChannels.ToDictionary(one => one.Code, one => one.Label),
        catalogue.Motives.ToDictionary(one => one.Code, one => one.Label));
}
