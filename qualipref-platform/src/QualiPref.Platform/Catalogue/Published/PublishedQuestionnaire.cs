using System.Globalization;

namespace QualiPref.Platform.Catalogue.Published;

/// <summary>A version of a questionnaire that was published in the platform, beside those of the files. It never changes; it may be withdrawn from use.</summary>
public sealed record PublishedQuestionnaire
{
    /// <summary>
    /// For so long after its publication a version is not offered yet: until then every replica has read it, and none is handed an answer to a version that it does
    /// not know. Several times what passes between two looks.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>Code of the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>The document, as <see cref="QuestionnaireJson"/> writes it.</summary>
    public required string Json { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTime PublishedAt { get; init; }

    /// <summary>When it was withdrawn from use; null while it is not.</summary>
    public DateTime? WithdrawnAt { get; init; }

    /// <summary>Code and version in one word.</summary>
    internal string Name => string.Create(CultureInfo.InvariantCulture, $"{Code}.v{Version}");

    /// <summary>Whether it is offered to whoever asks for no version of its own.</summary>
    internal bool IsOffered(DateTimeOffset now) => WithdrawnAt is null && PublishedAt + Settling <= now.UtcDateTime;
}
