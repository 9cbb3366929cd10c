using System.Text.Json;

namespace QualiPref.Portal.Services;

/// <summary>An edition in a list.</summary>
internal sealed record EditionLine
{
    public required Guid Id { get; init; }

    public required string Network { get; init; }

    public required string Period { get; init; }

    public string? Title { get; init; }

    public int Revision { get; init; }

    public DateOnly? AsOf { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }
}

/// <summary>A frozen report: the view of the report as it was, and what proves it.</summary>
internal sealed record Edition : Report
{
    public int Revision { get; init; }

    public string? ManifestDigest { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public IReadOnlyList<DeclaredRow> Declared { get; init; } = [];
}

/// <summary>What was known to be missing when the report was frozen, and why.</summary>
internal sealed record DeclaredRow(string Source, string Site, string Month, long Pending, string? Reason);

/// <summary>What freezing answers: the edition itself, or the name of it in the result of an operation.</summary>
internal sealed record FrozenEdition(Guid? Id, Guid? Edition)
{
    public Guid? Frozen => Id ?? Edition;
}

/// <summary>What recomputing an edition from its facts gave.</summary>
internal sealed record Verification
{
    public bool Verified { get; init; }

    public long Figures { get; init; }

    public long Facts { get; init; }

    /// <summary>All differences; only the first are listed.</summary>
    public long DifferenceCount { get; init; }

    public IReadOnlyList<VerificationDifference> Differences { get; init; } = [];
}

/// <summary>Something that is not as it was frozen: what was expected and what is there now.</summary>
internal sealed record VerificationDifference(string? Kind, string? Id, string? Site, DateOnly? Date, string? Expected, string? Found, string? Detail);

/// <summary>Long work that goes on, or what became of it.</summary>
internal sealed record LongOperation
{
    public required string Status { get; init; }

    /// <summary>Done so far, from 0 to 1; null when it is not known.</summary>
    public double? Progress { get; init; }

    public JsonElement? Result { get; init; }

    public ProblemDocument? Problem { get; init; }
}

/// <summary>What changed from one revision to another; the figures are told on the first page only.</summary>
internal sealed record EditionDifferences(IReadOnlyList<FigureDifference>? Figures, ServicePage<FactDifference>? Changes);

/// <summary>A figure in both revisions, and how many facts of each cause changed it.</summary>
internal sealed record FigureDifference(string Indicator, string? Site, FigureState? Old, FigureState? New, IReadOnlyList<CauseCount>? Causes);

/// <summary>A figure in one revision.</summary>
internal sealed record FigureState(long N, double? Value);

/// <summary>How many facts changed for one cause.</summary>
internal sealed record CauseCount(string Cause, long Count);

/// <summary>A fact that is another one in the later revision: its versions, null where it is not there.</summary>
internal sealed record FactDifference(string Source, Guid Id, string? Site, DateOnly? Date, long? From, long? To, string Cause);
