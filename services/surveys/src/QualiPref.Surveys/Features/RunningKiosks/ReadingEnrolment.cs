using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Which token of a kiosk holds, for the other services that take one: it lives for years, and only this service hears of its end.</summary>
internal static class ReadingEnrolment
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/kiosks/{id:guid}/enrolment", HandleAsync)
        .Allow([Roles.Service, Roles.Quality], SiteRule.Resource)
        .WithName("GetKioskEnrolment")
        .Refuses(CommonProblems.NotFound)
        .WithSummary("The enrolment of a kiosk whose token holds")
        .WithDescription("For services of the platform, and role quality. A token of another enrolment, or of one that is revoked, is to be refused.")
        .Produces<KioskEnrolment>();

    // One read by id.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, CancellationToken cancellationToken)
    {
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(kiosk.Site);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new KioskEnrolment(kiosk.Id, kiosk.Site, kiosk.Enrolment, kiosk.IsOut));
    }
}

/// <summary>The present enrolment of a kiosk; 0 before the first.</summary>
internal sealed record KioskEnrolment(Guid Kiosk, string Site, int Enrolment, bool Revoked);
