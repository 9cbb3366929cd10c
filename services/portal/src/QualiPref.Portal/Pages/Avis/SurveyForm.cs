using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Pages.Avis;

/// <summary>What the form of the web survey carries besides the answers; the service alone checks these.</summary>
internal sealed class SurveyForm
{
    /// <summary>What the fields of answers begin with; the rest is the question's code.</summary>
    public const string Prefix = "q-";

    /// <summary>Made with the form: sent twice, it counts once.</summary>
    public Guid Id { get; set; }

    /// <summary>When the form was opened; part of the answer, so that sending it twice sends the same.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>The questionnaire that was asked, and the version of it: whatever is asked now, who began goes on with these.</summary>
    public string? Questionnaire { get; set; }

    public int Version { get; set; }

    /// <summary>Which page was shown, as <see cref="SurveySteps"/> numbers them.</summary>
    public int Step { get; set; }

    public string? Language { get; set; }

    /// <summary>A field that nobody sees: only a program fills it in.</summary>
    public string? Blank { get; set; }

    /// <summary>Set by a button with the language that the rest is asked in.</summary>
    public string? Switch { get; set; }

    /// <summary>Set by the button that ends the survey.</summary>
    public string? End { get; set; }

    /// <summary>Set by the button that leads back to the first question.</summary>
    public string? Change { get; set; }

    /// <summary>What was given to each question, as it was sent; questions without an answer are not in it.</summary>
    public static Dictionary<string, IReadOnlyList<string>> ReadAnswers(IFormCollection sent, Questionnaire questionnaire)
    {
        var given = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var question in questionnaire.Questions)
        {
            List<string> values = [.. sent[Prefix + question.Code].OfType<string>().Select(Cleaned).Where(value => value.Length > 0)];
            if (values.Count > 0) given[question.Code] = values;
        }
        return given;
    }

    /// <summary>The answer as the service reads it.</summary>
    public object ToAnswer(string site, Questionnaire questionnaire, IReadOnlyDictionary<string, IReadOnlyList<string>> given) => new
    {
        site,
        questionnaire = questionnaire.Code,
        version = questionnaire.Version,
        channel = "web",
        language = Language,
        answeredAt = OpenedAt,
        answers = ToAnswers(questionnaire, given),
    };

    /// <summary>What was given to each question that is asked, in the shape of the contract.</summary>
    public static Dictionary<string, object> ToAnswers(Questionnaire questionnaire, IReadOnlyDictionary<string, IReadOnlyList<string>> given) =>
        SurveySteps.Asked(questionnaire, given).Where(question => given.ContainsKey(question.Code))
            .ToDictionary(question => question.Code, object (question) => question.Type == QuestionType.MultiChoice ? given[question.Code] : given[question.Code][0]);

    // Browsers send CR LF for a line's end; counted as one character, as the field does.
    private static string Cleaned(string text) => text.ReplaceLineEndings("\n").Trim();
}
