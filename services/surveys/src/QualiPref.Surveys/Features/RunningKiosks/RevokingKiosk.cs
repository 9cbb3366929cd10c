using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Takes a kiosk's token back, as when the device was stolen.</summary>
internal static class RevokingKiosk
{
    private const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/revoke", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Access, "kiosk.revoke")
        .WithName("RevokeKiosk")
        .Reads("RevocationBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
        .Refuses(CommonProblems.NotFound, CommonProblems.Stale)
        .WithSummary("Take the token of a kiosk back")
        .WithDescription("Needs the role admin. The token is refused at once by this replica and within a minute by all services; a code that was handed "
            + "out is void too. Repeating it answers the same. With a new code the kiosk enrols again, and what it kept meanwhile is taken.")
        .Produces<RevokedKiosk>();

    // One read and one write.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, KioskDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        caller.RequireSites(kiosk.Site);
        if (!kiosk.IsShutOut)
        {
            var revocation = new Revocation { Enrolment = kiosk.Enrolment, Reason = reason, By = caller.Name, At = time.GetUtcNow().UtcDateTime };
            var audit = context.Entry(AuditSubject.Of("kiosk", id), [kiosk.Site], ("enrolment", kiosk.Enrolment.ToString(CultureInfo.InvariantCulture)));
            if (await kiosks.RevokeAsync(id, revocation, audit, cancellationToken) is not { } revoked) return new Problem(CommonProblems.Stale);
            kiosk = revoked;
        }
        else
        {
            context.DidNothing();
        }
        directory.Note(kiosk);
        var done = kiosk.Revocation!;
        return TypedResults.Ok(new RevokedKiosk(kiosk.Id, done.Enrolment, done.Reason, done.By, done.At));
    }
}

/// <summary>The enrolment whose token was taken back, 0 when there was none yet; why, by whom and when.</summary>
internal sealed record RevokedKiosk(Guid Id, int Enrolment, string Reason, string By, DateTimeOffset At);
