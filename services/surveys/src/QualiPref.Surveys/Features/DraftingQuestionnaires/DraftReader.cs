using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Surveys.Features.DraftingQuestionnaires;

/// <summary>
/// Reads a questionnaire that somebody is writing: the same document as a published one, without a version. Its form is demanded, its content may lack whatever it
/// likes: that is told by <see cref="DraftCheck"/>.
/// </summary>
internal static class DraftReader
{
    /// <summary>Most bytes of a draft: two hundred questions in ten languages are not there yet.</summary>
    public const int MostBytes = 512 * 1024;

    private const int LongestText = 2_000;
    private const int MostLanguages = 20;
    private const int MostOptions = 100;

    private static readonly Dictionary<string, QuestionType> Types = new()
    {
        ["single-choice"] = QuestionType.SingleChoice,
        ["multi-choice"] = QuestionType.MultiChoice,
        ["text"] = QuestionType.Text,
    };

    private static readonly Dictionary<string, QuestionPresentation> Presentations = new()
    {
        ["faces3"] = QuestionPresentation.Faces3,
        ["faces4"] = QuestionPresentation.Faces4,
        ["scale"] = QuestionPresentation.Scale,
        ["yes-no"] = QuestionPresentation.YesNo,
    };

    private static readonly Dictionary<string, OptionCounts> Counts = new()
    {
        ["satisfied"] = OptionCounts.Satisfied,
        ["dissatisfied"] = OptionCounts.Dissatisfied,
        ["excluded"] = OptionCounts.Excluded,
    };

    /// <summary>Reads one; what is wrong with its form is noted with the fields.</summary>
    public static Questionnaire Read(JsonFields fields)
    {
        var draft = new Questionnaire
        {
            Code = fields.Text("code", 64, required: true) ?? "",
            Version = 0,
            Languages = Words(fields, "languages", MostLanguages, required: true),
            Title = Texts(fields, "title"),
            Introduction = Texts(fields, "introduction"),
            Questions = [.. (fields.Objects("questions", CountedCode.MostChoices, required: true) ?? []).Select(Question)],
        };
        // Whoever copies a published version need not take its number out.
        fields.Integer("version", 0, int.MaxValue);
        fields.RefuseUnknown();
        return draft;
    }

    private static SurveyQuestion Question(JsonFields fields)
    {
        var question = new SurveyQuestion
        {
            Code = fields.Text("code", 64) ?? "",
            Type = Types.GetValueOrDefault(fields.Code("type", Types.Keys, required: true) ?? ""),
            Required = fields.Flag("required") ?? false,
            Module = fields.Text("module", 64) ?? "",
            Commitment = fields.Text("commitment", 64) ?? "",
            Texts = Texts(fields, "texts"),
            Options = [.. (fields.Objects("options", MostOptions) ?? []).Select(Option)],
            MaxLength = (int?)fields.Integer("maxLength", 1, 10_000),
            Presentation = fields.Code("presentation", Presentations.Keys) is { } presentation ? Presentations[presentation] : null,
            MinChoices = (int?)fields.Integer("minChoices", 1, MostOptions),
            MaxChoices = (int?)fields.Integer("maxChoices", 1, MostOptions),
            ShowIf = Condition(fields),
            Follows = fields.Text("follows", 64),
        };
        fields.RefuseUnknown();
        return question;
    }

    private static AnswerOption Option(JsonFields fields)
    {
        var option = new AnswerOption
        {
            Code = fields.Text("code", 64) ?? "",
            Texts = Texts(fields, "texts"),
            Counts = fields.Code("counts", Counts.Keys) is { } counts ? Counts[counts] : null,
        };
        fields.RefuseUnknown();
        return option;
    }

    private static QuestionCondition? Condition(JsonFields fields)
    {
        if (fields.Object("showIf") is not { } condition) return null;
        var read = new QuestionCondition { Question = condition.Text("question", 64, required: true) ?? "", Options = Words(condition, "options", MostOptions, required: true) };
        condition.RefuseUnknown();
        return read;
    }

    private static IReadOnlyList<string> Words(JsonFields fields, string name, int most, bool required)
    {
        var words = (fields.Array(name, most, required) ?? []).Select(JsonFields.TextOf).ToList();
        if (words.TrueForAll(word => word is { Length: > 0 and <= 64 })) return [.. words.Select(word => word!)];
        fields.Refuse(name, "Une liste de codes de 64 caractères au plus est attendue.", "A list of codes of at most 64 characters is expected.");
        return [];
    }

    private static Dictionary<string, string> Texts(JsonFields fields, string name)
    {
        if (fields.Object(name) is not { } texts) return [];
        List<string> languages = [.. texts.Names];
        if (languages.Count <= MostLanguages && languages.TrueForAll(language => language.Length <= 20))
            return languages.Select(language => (language, Text: texts.Text(language, LongestText))).Where(one => one.Text is not null).ToDictionary(one => one.language, one => one.Text!);
        fields.Refuse(name, $"{MostLanguages} langues au plus, désignées par leur code.", $"At most {MostLanguages} languages, named by their codes.");
        return [];
    }
}
