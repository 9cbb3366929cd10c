using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;

namespace QualiPref.Platform.Tests.CatalogueLoading;

/// <summary>Questionnaires to be spoilt.</summary>
internal static class Samples
{
    /// <summary>Every kind of question, each as it should be.</summary>
    public static Questionnaire EveryKind { get; } = Of(
        Rated("visages", QuestionPresentation.Faces4, "tres-bien satisfied", "bien satisfied", "moyen dissatisfied", "mal dissatisfied", "sans-avis excluded"),
        Rated("trois", QuestionPresentation.Faces3, "bien satisfied", "moyen dissatisfied", "mal dissatisfied"),
        Rated("note", QuestionPresentation.Scale, [.. Enumerable.Range(0, 11).Select(grade => $"{grade} {(grade > 6 ? "satisfied" : "dissatisfied")}")]),
        Rated("attente", QuestionPresentation.YesNo, "oui satisfied", "non dissatisfied"),
        Question("raisons", QuestionType.MultiChoice, "accueil", "delai", "locaux") with
        {
            MinChoices = 1,
            MaxChoices = 2,
            ShowIf = new QuestionCondition { Question = "attente", Options = ["non"] },
        },
        Question("remarque", QuestionType.Text) with { MaxLength = 500, ShowIf = new QuestionCondition { Question = "raisons", Options = ["locaux"] } });

    public static Questionnaire Of(params IReadOnlyList<SurveyQuestion> questions) => new()
    {
        Code = "accueil-court",
        Version = 1,
        Languages = ["fr", "en"],
        Title = Texts("Accueil"),
        Introduction = Texts("Anonyme"),
        Questions = questions,
    };

    public static SurveyQuestion Question(string code, QuestionType type, params IReadOnlyList<string> options) => new()
    {
        Code = code,
        Type = type,
        Required = false,
        Module = "accueil-general",
        Commitment = "E8",
        Texts = Texts(code),
        Options = [.. options.Select(Option)],
    };

    public static SurveyQuestion Rated(string code, QuestionPresentation? presentation, params IReadOnlyList<string> options) =>
        Question(code, QuestionType.SingleChoice, options) with { Presentation = presentation };

    public static PublishedQuestionnaire Published(Questionnaire questionnaire, DateTime? at = null) => new()
    {
        Code = questionnaire.Code,
        Version = questionnaire.Version,
        Json = System.Text.Encoding.UTF8.GetString(QuestionnaireJson.Write(questionnaire)),
        PublishedAt = at ?? new DateTime(2026, 11, 30, 9, 0, 0, DateTimeKind.Utc),
    };

    /// <summary>The same with one question changed.</summary>
    public static Questionnaire With(this Questionnaire questionnaire, string code, Func<SurveyQuestion, SurveyQuestion> change) =>
        questionnaire with { Questions = [.. questionnaire.Questions.Select(question => question.Code == code ? change(question) : question)] };

    public static Dictionary<string, string> Texts(string text) => new() { ["fr"] = $"{text} ?", ["en"] = $"{text} (en)" };

    private static AnswerOption Option(string words)
    {
        var parts = words.Split(' ');
        return new AnswerOption { Code = parts[0], Texts = Texts(parts[0]), Counts = parts.Length > 1 ? Enum.Parse<OptionCounts>(parts[1], ignoreCase: true) : null };
    }
}
