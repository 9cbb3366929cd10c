using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Storage;

/// <summary>A letter to a person. Letters are many and long, so they are kept beside the cases.</summary>
internal sealed record LetterDocument
{
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>The case it was written for.</summary>
    public required Guid Case { get; init; }

    /// <summary>The transition that wrote it.</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    /// <summary>Code of the standard letter it was made from.</summary>
    public string? Template { get; init; }

    /// <summary>Version of the standard letter.</summary>
    public int? TemplateVersion { get; init; }

    /// <summary>Local legal date that it bears.</summary>
    public required DateOnly SentOn { get; init; }

    /// <summary>When it was typed in (UTC).</summary>
    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>True once a step of its case was seen to name it; <see cref="LetterSweeper"/> looks no more.</summary>
    [BsonIgnoreIfNull]
    public bool? Claimed { get; init; }

    /// <summary>When it was first seen without such a step, by the database's clock (UTC).</summary>
    [BsonIgnoreIfNull]
    public DateTime? OrphanSince { get; init; }
}
