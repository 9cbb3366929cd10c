using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;

namespace QualiPref.Indicators.Storage;

/// <summary>What a cell counts.</summary>
internal sealed record CellContent
{
    public required IReadOnlyList<AnswerCount> Answers { get; init; }

    public required IReadOnlyList<ComplaintCount> Complaints { get; init; }

    public required IReadOnlyList<MeasuredCount> Measurements { get; init; }

    public bool SaysTheSameAs(CellContent other) => this.ToBson().AsSpan().SequenceEqual(other.ToBson());

    public SiteDayCell ToCell(SiteDay day, long version) => new()
    {
        Site = day.Site,
        Date = day.Date,
        Version = version,
        Answers = Answers,
        Complaints = Complaints,
        Measurements = Measurements,
    };
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

    /// <summary>Which facts it counts whose marks are perhaps not cleared yet; absent from a cell that a release before wrote.</summary>
    [BsonIgnoreIfNull]
    public SettledFacts? Settled { get; init; }

    public SiteDayCell ToCell() => Content.ToCell(new SiteDay(Site, Date), Version);
}
