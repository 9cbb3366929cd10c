using System.Globalization;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Portal.Drafting;

/// <summary>A kind of question as it is chosen from a list, and the options with which one of it begins.</summary>
/// <param name="Code">How forms name it.</param>
/// <param name="Label">How people call it.</param>
/// <param name="Type">What it is for whoever counts.</param>
/// <param name="Presentation">How it looks.</param>
/// <param name="Options">Code, what it counts as, and texts in <see cref="Languages.Known"/>.</param>
internal sealed record QuestionKind(string Code, string Label, QuestionType Type, QuestionPresentation? Presentation, IReadOnlyList<(string Code, OptionCounts? Counts, string[] Texts)> Options)
{
    private const int UsualLength = 2_000;

    private static readonly (string, OptionCounts?, string[]) NotConcerned =
        ("non-concerne", OptionCounts.Excluded, ["Non concerné", "Not applicable", "No aplicable", "Não se aplica", "لا ينطبق عليّ"]);

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<QuestionKind> All { get; } =
    [
        new("faces4", "Quatre visages", QuestionType.SingleChoice, QuestionPresentation.Faces4,
        [
            ("tres-satisfait", OptionCounts.Satisfied, ["Très satisfait", "Very satisfied", "Muy satisfecho", "Muito satisfeito", "راضٍ جدًا"]),
            ("satisfait", OptionCounts.Satisfied, ["Satisfait", "Satisfied", "Satisfecho", "Satisfeito", "راضٍ"]),
            ("peu-satisfait", OptionCounts.Dissatisfied, ["Peu satisfait", "Not very satisfied", "Poco satisfecho", "Pouco satisfeito", "غير راضٍ إلى حد ما"]),
            ("pas-du-tout-satisfait", OptionCounts.Dissatisfied, ["Pas du tout satisfait", "Not satisfied at all", "Nada satisfecho", "Nada satisfeito", "غير راضٍ إطلاقًا"]),
            NotConcerned,
        ]),
        new("faces3", "Trois visages", QuestionType.SingleChoice, QuestionPresentation.Faces3,
        [
            ("bien", OptionCounts.Satisfied, ["Bien", "Good", "Bien", "Bem", "جيد"]),
            ("moyen", OptionCounts.Dissatisfied, ["Moyen", "Average", "Regular", "Razoável", "متوسط"]),
            ("pas-bien", OptionCounts.Dissatisfied, ["Pas bien", "Bad", "Mal", "Mal", "سيئ"]),
            NotConcerned,
        ]),
        new("grades10", "Note de 0 à 10", QuestionType.SingleChoice, QuestionPresentation.Scale, Grades(0, 10, satisfiedFrom: 7)),
        new("grades5", "Note de 1 à 5", QuestionType.SingleChoice, QuestionPresentation.Scale, Grades(1, 5, satisfiedFrom: 4)),
        new("yes-no", "Oui ou non", QuestionType.SingleChoice, QuestionPresentation.YesNo,
        [
            ("oui", OptionCounts.Satisfied, ["Oui", "Yes", "Sí", "Sim", "نعم"]),
            ("non", OptionCounts.Dissatisfied, ["Non", "No", "No", "Não", "لا"]),
        ]),
        new("single", "Un choix dans une liste", QuestionType.SingleChoice, null, []),
        new("multi", "Plusieurs choix", QuestionType.MultiChoice, null, []),
        new("text", "Texte libre", QuestionType.Text, null, []),
    ];

    /// <summary>The kind of a question.</summary>
    public static QuestionKind Of(SurveyQuestion question) =>
        All.FirstOrDefault(kind => kind.Type == question.Type && kind.Presentation == question.Presentation
            && (kind.Presentation != QuestionPresentation.Scale || (question.Options.Count > 0 && kind.Options[0].Code == question.Options[0].Code)))
        ?? All.First(kind => kind.Type == question.Type && kind.Presentation is null);

    /// <summary>A question of this kind to begin with.</summary>
    public SurveyQuestion New(string code, string module, string commitment, IReadOnlyList<string> languages) => new()
    {
        Code = code,
        Type = Type,
        Required = false,
        Module = module,
        Commitment = commitment,
        Texts = new Dictionary<string, string>(),
        Options = [.. Options.Select(option => new AnswerOption { Code = option.Code, Counts = option.Counts, Texts = Languages.Texts(option.Texts, languages) })],
        MaxLength = Type == QuestionType.Text ? UsualLength : null,
        Presentation = Presentation,
    };

    private static List<(string, OptionCounts?, string[])> Grades(int first, int last, int satisfiedFrom) =>
    [
        .. from grade in Enumerable.Range(first, last - first + 1)
           let text = grade.ToString(CultureInfo.InvariantCulture)
           select (text, (OptionCounts?)(grade >= satisfiedFrom ? OptionCounts.Satisfied : OptionCounts.Dissatisfied), (string[])[text, text, text, text, text]),
    ];
}
