using QualiPref.Contracts.Balance.V1;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>The figures of an edition and what one must know to read them: a document that never changes, addressed by its digest.</summary>
internal sealed record FrozenFigures
{
    /// <summary>Overall figures of each site and of the network.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Complaints and suggestions by kind × channel × motive.</summary>
    public required IReadOnlyList<ReceivedCount> Complaints { get; init; }

    /// <summary>Site-days with data in the period.</summary>
    public required int SiteDays { get; init; }

    /// <summary>The outline as it was.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<ReportWarning> Warnings { get; init; }

    /// <summary>The balance as the cut holds it: the period and the year before.</summary>
    public required IReadOnlyList<BalanceMonth> Balance { get; init; }

    /// <summary>Rows that were declared, with their reasons.</summary>
    public required IReadOnlyList<DeclaredException> Declared { get; init; }

    /// <summary>Declared rows that were still open when the cut was taken: what is missing there is missing from the figures.</summary>
    public required IReadOnlyList<OpenMonth> Open { get; init; }

    /// <summary>What became of the figures since the revision before; empty in the first, null when that one, or a cut, was altered and cannot be read.</summary>
    public required IReadOnlyList<FigureChange>? Changes { get; init; }

    /// <summary>How many figures there are, crossed ones included.</summary>
    public int Count() => Figures.Count + Complaints.Count;
}
