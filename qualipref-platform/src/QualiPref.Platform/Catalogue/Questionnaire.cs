using System.Text.Json.Serialization;

namespace QualiPref.Platform.Catalogue;

/// <summary>One immutable version of a questionnaire.</summary>
public sealed record Questionnaire
{
    /// <summary>Code, such as <c>accueil-general</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Version, 1 at first.</summary>
    public required int Version { get; init; }

    /// <summary>Languages of all its texts, as ISO 639-1 codes; the first is the default.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Title by language.</summary>
    public required IReadOnlyDictionary<string, string> Title { get; init; }

    /// <summary>Introduction by language: voluntary, anonymous, no personal data in the free text.</summary>
    public required IReadOnlyDictionary<string, string> Introduction { get; init; }

    /// <summary>Questions in the order in which they are asked.</summary>
    public required IReadOnlyList<SurveyQuestion> Questions { get; init; }
}

/// <summary>A question of a questionnaire.</summary>
public sealed record SurveyQuestion
{
    /// <summary>Code, unique in the questionnaire.</summary>
    public required string Code { get; init; }

    /// <summary>Which answers it takes.</summary>
    public required QuestionType Type { get; init; }

    /// <summary>Whether a complete answer must have it.</summary>
    public required bool Required { get; init; }

    /// <summary>Code of the module it belongs to.</summary>
    public required string Module { get; init; }

    /// <summary>Code of the commitment it measures.</summary>
    public required string Commitment { get; init; }

    /// <summary>Wording by language.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Choices in the order shown; empty for <see cref="QuestionType.Text"/>.</summary>
    public required IReadOnlyList<AnswerOption> Options { get; init; }

    /// <summary>Longest text in UTF-16 code units; null unless <see cref="QuestionType.Text"/>.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>A choice.</summary>
public sealed record AnswerOption
{
    /// <summary>Code, unique in the question.</summary>
    public required string Code { get; init; }

    /// <summary>Wording by language.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }
}

/// <summary>Which answers a question takes; in files and on the wire <c>single-choice</c>, <c>multi-choice</c>, <c>text</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuestionType>))]
public enum QuestionType
{
    /// <summary>At most one option.</summary>
    [JsonStringEnumMemberName("single-choice")]
    SingleChoice,

    /// <summary>Any set of options.</summary>
    [JsonStringEnumMemberName("multi-choice")]
    MultiChoice,

    /// <summary>Free text.</summary>
    [JsonStringEnumMemberName("text")]
    Text,
}
