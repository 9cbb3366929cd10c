using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>What a cell counts.</summary>
internal sealed record CellContent
{
    public required IReadOnlyList<AnswerCount> Answers { get; init; }

    public required IReadOnlyList<ComplaintCount> Complaints { get; init; }

    public required IReadOnlyList<MeasuredCount> Measurements { get; init; }
}

/// <summary>One site-day as last recomputed. The id is the <see cref="SiteDay"/>'s text.</summary>
internal sealed class CellDocument : LedgerDocument<string>
{
    public required string Site { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>
    /// Recomputations so far, also those that changed nothing. Writes are filtered on it and not on the version: a recomputation that
    /// found the content unchanged must still defeat a slower one that read older facts.
    /// </summary>
    public required long Pass { get; init; }

    public required CellContent Content { get; init; }

    public SiteDayCell ToCell() => new()
    {
        Site = Site,
        Date = Date,
        Version = Version,
        Answers = Content.Answers,
        Complaints = Content.Complaints,
        Measurements = Content.Measurements,
    };
}
