using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Surveys.Features.ReadingQuestionnaires;

/// <summary>A questionnaire as forms and kiosks show it; public.</summary>
internal static class GettingQuestionnaire
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/questionnaires/{code}", Handle)
        .AllowAnybody()
        .WithName("GetQuestionnaire")
        .TakesQuery(QueryParameter.Number("version", "The newest one when left out.", 1, int.MaxValue))
        .GivesETag()
        .Refuses(SurveysProblems.UnknownQuestionnaire)
        .WithSummary("Read a questionnaire")
        .WithDescription("The newest version in use, or the one that is asked for, withdrawn or not; cacheable by its ETag. One that was just published becomes the newest "
            + "after half a minute.")
        .Produces<Questionnaire>()
        .Produces(StatusCodes.Status304NotModified);

    private static IResult Handle(string code, string? version, HttpContext context, Catalogue catalogue, QuestionnaireDocuments documents, TimeProvider time)
    {
        int? wanted = null;
        if (!string.IsNullOrEmpty(version))
        {
            if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                var errors = new FieldErrors();
                errors.Add("version", "Un nombre à partir de 1 est attendu.", "A number from 1 on is expected.");
                errors.ThrowIfAny();
            }
            else wanted = number;
        }
        wanted ??= catalogue.OfferedQuestionnaire(code, time.GetUtcNow())?.Version;
        if (wanted is not { } found || documents.Find(code, found) is not { } document) return new Problem(SurveysProblems.UnknownQuestionnaire);
        context.Response.Headers.ETag = document.ETag;
        // A version never changes; a newer one may appear.
        context.Response.Headers.CacheControl = "public, max-age=300";
        var held = context.Request.GetTypedHeaders().IfNoneMatch;
        return held.Any(tag => tag.Tag == "*" || tag.Tag == document.ETag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(document.Json, "application/json; charset=utf-8");
    }
}

/// <summary>The questionnaires as they go over the wire, made once.</summary>
internal sealed class QuestionnaireDocuments(Catalogue catalogue)
{
    private readonly FrozenDictionary<(string Code, int Version), QuestionnaireDocument> _documents = catalogue.Questionnaires
        .ToFrozenDictionary(questionnaire => (questionnaire.Code, questionnaire.Version), Write);

    public QuestionnaireDocument? Find(string code, int version) => _documents.GetValueOrDefault((code, version));

    private static QuestionnaireDocument Write(Questionnaire questionnaire)
    {
        var json = QuestionnaireJson.Write(questionnaire);
        return new QuestionnaireDocument(json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..16]}\"");
    }
}

/// <summary>One version of a questionnaire, ready to send.</summary>
internal sealed record QuestionnaireDocument(byte[] Json, string ETag);
