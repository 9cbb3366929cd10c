using QualiPref.Statistics;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// The satisfaction rates that questionnaires declare by what their options count as. A question that a file of indicators refers to has none besides. A question
/// has the same scale in all versions (<see cref="QuestionSeries"/>), so its definition never changes but in its words, and is version 1 for ever.
/// </summary>
internal static class RatedQuestions
{
    private const double Margin = 0.05;

    /// <summary>Code of the indicator of a question.</summary>
    public static string CodeOf(string questionnaire, string question) => $"satisfaction.{questionnaire}.{question}";

    /// <summary>The definitions that are not written yet, by questionnaire and in the order asked.</summary>
    /// <param name="questionnaires">All versions.</param>
    /// <param name="written">The indicators of the files.</param>
    public static IReadOnlyList<IndicatorDefinition> Definitions(IReadOnlyList<Questionnaire> questionnaires, IReadOnlyList<IndicatorDefinition> written)
    {
        var taken = written.Select(indicator => indicator.Code).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from questionnaire in questionnaires.OrderBy(one => one.Code, StringComparer.Ordinal).ThenByDescending(one => one.Version)
               from question in questionnaire.Questions
               where question.IsRated && !written.Any(indicator => indicator.Questionnaire == questionnaire.Code && indicator.Question == question.Code)
               // The newest version that asks it comes first and has the last word.
               where taken.Add(CodeOf(questionnaire.Code, question.Code))
               select Definition(questionnaire, question, questionnaires),
        ];
    }

    private static IndicatorDefinition Definition(Questionnaire questionnaire, SurveyQuestion question, IReadOnlyList<Questionnaire> all) => new()
    {
        Code = CodeOf(questionnaire.Code, question.Code),
        Version = 1,
        Label = $"{French(question.Texts)} ({French(questionnaire.Title)})",
        Kind = IndicatorKind.SatisfactionRate,
        Formula = Formula(question) + Break(questionnaire, question, all),
        Unit = "ratio",
        Direction = IndicatorDirection.HigherIsBetter,
        Module = question.Module,
        Commitment = question.Commitment,
        WarningMargin = Margin,
        Questionnaire = questionnaire.Code,
        Question = question.Code,
        SatisfiedOptions = question.OptionsThat(OptionCounts.Satisfied),
        ExcludedOptions = question.OptionsThat(OptionCounts.Excluded),
        Verified = false,
        Source = FormattableString.Invariant($"Declared by the questionnaire {questionnaire.Code} version {questionnaire.Version}; no target set"),
    };

    private static string Formula(SurveyQuestion question)
    {
        var excluded = Names(question, OptionCounts.Excluded);
        return $"{Names(question, OptionCounts.Satisfied)}, rapportés aux réponses exprimées. "
            + (excluded.Length > 0 ? $"{excluded} et les questions sans réponse sont exclus." : "Les questions sans réponse sont exclues.");
    }

    // The two are never compared: they are two indicators. The formula says so beside the figures.
    private static string Break(Questionnaire questionnaire, SurveyQuestion question, IReadOnlyList<Questionnaire> all)
    {
        if (question.Follows is not { } before) return "";
        var asked = all.Where(one => one.Code == questionnaire.Code).SelectMany(one => one.Questions).LastOrDefault(one => one.Code == before);
        var name = asked is null ? before : French(asked.Texts);
        return $" Nouvelle série : remplace « {name} » ({before}), dont l'échelle était autre ; aucune comparaison avec elle.";
    }

    private static string Names(SurveyQuestion question, OptionCounts counts) =>
        string.Join(", ", question.Options.Where(option => option.Counts == counts).Select(option => $"« {French(option.Texts)} »"));

    private static string French(IReadOnlyDictionary<string, string> texts) => texts["fr"];
}
