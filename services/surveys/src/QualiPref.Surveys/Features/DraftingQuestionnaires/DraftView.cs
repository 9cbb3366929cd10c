using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DraftingQuestionnaires;

/// <summary>A draft in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Code of the questionnaire that it is a version of to be.</param>
/// <param name="Title">French title, empty as long as there is none.</param>
/// <param name="Etag">What a change of it asks for.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="ChangedBy">By whom.</param>
/// <param name="PublishedAs">The version as which it was published in its present state; null when it was not.</param>
internal sealed record ListedDraft(Guid Id, string Code, string Title, string Etag, DateTimeOffset ChangedAt, string ChangedBy, int? PublishedAs)
{
    public static ListedDraft Of(QuestionnaireDraft draft, IEnumerable<PublicationDocument> publications) => new(
        draft.Id, draft.Code, QuestionnaireJson.Read(Encoding.UTF8.GetBytes(draft.Json)).Title.GetValueOrDefault("fr", ""), Preconditions.ETag(draft.Revision),
        draft.ChangedAt, draft.ChangedBy, publications.FirstOrDefault(one => one.Draft == draft.Id && one.Revision == draft.Revision)?.Version);
}

/// <summary>A draft.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="ChangedBy">By whom.</param>
/// <param name="PublishedAs">The version as which it was published in its present state; null when it was not.</param>
/// <param name="Questionnaire">The questionnaire as it stands, in the shape in which published ones are read; its version is 0.</param>
internal sealed record DraftView(Guid Id, DateTimeOffset ChangedAt, string ChangedBy, int? PublishedAs, JsonElement Questionnaire)
{
    public static DraftView Of(QuestionnaireDraft draft, int? publishedAs)
    {
        using var questionnaire = JsonDocument.Parse(draft.Json);
        return new(draft.Id, draft.ChangedAt, draft.ChangedBy, publishedAs, questionnaire.RootElement.Clone());
    }
}

/// <summary>Whether a draft can be published, and as what.</summary>
/// <param name="Publishable">Whether nothing keeps it from that.</param>
/// <param name="NextVersion">The version that it would become now.</param>
/// <param name="Faults">What keeps it from being published, by JSON pointer into the questionnaire.</param>
internal sealed record DraftVerdict(bool Publishable, int NextVersion, IReadOnlyList<DraftFault> Faults)
{
    public static DraftVerdict Of(Questionnaire next, IReadOnlyList<FieldError> faults, HttpRequest request) =>
        new(faults.Count == 0, next.Version, [.. faults.Select(fault => new DraftFault(fault.Pointer, fault.Message.For(request)))]);
}

/// <summary>Something that is wrong with a draft.</summary>
/// <param name="Pointer">Where.</param>
/// <param name="Detail">What, and what to do.</param>
internal sealed record DraftFault(string Pointer, string Detail);
