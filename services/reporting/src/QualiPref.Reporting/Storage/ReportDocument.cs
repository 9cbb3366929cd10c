using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Reporting.Storage;

/// <summary>One annual report. A draft stores no figure: it follows the cells each time it is read.</summary>
internal sealed record ReportDocument
{
    /// <summary>The only status there is: every report follows the figures.</summary>
    public const string Draft = "draft";

    [BsonId]
    public required Guid Id { get; init; }

    public required long Version { get; init; }

    public required string Network { get; init; }

    /// <summary>Canonical text of a period of whole months.</summary>
    public required string Period { get; init; }

    public required string Title { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    public bool HasContentOf(ReportDocument other) => Network == other.Network && Period == other.Period && Title == other.Title;
}
