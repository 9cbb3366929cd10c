using System.Globalization;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Questionnaires, checked against the frameworks' modules and commitments.</summary>
internal sealed class QuestionnaireReader(CatalogueFile<QuestionnaireShape> file, IReadOnlyDictionary<string, FrameworkModule> modules)
{
    private const int LongestText = 10_000;

    private readonly QuestionnaireShape _shape = file.Content;
    private readonly string[] _languages = [.. file.Content.Languages.Select(language => language.Value)];

    internal Questionnaire Read()
    {
        CheckName();
        CheckLanguages();
        CheckSize();
        var questions = new HashSet<string>();
        var scales = _shape.Scales.ToDictionary(scale => scale.Key, scale => Options(scale.Value));

        return new Questionnaire
        {
            Code = file.NewCountedCode(_shape.Code, [], "questionnaire"),
            Version = _shape.Version,
            Languages = _languages,
            Title = Texts(_shape.Code, _shape.Title),
            Introduction = Texts(_shape.Code, _shape.Introduction),
            Questions = [.. _shape.Questions.Select(question => Read(question, questions, scales))],
        };
    }

    private SurveyQuestion Read(
        QuestionShape question, HashSet<string> questions, Dictionary<string, IReadOnlyList<AnswerOption>> scales)
    {
        var type = file.OneOf<QuestionType>(question.Type);
        CheckReferences(question);
        CheckForm(question, type);
        if (question.Scale is { } scale)
            file.Known(scale, scales.Keys, "scale of this questionnaire");

        return new SurveyQuestion
        {
            Code = file.NewCountedCode(question.Code, questions, "question of this questionnaire"),
            Type = type,
            Required = question.Required,
            Module = question.Module.Value,
            Commitment = question.Commitment.Value,
            Texts = Texts(question.Code, question.Texts),
            Options = question.Scale is null ? [] : scales.GetValueOrDefault(question.Scale.Value, []),
            MaxLength = question.MaxLength,
        };
    }

    // One file per published version, found by its name: two files cannot claim the same version.
    private void CheckName()
    {
        var version = _shape.Version.ToString(CultureInfo.InvariantCulture);
        if (_shape.Version < 1 || file.Name != $"questionnaires/{_shape.Code.Value}.v{version}.yaml")
            file.Refuse(_shape.Code, $"version {version} does not stand in a file named {_shape.Code.Value}.v<version>.yaml.");
    }

    private void CheckLanguages()
    {
        var languages = new HashSet<string>();
        foreach (var language in _shape.Languages)
            file.NewCode(language, languages, "language of this questionnaire");

        if (languages.Count == 0)
            file.Refuse(_shape.Code, "has no language.");
    }

    private void CheckSize()
    {
        if (_shape.Questions.Count > CountedCode.MostChoices)
            file.Refuse(_shape.Code, $"has more than {CountedCode.MostChoices} questions, which cannot be counted: make two questionnaires of it.");
    }

    private void CheckReferences(QuestionShape question)
    {
        file.Known(question.Module, [.. modules.Keys], "module");
        if (modules.TryGetValue(question.Module.Value, out var module))
            file.Known(question.Commitment, [.. module.Commitments.Select(commitment => commitment.Code)], $"commitment of {module.Code}");
    }

    private void CheckForm(QuestionShape question, QuestionType type)
    {
        var isText = type == QuestionType.Text;
        if (isText != question.Scale is null)
            file.Refuse(question.Code, isText ? "is a text and cannot have a scale." : "needs a scale.");

        if (isText != question.MaxLength is not null)
            file.Refuse(question.Code, isText ? "needs a maxLength." : "is not a text and cannot have a maxLength.");

        if (question.MaxLength is < 1 or > LongestText)
            file.Refuse(question.Code, $"has a maxLength outside 1 to {LongestText}.");
    }

    private IReadOnlyList<AnswerOption> Options(List<OptionShape> options)
    {
        var codes = new HashSet<string>();
        return [.. options.Select(option => new AnswerOption
        {
            Code = file.NewCountedCode(option.Code, codes, "option of this scale"),
            Texts = Texts(option.Code, option.Texts),
        })];
    }

    private Dictionary<string, string> Texts(Located owner, Dictionary<string, string> texts)
    {
        foreach (var language in _languages.Where(language => string.IsNullOrWhiteSpace(texts.GetValueOrDefault(language))))
            file.Refuse(owner, $"has no text in '{language}'.");

        foreach (var language in texts.Keys.Except(_languages))
            file.Refuse(owner, $"has a text in '{language}', which is not a language of this questionnaire.");

        return texts;
    }
}
