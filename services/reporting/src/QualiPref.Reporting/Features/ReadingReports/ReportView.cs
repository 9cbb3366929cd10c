using QualiPref.Reporting.Storage;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>What a report and a frozen edition show alike.</summary>
public abstract record ReportContent
{
    /// <summary>Id of the report or edition.</summary>
    public required Guid Id { get; init; }

    /// <summary>Version of the report or edition, also its ETag.</summary>
    public required long Version { get; init; }

    /// <summary>Code of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Name of the network.</summary>
    public required string NetworkName { get; init; }

    /// <summary>The period, whole months, in its canonical form.</summary>
    public required string Period { get; init; }

    /// <summary>Title given by the quality officer.</summary>
    public required string Title { get; init; }

    /// <summary><c>draft</c>, <c>freezing</c> or <c>frozen</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Local legal date at which open cases were judged.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Site-days behind the figures of the period.</summary>
    public required int SiteDays { get; init; }

    /// <summary>The sites of the network.</summary>
    public required IReadOnlyList<ReportSite> Sites { get; init; }

    /// <summary>The outline, one section for each duty of the committee.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>Overall figures of each site and of the network (site null).</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Complaints and suggestions received by kind × channel × motive, of each site and of the network (site null); what did not occur is absent.</summary>
    public required IReadOnlyList<ReceivedCount> Complaints { get; init; }

    /// <summary>Whether everything received in the period is counted.</summary>
    public required ReportBalance Balance { get; init; }

    /// <summary>What a reader of the figures must know.</summary>
    public required IReadOnlyList<ReportWarning> Warnings { get; init; }
}

/// <summary>A report as it stands at the moment it is read: its figures follow the data whatever its status.</summary>
public sealed record ReportView : ReportContent
{
    /// <summary>The editions that it was frozen to, oldest first.</summary>
    public required IReadOnlyList<EditionReference> Editions { get; init; }

    /// <summary>The freezing that is under way, or that waits for somebody because its edition cannot be built; null when there is neither.</summary>
    public required FreezingState? Freezing { get; init; }
}

/// <summary>A freezing that has not ended.</summary>
/// <param name="Operation">Address of the operation, which says more.</param>
/// <param name="Status"><c>running</c>, or <c>failed</c> until it is tried again or given up.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
/// <param name="Code">Code of the problem once it has failed; null before.</param>
/// <param name="Cause">Why in a word: the code of a problem, or the kind of exception that the log shows whole; null before.</param>
public sealed record FreezingState(string Operation, string Status, DateTime RequestedAt, string? Code, string? Cause)
{
    internal static FreezingState? Of(ReportDocument report) => report.Freezings.LastOrDefault(one => one.IsUnderWay || one.IsParked) switch
    {
        null => null,
        { IsParked: true, Fault.Cause: var cause } parked => new(Addresses.Operation(parked.CutId), "failed", parked.RequestedAt, ReportingProblems.EditionNotBuilt.Code, cause),
        var running => new(Addresses.Operation(running.CutId), "running", running.RequestedAt, null, null),
    };
}

/// <summary>An edition of a report.</summary>
/// <param name="Id">Id of the edition.</param>
/// <param name="Revision">Its number among the editions of its network and period.</param>
/// <param name="CreatedAt">When it was stored, UTC.</param>
public sealed record EditionReference(Guid Id, int Revision, DateTime CreatedAt);

/// <summary>A site of the network.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Modules">The modules that it retains.</param>
public sealed record ReportSite(string Code, string Name, IReadOnlyList<ReportModule> Modules);

/// <summary>A retained module.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Verified">False where the source leaves a doubt.</param>
public sealed record ReportModule(string Code, string Name, bool Verified);

/// <summary>A duty of the committee.</summary>
/// <param name="Code">Stable code of the section.</param>
/// <param name="Title">Title in French.</param>
/// <param name="Introduction">What it shows, in French.</param>
/// <param name="Indicators">Codes of the indicators that it looks at.</param>
public sealed record ReportSection(string Code, string Title, string Introduction, IReadOnlyList<string> Indicators);

/// <summary>Something that a reader of the figures must know.</summary>
/// <param name="Code">Stable code of the warning.</param>
/// <param name="Text">The sentence in French.</param>
public sealed record ReportWarning(string Code, string Text);
