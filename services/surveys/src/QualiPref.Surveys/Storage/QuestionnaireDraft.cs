using MongoDB.Bson.Serialization.Attributes;

namespace QualiPref.Surveys.Storage;

/// <summary>A questionnaire that is being written. It may be as wrong as it likes until it is published.</summary>
internal sealed class QuestionnaireDraft
{
    [BsonId]
    public required Guid Id { get; init; }

    /// <summary>Grows with each change; its ETag.</summary>
    public required long Revision { get; init; }

    /// <summary>Code of the questionnaire whose next version it is to be.</summary>
    public required string Code { get; init; }

    /// <summary>The questionnaire without a version, as published versions are kept.</summary>
    public required string Json { get; init; }

    public required DateTime ChangedAt { get; init; }

    public required string ChangedBy { get; init; }
}

/// <summary>A version as it was published: of it the platform reads what catalogues need, in every service.</summary>
internal sealed class PublicationDocument
{
    [BsonId]
    public required string Id { get; init; }

    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Json { get; init; }

    public required DateTime PublishedAt { get; init; }

    public required string PublishedBy { get; init; }

    /// <summary>The draft that it was, in the state of <see cref="Revision"/>: publishing that again is the same publication.</summary>
    public required Guid Draft { get; init; }

    public required long Revision { get; init; }

    [BsonIgnoreIfNull]
    public DateTime? WithdrawnAt { get; init; }

    [BsonIgnoreIfNull]
    public string? WithdrawnBy { get; init; }

    [BsonIgnoreIfNull]
    public string? WithdrawalReason { get; init; }

    public static string IdOf(string code, int version) => FormattableString.Invariant($"{code}.v{version}");
}
