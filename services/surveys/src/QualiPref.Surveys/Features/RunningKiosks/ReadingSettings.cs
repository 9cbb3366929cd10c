using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>What a kiosk shows and checks without network, for itself alone.</summary>
internal static class ReadingSettings
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/kiosks/{id:guid}/settings", HandleAsync)
        .Allow(Roles.Kiosk, SiteRule.Resource)
        .WithName("GetKioskSettings")
        .GivesETag()
        .Refuses(SurveysProblems.NotThisKiosk, SurveysProblems.TokenSuperseded, CommonProblems.NotInCatalogueYet)
        .WithSummary("What a kiosk shows and checks without network")
        .WithDescription("With the kiosk's own token, of itself alone. agentPin: what the device checks the PIN of the agents' page with, by PBKDF2 with HMAC-SHA-256 over "
            + "the six digits; salt and hash in base64; null for a kiosk without one.")
        .Produces<KioskSettings>()
        .Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskDirectory kiosks, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var kiosk = await kiosks.RequireCurrentAsync(new Submitter(caller), cancellationToken);
        caller.RequireSites(kiosk!.Site);
        if (kiosk.Id != id) return new Problem(SurveysProblems.NotThisKiosk);
        var settings = KioskSettings.Of(kiosk, catalogue);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(settings)))[..16]}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(held => held.Tag == "*" || held.Tag == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(settings);
    }
}

/// <summary>What a kiosk shows and checks without network.</summary>
internal sealed record KioskSettings(Guid Kiosk, string Label, string Site, string SiteName, string NetworkName, string TimeZone, AgentPin? AgentPin)
{
    /// <exception cref="ProblemException">503: the site is on its way into the catalogue here.</exception>
    public static KioskSettings Of(Kiosk kiosk, Catalogue catalogue) => TryOf(kiosk, catalogue) ?? throw RollOut.NotYet();

    /// <summary>Null while the site is on its way into the catalogue here.</summary>
    public static KioskSettings? TryOf(Kiosk kiosk, Catalogue catalogue)
    {
        if (!catalogue.TryGetSite(kiosk.Site, out var site)) return null;
        var network = catalogue.Networks.First(one => one.Code == site.Network);
        return new KioskSettings(kiosk.Id, kiosk.Label, site.Code, site.Name, network.Name, site.TimeZone.Id, kiosk.Pin);
    }
}
