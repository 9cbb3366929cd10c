using QualiPref.Platform.Http;

namespace QualiPref.Platform.Catalogue;

/// <summary>
/// What a questionnaire must be to be asked and counted, wherever it comes from: a file of the catalogue, a draft, a version that was published. Each question is
/// judged by <see cref="QuestionRules"/>.
/// </summary>
public static class QuestionnaireRules
{
    private const string French = "fr";
    private const int MostLanguages = 10;
    private const int LongestTitle = 200;
    private const int LongestIntroduction = 1_000;

    /// <summary>Everything that is wrong with a questionnaire in itself, in the order of the questionnaire.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="modules">The modules of all frameworks by code.</param>
    public static IReadOnlyList<QuestionnaireFault> Faults(Questionnaire questionnaire, IReadOnlyDictionary<string, FrameworkModule> modules)
    {
        ArgumentNullException.ThrowIfNull(questionnaire);
        var found = new List<QuestionnaireFault>();
        CheckHead(questionnaire, found);
        var rules = new QuestionRules(questionnaire, modules, found);
        for (var question = 0; question < questionnaire.Questions.Count; question++) rules.Check(question);
        return found;
    }

    private static void CheckHead(Questionnaire questionnaire, List<QuestionnaireFault> found)
    {
        if (!CountedCode.IsValid(questionnaire.Code))
        {
            Add("code", questionnaire.Code, $"ne peut pas être le code d'un questionnaire : {CountedCode.Expected}.",
                $"cannot be the code of a counted questionnaire: {CountedCode.Description}.");
        }
        CheckLanguages(questionnaire, found);
        found.AddRange(Texts(questionnaire, questionnaire.Title, LongestTitle, questionnaire.Code, field => new QuestionnairePlace(field), "title"));
        found.AddRange(Texts(questionnaire, questionnaire.Introduction, LongestIntroduction, questionnaire.Code, field => new QuestionnairePlace(field), "introduction"));
        if (questionnaire.Questions.Count == 0) Add("questions", questionnaire.Code, "ne pose aucune question.", "asks no question.");
        if (questionnaire.Questions.Count > CountedCode.MostChoices)
        {
            Add("questions", questionnaire.Code, $"a plus de {CountedCode.MostChoices} questions, qui ne peuvent pas être comptées : faites-en deux questionnaires.",
                $"has more than {CountedCode.MostChoices} questions, which cannot be counted: make two questionnaires of it.");
        }

        void Add(string field, string word, string french, string english) =>
            found.Add(new QuestionnaireFault(new QuestionnairePlace(field), word, new Words(french, english)));
    }

    private static void CheckLanguages(Questionnaire questionnaire, List<QuestionnaireFault> found)
    {
        var seen = new HashSet<string>();
        foreach (var language in questionnaire.Languages)
        {
            if (!CatalogueCode.IsValid(language)) Add(language, "n'est pas le code d'une langue.", $"is not a code for a language of this questionnaire: {CatalogueCode.Description}.");
            else if (!seen.Add(language)) Add(language, "est déjà une langue de ce questionnaire.", "is already the code of another language of this questionnaire.");
        }
        // What staff read, figures and reports among it, is in French.
        if (!seen.Contains(French)) Add(questionnaire.Code, "n'a pas de texte en français.", "has no text in French ('fr').");
        if (seen.Count > MostLanguages) Add(questionnaire.Code, $"a plus de {MostLanguages} langues.", $"has more than {MostLanguages} languages.");

        void Add(string word, string french, string english) =>
            found.Add(new QuestionnaireFault(new QuestionnairePlace("languages"), word, new Words(french, english)));
    }

    /// <summary>What is wrong with the texts of something: there must be one in each language of the questionnaire and in no other.</summary>
    internal static IEnumerable<QuestionnaireFault> Texts(
        Questionnaire questionnaire, IReadOnlyDictionary<string, string> texts, int longest, string owner, Func<string, QuestionnairePlace> place, string field)
    {
        foreach (var language in questionnaire.Languages)
        {
            var text = texts.GetValueOrDefault(language);
            if (string.IsNullOrWhiteSpace(text)) yield return Fault(language, $"n'a pas de texte en « {language} ».", $"has no text in '{language}'.");
            else if (text.Length > longest) yield return Fault(language, $"a un texte de plus de {longest} caractères en « {language} ».", $"has a text of more than {longest} characters in '{language}'.");
        }
        foreach (var language in texts.Keys.Except(questionnaire.Languages))
            yield return Fault(language, $"a un texte en « {language} », qui n'est pas une langue de ce questionnaire.", $"has a text in '{language}', which is not a language of this questionnaire.");

        QuestionnaireFault Fault(string language, string french, string english) => new(place($"{field}/{language}"), owner, new Words(french, english));
    }
}
