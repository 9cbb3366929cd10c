using System.Diagnostics;
using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Telemetry;

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
internal sealed class CellDocument
{
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Grows by one with each recomputation that changed the content.</summary>
    public required long Version { get; init; }

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

    /// <summary>What wrote this version; absent when that was not traced.</summary>
    [BsonIgnoreIfNull]
    public CellTrace? Trace { get; init; }

    public SiteDayCell ToCell() => Content.ToCell(new SiteDay(Site, Date), Version);
}

/// <summary>The span that wrote a version of a cell.</summary>
/// <param name="Parent">Its W3C trace parent.</param>
/// <param name="At">When it began (UTC).</param>
internal sealed record CellTrace(string Parent, DateTime At)
{
    /// <summary>The present one; null when it is not traced.</summary>
    public static CellTrace? Current => TraceContext.Current is { } parent ? new CellTrace(parent, Activity.Current!.StartTimeUtc) : null;
}
