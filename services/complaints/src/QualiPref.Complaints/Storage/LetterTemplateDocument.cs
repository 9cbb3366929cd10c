using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Storage;

/// <summary>One version of a standard letter; versions are added, never changed.</summary>
internal sealed record LetterTemplateDocument
{
    [BsonId]
    public ObjectId Id { get; init; }

    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Label { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ChangedAt { get; init; }

    public required string ChangedBy { get; init; }
}
