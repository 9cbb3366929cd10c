using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Storage;

/// <summary>
/// Letters of a site that are printed together. Which ones they are stands in their cases, each of which names it: here is nothing of anybody.
/// </summary>
internal sealed record PrintBatchDocument
{
    [BsonId]
    public required Guid Id { get; init; }

    public required string Site { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTime MadeAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The letterhead then: printed again, its letters are the same, whatever the catalogue says by now.</summary>
    public required Letterhead Head { get; init; }

    /// <summary>How many letters it has; null while they are being put into it, and for good where that was interrupted and never gone on with.</summary>
    public int? Letters { get; init; }

    /// <summary>When somebody said that it was posted (UTC).</summary>
    public DateTime? PostedAt { get; init; }

    public string? PostedBy { get; init; }
}
