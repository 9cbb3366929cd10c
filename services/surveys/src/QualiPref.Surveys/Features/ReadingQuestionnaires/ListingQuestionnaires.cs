using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;

namespace QualiPref.Surveys.Features.ReadingQuestionnaires;

/// <summary>Every version of every questionnaire; public, as the versions are. Other services learn from it what was published.</summary>
internal static class ListingQuestionnaires
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/questionnaires", List)
        .AllowAnybody()
        .WithName("ListQuestionnaires")
        .WithSummary("List every version of every questionnaire")
        .WithDescription("By code and version, on one page. publishedAt is null for those that are files of the catalogue; offered says which version of each code is given to "
            + "whoever asks for none.");

    private static Ok<QuestionnaireList> List(Catalogue catalogue, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(new QuestionnaireList(
        [
            .. from questionnaire in catalogue.Questionnaires.OrderBy(one => one.Code, StringComparer.Ordinal).ThenBy(one => one.Version)
               let publication = catalogue.Publications.GetValueOrDefault((questionnaire.Code, questionnaire.Version))
               select new ListedQuestionnaire(
                   questionnaire.Code, questionnaire.Version, questionnaire.Title["fr"], questionnaire.Languages, publication?.PublishedAt, publication?.WithdrawnAt,
                   ReferenceEquals(catalogue.OfferedQuestionnaire(questionnaire.Code, now), questionnaire)),
        ], null));
    }
}

/// <summary>Every version on one page.</summary>
/// <param name="Items">By code and version.</param>
/// <param name="Next">Always null.</param>
internal sealed record QuestionnaireList(IReadOnlyList<ListedQuestionnaire> Items, string? Next);

/// <summary>A version of a questionnaire.</summary>
/// <param name="Code">Code of the questionnaire.</param>
/// <param name="Version">Its version.</param>
/// <param name="Title">French title.</param>
/// <param name="Languages">Languages of all its texts.</param>
/// <param name="PublishedAt">When it was published in the platform; null for one of the files.</param>
/// <param name="WithdrawnAt">When it was withdrawn from use; null while it is not.</param>
/// <param name="Offered">Whether it is the one given to whoever asks for no version.</param>
internal sealed record ListedQuestionnaire(
    string Code, int Version, string Title, IReadOnlyList<string> Languages, DateTimeOffset? PublishedAt, DateTimeOffset? WithdrawnAt, bool Offered);
