using System.Text;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DraftingQuestionnaires;

/// <summary>Judges whether a draft may be published: by itself, and as the version after those that the catalogue holds.</summary>
internal static class DraftCheck
{
    /// <summary>The draft as the version that it would become.</summary>
    public static Questionnaire AsNext(QuestionnaireDraft draft, Catalogue catalogue)
    {
        var questionnaire = QuestionnaireJson.Read(Encoding.UTF8.GetBytes(draft.Json));
        return questionnaire with { Version = catalogue.NextVersion(draft.Code) };
    }

    /// <summary>What keeps it from being published, by place.</summary>
    public static IReadOnlyList<FieldError> Faults(Questionnaire next, Catalogue catalogue) =>
    [
        .. QuestionnaireRules.Faults(next, catalogue.Modules.ToDictionary(module => module.Code))
            .Concat(QuestionSeries.Faults(next, catalogue))
            .Select(fault => new FieldError(fault.Place.Pointer, fault.Sentence)),
    ];
}
