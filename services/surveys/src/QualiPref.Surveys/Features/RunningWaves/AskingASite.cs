using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningWaves;

/// <summary>Which questionnaire a site asks today: that of its wave if one runs, else the usual one of its network; public.</summary>
internal static class AskingASite
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sites/{site}/questionnaire", Handle)
        .AllowAnybody()
        .WithName("GetQuestionnaireOfSite")
        .GivesETag()
        .Refuses(CommonProblems.NotFound, SurveysProblems.UnknownQuestionnaire)
        .WithSummary("Say which questionnaire a site asks today")
        .WithDescription("The version of the wave that runs at the site, else the newest one in use of its network's usual questionnaire. Read the document with GET "
            + "/questionnaires/{code}?version=, which never changes. Cacheable for a minute.")
        .Produces<AskedQuestionnaire>()
        .Produces(StatusCodes.Status304NotModified);

    private static IResult Handle(string site, HttpContext context, Catalogue catalogue, WaveBook waves, TimeProvider time)
    {
        if (!catalogue.TryGetSite(site, out var known)) return new Problem(CommonProblems.NotFound);
        var asked = Of(known, catalogue, waves, time);
        if (asked is null) return new Problem(SurveysProblems.UnknownQuestionnaire);
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{asked.Questionnaire}.v{asked.Version}{(asked.Wave is null ? "" : "-")}{asked.Wave}\"");
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "public, max-age=60";
        var held = context.Request.GetTypedHeaders().IfNoneMatch;
        return held.Any(one => one.Tag == "*" || one.Tag == tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(asked);
    }

    /// <summary>What a site asks today; null where nothing is left to ask.</summary>
    public static AskedQuestionnaire? Of(Site site, Catalogue catalogue, WaveBook waves, TimeProvider time) =>
        OfWave(waves.AskedAt(site.Code, site.TimeZone.Today(time)), site, catalogue, time.GetUtcNow()) ?? Usual(site, catalogue, time.GetUtcNow());

    // A version that not every replica knows yet is not asked for its first half minute.
    private static AskedQuestionnaire? OfWave(Wave? wave, Site site, Catalogue catalogue, DateTimeOffset now) =>
        wave is not null && catalogue.MayAsk(wave.Questionnaire, wave.Version, now) ? new(site.Code, wave.Questionnaire, wave.Version, wave.Id) : null;

    private static AskedQuestionnaire? Usual(Site site, Catalogue catalogue, DateTimeOffset now) =>
        catalogue.OfferedQuestionnaire(catalogue.UsualQuestionnaire(site), now) is { } usual ? new(site.Code, usual.Code, usual.Version, null) : null;
}

/// <summary>What a site asks today.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Questionnaire">Code of the questionnaire.</param>
/// <param name="Version">The version of it.</param>
/// <param name="Wave">Code of the wave that runs there; null when none does.</param>
internal sealed record AskedQuestionnaire(string Site, string Questionnaire, int Version, string? Wave);
