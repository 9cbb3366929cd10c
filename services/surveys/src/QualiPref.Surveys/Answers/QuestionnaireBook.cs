using System.Collections.Frozen;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Surveys.Answers;

/// <summary>The questionnaires of the catalogue, prepared for looking up what every answer asks.</summary>
internal sealed class QuestionnaireBook(Catalogue catalogue)
{
    private readonly FrozenDictionary<(string Code, int Version), PreparedQuestionnaire> _versions = catalogue.Questionnaires
        .ToFrozenDictionary(questionnaire => (questionnaire.Code, questionnaire.Version), questionnaire => new PreparedQuestionnaire(questionnaire));

    private readonly FrozenSet<string> _codes = catalogue.Questionnaires.Select(questionnaire => questionnaire.Code).ToFrozenSet(StringComparer.Ordinal);

    public bool Knows(string code) => _codes.Contains(code);

    public PreparedQuestionnaire? Find(string code, long version) =>
        version <= int.MaxValue ? _versions.GetValueOrDefault((code, (int)version)) : null;
}

/// <summary>One version of a questionnaire with its options as sets.</summary>
internal sealed class PreparedQuestionnaire(Questionnaire questionnaire)
{
    public IReadOnlyList<string> Languages => questionnaire.Languages;

    public IReadOnlyList<PreparedQuestion> Questions { get; } = [.. questionnaire.Questions.Select(question => new PreparedQuestion(
        question.Code, question.Type, question.Required, [.. question.Options.Select(option => option.Code)], question.MaxLength ?? 2_000)
    {
        Bounds = (question.MinChoices ?? 0, question.MaxChoices ?? question.Options.Count),
        ShowIf = question.ShowIf,
    })];
}

/// <summary>One question.</summary>
internal sealed record PreparedQuestion(string Code, QuestionType Type, bool IsRequired, string[] Options, int LongestText)
{
    /// <summary>Fewest and most options of an answer that chooses any.</summary>
    public required (int Least, int Most) Bounds { get; init; }

    /// <summary>When it is asked; null for always.</summary>
    public required QuestionCondition? ShowIf { get; init; }

    /// <summary>Whether somebody who answered so far what is given was asked it. An earlier question that was not asked has no answer.</summary>
    public bool IsAskedAfter(Choices given)
    {
        if (ShowIf is null) return true;
        if (given.Single?.GetValueOrDefault(ShowIf.Question) is { } option) return ShowIf.Options.Contains(option);
        return given.Multi?.GetValueOrDefault(ShowIf.Question) is { } options && options.Exists(ShowIf.Options.Contains);
    }
}
