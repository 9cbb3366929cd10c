using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Wording;

/// <summary>Which face stands before an option, 1 for the best of four.</summary>
internal static class Faces
{
    private static readonly string[] Codes = ["tres-satisfait", "satisfait", "peu-satisfait", "pas-du-tout-satisfait"];

    /// <summary>The number of a choice's face by its code alone; null where it has none and is a word alone.</summary>
    public static int? Of(string option) => Array.IndexOf(Codes, option) is >= 0 and var place ? place + 1 : null;

    /// <summary>The face of an option of a question, as the question is laid out; null for a word or a grade.</summary>
    public static int? Of(SurveyQuestion question, AnswerOption option)
    {
        if (option.Counts == OptionCounts.Excluded) return null;
        var place = question.Options.TakeWhile(one => one != option).Count();
        return question.Presentation switch
        {
            QuestionPresentation.Faces4 => place + 1,
            // The best, the middle and the worst.
            QuestionPresentation.Faces3 => place switch { 0 => 1, 1 => 3, _ => 4 },
            null => question.Type == QuestionType.SingleChoice ? Of(option.Code) : null,
            _ => null,
        };
    }

    /// <summary>Whether a question is asked by faces.</summary>
    public static bool Has(SurveyQuestion question) => question.Options.Any(option => Of(question, option) is not null);

    /// <summary>Whether an option is a grade of a scale, whose code stands on it.</summary>
    public static bool IsGrade(SurveyQuestion question, AnswerOption option) => question.Presentation == QuestionPresentation.Scale && option.Counts != OptionCounts.Excluded;
}
