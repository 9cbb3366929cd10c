using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Complaints.Cases.Letters;

/// <summary>A letter to a person, kept in the document of its case: the write that takes a step writes its letter, and an erasure of the case finds it.</summary>
internal sealed record Letter
{
    /// <summary>Most letters of a case: its document stays far below what one may hold.</summary>
    public const int MostOfACase = 100;

    /// <summary>Kind of the receipt that is written with the filing; nobody takes it back.</summary>
    public const string Receipt = "file";

    /// <summary>Kind of a letter that no step wrote.</summary>
    public const string OfItsOwn = "letter";

    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>The transition that wrote it, <see cref="Receipt"/> or <see cref="OfItsOwn"/>.</summary>
    public required string Kind { get; init; }

    public required string Subject { get; init; }

    /// <summary>Plain text; a blank line between paragraphs.</summary>
    public required string Body { get; init; }

    /// <summary>ISO 639-1 code of the language it is written in.</summary>
    public string Language { get; init; } = "fr";

    /// <summary>Code of the standard letter it was made from.</summary>
    public string? Template { get; init; }

    /// <summary>Version of the standard letter.</summary>
    public int? TemplateVersion { get; init; }

    /// <summary>Local legal date that it bears; <c>sentOn</c> in the public contract.</summary>
    public required DateOnly DatedOn { get; init; }

    /// <summary>When it was typed in (UTC).</summary>
    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>How it is brought to the person, the attempt that stands last; empty for a letter of before there were records of it.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>The case before the step that wrote it, to which taking the letter back returns; absent where no step wrote it.</summary>
    [BsonIgnoreIfNull]
    public ComplaintCase? Before { get; init; }

    /// <summary>The delivery that stands; null for a letter of before there were records of it.</summary>
    [BsonIgnore]
    public Delivery? Delivery => Deliveries.Count == 0 ? null : Deliveries[^1];
}
