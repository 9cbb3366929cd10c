using System.Globalization;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Catalogue;

/// <summary>What a question must be; what is wrong is added to a list.</summary>
internal sealed class QuestionRules(Questionnaire questionnaire, IReadOnlyDictionary<string, FrameworkModule> modules, List<QuestionnaireFault> found)
{
    private const int LongestAnswer = 10_000;
    private const int LongestText = 500;
    private const int FewestOptions = 2;
    private const int MostOptions = 30;

    private static readonly string[][] Grades = [[.. Numbers(0, 10)], [.. Numbers(1, 5)]];
    private static readonly string[] YesNo = ["oui", "non"];

    private readonly HashSet<string> _codes = [];

    /// <summary>Checks one; those before it were checked already.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    public void Check(int index)
    {
        var question = questionnaire.Questions[index];
        CheckCode(index, question);
        CheckReferences(index, question);
        found.AddRange(QuestionnaireRules.Texts(questionnaire, question.Texts, LongestText, question.Code, field => new QuestionnairePlace(field, index), "texts"));
        CheckForm(index, question);
        CheckOptions(index, question);
        CheckCounts(index, question);
        CheckIndicator(index, question);
        CheckPresentation(index, question);
        CheckBounds(index, question);
        CheckCondition(index, question);
    }

    private void CheckCode(int index, SurveyQuestion question)
    {
        if (!CountedCode.IsValid(question.Code))
        {
            Add(index, "code", question.Code, $"ne peut pas être le code d'une question : {CountedCode.Expected}.",
                $"cannot be the code of a counted question of this questionnaire: {CountedCode.Description}.");
        }
        else if (!_codes.Add(question.Code))
        {
            Add(index, "code", question.Code, "est déjà le code d'une autre question.", "is already the code of another question of this questionnaire.");
        }
    }

    private void CheckReferences(int index, SurveyQuestion question)
    {
        if (!modules.TryGetValue(question.Module, out var module))
        {
            var known = string.Join(", ", modules.Keys);
            Add(index, "module", question.Module, $"n'est pas un module connu. Modules : {known}.", $"is not a known module. Known: {known}.");
            return;
        }
        if (module.Commitments.Any(commitment => commitment.Code == question.Commitment)) return;
        var commitments = string.Join(", ", module.Commitments.Select(commitment => commitment.Code));
        Add(index, "commitment", question.Commitment, $"n'est pas un engagement du module {module.Code}. Engagements : {commitments}.",
            $"is not a known commitment of {module.Code}. Known: {commitments}.");
    }

    private void CheckForm(int index, SurveyQuestion question)
    {
        var isText = question.Type == QuestionType.Text;
        if (isText && question.Options.Count > 0) Add(index, "options", question.Code, "est un texte et ne peut pas avoir d'options.", "is a text and cannot have a scale.");
        if (!isText && question.Options.Count == 0) Add(index, "options", question.Code, "a besoin d'options.", "needs a scale.");
        if (isText && question.MaxLength is null) Add(index, "maxLength", question.Code, "a besoin d'une longueur maximale.", "needs a maxLength.");
        if (!isText && question.MaxLength is not null) Add(index, "maxLength", question.Code, "n'est pas un texte et ne peut pas avoir de longueur maximale.", "is not a text and cannot have a maxLength.");
        if (question.MaxLength is < 1 or > LongestAnswer)
            Add(index, "maxLength", question.Code, $"a une longueur maximale hors de 1 à {LongestAnswer}.", $"has a maxLength outside 1 to {LongestAnswer}.");
    }

    private void CheckOptions(int index, SurveyQuestion question)
    {
        if (question.Options.Count is > 0 and < FewestOptions or > MostOptions)
            Add(index, "options", question.Code, $"a besoin de {FewestOptions} à {MostOptions} options.", $"needs {FewestOptions} to {MostOptions} options.");
        var codes = new HashSet<string>();
        for (var number = 0; number < question.Options.Count; number++)
        {
            var (option, at) = (question.Options[number], number);
            if (!CountedCode.IsValid(option.Code))
            {
                Add(index, "code", option.Code, $"ne peut pas être le code d'une option : {CountedCode.Expected}.",
                    $"cannot be the code of a counted option of this scale: {CountedCode.Description}.", at);
            }
            else if (!codes.Add(option.Code))
            {
                Add(index, "code", option.Code, "est déjà le code d'une autre option de cette question.", "is already the code of another option of this scale.", at);
            }
            found.AddRange(QuestionnaireRules.Texts(questionnaire, option.Texts, LongestText, option.Code, field => new QuestionnairePlace(field, index, at), "texts"));
        }
    }

    // An option that nothing counts would be lost from the rate in silence.
    private void CheckCounts(int index, SurveyQuestion question)
    {
        if (!question.IsRated) return;
        if (question.Type != QuestionType.SingleChoice)
        {
            Add(index, "options", question.Code, "accepte plusieurs options : on ne peut pas en tirer de taux.", "takes several options at once, of which no rate can be made.");
        }
        for (var number = 0; number < question.Options.Count; number++)
        {
            if (question.Options[number].Counts is null)
                Add(index, "counts", question.Options[number].Code, "ne compte nulle part : satisfait, non satisfait ou exclu ?", "counts as nothing: satisfied, dissatisfied or excluded?", number);
        }
        if (question.OptionsThat(OptionCounts.Satisfied).Count == 0 || question.OptionsThat(OptionCounts.Dissatisfied).Count == 0)
            Add(index, "options", question.Code, "a besoin d'une option satisfaite et d'une option non satisfaite au moins.", "needs an option that is satisfied and one that is dissatisfied.");
    }

    private void CheckIndicator(int index, SurveyQuestion question)
    {
        if (!question.IsRated || CatalogueCode.IsValid(RatedQuestions.CodeOf(questionnaire.Code, question.Code))) return;
        Add(index, "code", question.Code, "ne peut pas nommer d'indicateur avec le code de son questionnaire : 50 caractères au plus à eux deux, sans tiret bas.",
            "cannot name an indicator together with the code of its questionnaire: at most 50 characters for both, without underscores.");
    }

    private void CheckPresentation(int index, SurveyQuestion question)
    {
        if (question.Presentation is not { } presentation) return;
        if (question.Type != QuestionType.SingleChoice)
        {
            Add(index, "presentation", question.Code, "ne peut être présentée ainsi que comme choix unique.", "can be presented so only as a single choice.");
            return;
        }
        string[] grades = [.. question.Options.TakeWhile(option => option.Counts != OptionCounts.Excluded).Select(option => option.Code)];
        if (question.Options.Skip(grades.Length).Any(option => option.Counts != OptionCounts.Excluded))
            Add(index, "options", question.Code, "a une option exclue avant une autre : les options exclues viennent à la fin.", "has an excluded option before another: excluded options come last.");
        var (isRight, french, english) = presentation switch
        {
            QuestionPresentation.Faces3 => (grades.Length == 3, "trois options, de la meilleure à la moins bonne", "three options, the best first"),
            QuestionPresentation.Faces4 => (grades.Length == 4, "quatre options, de la meilleure à la moins bonne", "four options, the best first"),
            QuestionPresentation.Scale => (Grades.Any(grades.SequenceEqual), "les notes 0 à 10 ou 1 à 5 pour codes, dans l'ordre", "the grades 0 to 10 or 1 to 5 as codes, in order"),
            _ => (grades.SequenceEqual(YesNo), "les codes oui et non, dans cet ordre", "the codes oui and non, in this order"),
        };
        if (!isRight) Add(index, "options", question.Code, $"a besoin, options exclues à part, de : {french}.", $"needs, besides excluded options: {english}.");
    }

    private void CheckBounds(int index, SurveyQuestion question)
    {
        if (question.MinChoices is null && question.MaxChoices is null) return;
        var (least, most) = (question.MinChoices ?? 1, question.MaxChoices ?? question.Options.Count);
        if (question.Type != QuestionType.MultiChoice)
            Add(index, "maxChoices", question.Code, "n'a qu'un choix : ses bornes sont sans effet.", "has one choice only: its bounds mean nothing.");
        else if (least < 1 || most > question.Options.Count || least > most)
            Add(index, "maxChoices", question.Code, "a des bornes que ses options ne permettent pas.", "has bounds that its options do not allow.");
    }

    private void CheckCondition(int index, SurveyQuestion question)
    {
        if (question.ShowIf is not { } condition) return;
        if (questionnaire.Questions.Take(index).FirstOrDefault(earlier => earlier.Code == condition.Question) is not { } asked || asked.Type == QuestionType.Text)
        {
            Add(index, "showIf/question", condition.Question, "n'est pas une question à choix posée avant celle-ci.", "is not a question with options that is asked before this one.");
            return;
        }
        if (condition.Options.Count == 0) Add(index, "showIf/options", question.Code, "ne dit pas pour quelles options elle est posée.", "does not say for which options it is asked.");
        foreach (var option in condition.Options.Where(option => asked.Options.All(known => known.Code != option)))
            Add(index, "showIf/options", option, $"n'est pas une option de la question {asked.Code}.", $"is not a known option of the question {asked.Code}.");
    }

    private void Add(int question, string field, string word, string french, string english, int? option = null) =>
        found.Add(new QuestionnaireFault(new QuestionnairePlace(field, question, option), word, new Words(french, english)));

    private static IEnumerable<string> Numbers(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => number.ToString(CultureInfo.InvariantCulture));
}
