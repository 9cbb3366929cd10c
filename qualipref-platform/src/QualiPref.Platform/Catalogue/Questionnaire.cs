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

    /// <summary>How a single choice is laid out; null for a plain list. What it means is told by its options alone.</summary>
    public QuestionPresentation? Presentation { get; init; }

    /// <summary>Fewest options of an answer to a <see cref="QuestionType.MultiChoice"/>; null for no bound.</summary>
    public int? MinChoices { get; init; }

    /// <summary>Most options of an answer to a <see cref="QuestionType.MultiChoice"/>; null for no bound.</summary>
    public int? MaxChoices { get; init; }

    /// <summary>When it is asked; null for always.</summary>
    public QuestionCondition? ShowIf { get; init; }

    /// <summary>Code of the question of earlier versions in whose place it stands with another scale: it begins a series of its own.</summary>
    public string? Follows { get; init; }

    /// <summary>Whether a rate is made of its answers.</summary>
    [JsonIgnore]
    public bool IsRated => Options.Any(option => option.Counts is not null);

    /// <summary>Codes of the options that count so.</summary>
    internal IReadOnlyList<string> OptionsThat(OptionCounts counts) => [.. Options.Where(option => option.Counts == counts).Select(option => option.Code)];
}

/// <summary>A question is asked of whoever chose one of some options of an earlier question.</summary>
public sealed record QuestionCondition
{
    /// <summary>Code of the earlier question, a single or a multiple choice.</summary>
    public required string Question { get; init; }

    /// <summary>Codes of its options, one of which is enough.</summary>
    public required IReadOnlyList<string> Options { get; init; }
}

/// <summary>A choice.</summary>
public sealed record AnswerOption
{
    /// <summary>Code, unique in the question.</summary>
    public required string Code { get; init; }

    /// <summary>Wording by language.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>What it is in the rate of its question; null where the questionnaire makes none.</summary>
    public OptionCounts? Counts { get; init; }
}

/// <summary>What an option is in the rate of its question; in files and on the wire in lower case.</summary>
public enum OptionCounts
{
    /// <summary>In numerator and denominator.</summary>
    [JsonStringEnumMemberName("satisfied")]
    Satisfied,

    /// <summary>In the denominator alone.</summary>
    [JsonStringEnumMemberName("dissatisfied")]
    Dissatisfied,

    /// <summary>In neither; stated beside.</summary>
    [JsonStringEnumMemberName("excluded")]
    Excluded,
}

/// <summary>How a single choice is laid out; on the wire <c>faces3</c>, <c>faces4</c>, <c>scale</c>, <c>yes-no</c>.</summary>
public enum QuestionPresentation
{
    /// <summary>Three faces, the best first.</summary>
    [JsonStringEnumMemberName("faces3")]
    Faces3,

    /// <summary>Four faces, the best first.</summary>
    [JsonStringEnumMemberName("faces4")]
    Faces4,

    /// <summary>Grades 0 to 10 or 1 to 5 in a row; the texts of the first and the last name the ends.</summary>
    [JsonStringEnumMemberName("scale")]
    Scale,

    /// <summary>Yes or no.</summary>
    [JsonStringEnumMemberName("yes-no")]
    YesNo,
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
