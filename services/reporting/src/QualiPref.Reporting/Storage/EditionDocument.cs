using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Reporting.Storage;

/// <summary>
/// The root of a frozen edition, written last: what it points to is complete. Nothing of it ever changes but <see cref="Publication"/>,
/// which is set once. Everything else is in documents that are addressed by their digest, first of all the manifest.
/// </summary>
internal sealed record EditionDocument
{
    /// <summary>UUIDv5 of the cut's id: the same cut cannot become two editions.</summary>
    [BsonId]
    public required Guid Id { get; init; }

    public required Guid Report { get; init; }

    public required string Network { get; init; }

    /// <summary>Canonical text of the period.</summary>
    public required string Period { get; init; }

    public required string Title { get; init; }

    public required DateOnly AsOf { get; init; }

    /// <summary>1, 2, … in its network and period.</summary>
    public required int Revision { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    public required Guid CutId { get; init; }

    public required string ManifestDigest { get; init; }

    [BsonIgnoreIfNull]
    public Publication? Publication { get; init; }

    /// <summary>Its ETag: only the publication changes an edition.</summary>
    public long Version => Publication is null ? 1 : 2;
}

/// <summary>That an edition was put before the public.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Reason">Why, as the référent qualité wrote it.</param>
/// <param name="By">Name of who did it.</param>
internal sealed record Publication(DateTime At, string Reason, string By);
