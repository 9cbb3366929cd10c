using MongoDB.Bson.Serialization.Attributes;
using QualiPref.Complaints.Cases;

namespace QualiPref.Complaints.Storage;

/// <summary>What GridFS keeps of a file beside its bytes, as far as it is read here.</summary>
internal sealed class StoredFile
{
    [BsonId]
    public required Guid Id { get; init; }

    public required FileMetadata Metadata { get; init; }
}

/// <summary>Our part of it.</summary>
internal sealed class FileMetadata
{
    /// <summary>The case that it was stored for.</summary>
    public required Guid Case { get; init; }

    /// <summary>True until a sweep has seen that a case names it; then absent.</summary>
    [BsonIgnoreIfNull]
    public bool? Loose { get; init; }

    /// <summary>The agent who handed it in, until a case names it; then absent.</summary>
    [BsonIgnoreIfNull]
    public string? Agent { get; init; }

    /// <summary>What its case will say of it.</summary>
    public required Attachment Attachment { get; init; }
}
