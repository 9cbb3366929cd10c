using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Services;

/// <summary>A report in a list.</summary>
internal sealed record ReportLine(Guid Id, string Network, string Period, string Title, string? Status);

/// <summary>A report with all it shows.</summary>
internal record Report
{
    public required Guid Id { get; init; }

    public required string Network { get; init; }

    public string? NetworkName { get; init; }

    public required string Period { get; init; }

    public required string Title { get; init; }

    public string? Status { get; init; }

    public long Version { get; init; }

    public DateOnly? AsOf { get; init; }

    public IReadOnlyList<ReportSite> Sites { get; init; } = [];

    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    public IReadOnlyList<Figure> Figures { get; init; } = [];

    public IReadOnlyList<ReceivedCount> Complaints { get; init; } = [];

    public IReadOnlyList<ReportWarning> Warnings { get; init; } = [];

    /// <summary>Whether everything received in the period is counted; null where the service does not say it.</summary>
    public Balance? Balance { get; init; }

    /// <summary>The editions that a draft was frozen to, oldest first.</summary>
    public IReadOnlyList<EditionReference> Editions { get; init; } = [];
}

/// <summary>An edition of a report.</summary>
internal sealed record EditionReference(Guid Id, int Revision, DateTimeOffset CreatedAt);

/// <summary>A site of the report.</summary>
internal sealed record ReportSite(string Code, string Name, IReadOnlyList<ReportModule>? Modules);

/// <summary>A module that a site retains.</summary>
internal sealed record ReportModule(string Code, string Name, bool Verified);

/// <summary>A section, one duty of the committee.</summary>
internal sealed record ReportSection(string Code, string Title, string? Introduction, IReadOnlyList<string>? Indicators);

/// <summary>Cases received by kind, channel and motive, of a site or of the network (site null).</summary>
internal sealed record ReceivedCount(string? Site, string Kind, string Channel, string Motive, long Received);

/// <summary>What a reader must know.</summary>
internal sealed record ReportWarning(string Code, string Text);
