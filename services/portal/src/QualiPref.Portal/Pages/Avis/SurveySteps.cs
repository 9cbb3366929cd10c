using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>
/// On which page of the web survey a question stands. Page 0 is the first question, page 1 holds what depends on nothing else; what is asked after an answer of one page
/// stands on the next, so that no script is needed to know.
/// </summary>
internal static class SurveySteps
{
    /// <summary>The question that stands alone on the first page, one touch answers it; null where a questionnaire begins with what no touch answers.</summary>
    public static SurveyQuestion? First(Questionnaire questionnaire) => questionnaire.Questions[0] is { Type: QuestionType.SingleChoice } first ? first : null;

    /// <summary>The page of each question, by its code.</summary>
    public static Dictionary<string, int> Of(Questionnaire questionnaire)
    {
        var steps = new Dictionary<string, int>();
        foreach (var question in questionnaire.Questions)
        {
            steps[question.Code] = question == First(questionnaire) ? 0 : question.ShowIf is { } condition ? steps[condition.Question] + 1 : 1;
        }
        return steps;
    }

    /// <summary>The questions that are asked of who answered so: an answer to one that is not asked is none.</summary>
    public static List<SurveyQuestion> Asked(Questionnaire questionnaire, IReadOnlyDictionary<string, IReadOnlyList<string>> given)
    {
        var asked = new List<SurveyQuestion>();
        foreach (var question in questionnaire.Questions)
        {
            if (question.ShowIf is not { } condition || (asked.Exists(one => one.Code == condition.Question) && Chose(condition))) asked.Add(question);
        }
        return asked;

        bool Chose(QuestionCondition condition) => given.TryGetValue(condition.Question, out var options) && options.Any(condition.Options.Contains);
    }
}
