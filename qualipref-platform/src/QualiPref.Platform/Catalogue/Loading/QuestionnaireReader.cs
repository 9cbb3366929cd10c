using System.Globalization;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>Questionnaires from files, checked by <see cref="QuestionnaireRules"/> against the frameworks' modules and commitments.</summary>
internal sealed class QuestionnaireReader(CatalogueFile<QuestionnaireShape> file, IReadOnlyDictionary<string, FrameworkModule> modules)
{
    private readonly QuestionnaireShape _shape = file.Content;

    internal Questionnaire Read()
    {
        CheckName();
        var scales = _shape.Scales.ToDictionary(scale => scale.Key, scale => Options(scale.Value));
        var questionnaire = new Questionnaire
        {
            Code = _shape.Code.Value,
            Version = _shape.Version,
            Languages = [.. _shape.Languages.Select(language => language.Value)],
            Title = _shape.Title,
            Introduction = _shape.Introduction,
            Questions = [.. _shape.Questions.Select(question => Read(question, scales))],
        };
        foreach (var fault in QuestionnaireRules.Faults(questionnaire, modules)) file.Refuse(new Located(fault.Word, LineOf(fault.Place)), fault.Problem.English);
        return questionnaire;
    }

    private SurveyQuestion Read(QuestionShape question, Dictionary<string, IReadOnlyList<AnswerOption>> scales)
    {
        if (question.Scale is { } scale) file.Known(scale, scales.Keys, "scale of this questionnaire");
        return new SurveyQuestion
        {
            Code = question.Code.Value,
            Type = file.OneOf<QuestionType>(question.Type),
            Required = question.Required,
            Module = question.Module.Value,
            Commitment = question.Commitment.Value,
            Texts = question.Texts,
            Options = question.Scale is null ? [] : scales.GetValueOrDefault(question.Scale.Value, []),
            MaxLength = question.MaxLength,
            Presentation = question.Presentation is { } presentation ? file.OneOf<QuestionPresentation>(presentation) : null,
            MinChoices = question.MinChoices,
            MaxChoices = question.MaxChoices,
            ShowIf = question.ShowIf is { } condition ? new QuestionCondition { Question = condition.Question, Options = condition.Options } : null,
            Follows = question.Follows,
        };
    }

    // One file per published version, found by its name: two files cannot claim the same version.
    private void CheckName()
    {
        var version = _shape.Version.ToString(CultureInfo.InvariantCulture);
        if (_shape.Version < 1 || file.Name != $"questionnaires/{_shape.Code.Value}.v{version}.yaml")
            file.Refuse(_shape.Code, $"version {version} does not stand in a file named {_shape.Code.Value}.v<version>.yaml.");
    }

    private IReadOnlyList<AnswerOption> Options(List<OptionShape> options) => [.. options.Select(option => new AnswerOption
    {
        Code = option.Code.Value,
        Texts = option.Texts,
        Counts = option.Counts is { } counts ? file.OneOf<OptionCounts>(counts) : null,
    })];

    private long LineOf(QuestionnairePlace place)
    {
        if (place.Question is not { } number) return _shape.Code.Line;
        var question = _shape.Questions[number];
        if (place.Option is { } option) return _shape.Scales[question.Scale!.Value][option].Code.Line;
        return place.Field switch
        {
            "module" => question.Module.Line,
            "commitment" => question.Commitment.Line,
            _ => question.Code.Line,
        };
    }
}
