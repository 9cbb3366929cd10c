using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Puts a kiosk out of use for good; its answers, and what is missing of it, stay.</summary>
internal static class RetiringKiosk
{
    private const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/retire", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Access, "kiosk.retire")
        .WithName("RetireKiosk")
        .Reads("RetirementBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Put a kiosk out of use")
        .WithDescription("Needs the role admin. Its token is refused at once by this replica and within a minute by all services; a code that was handed out is void too, and there is "
            + "no other. What its device still holds is taken by import. Repeating it answers the same.")
        .Produces<RetiredKiosk>();

    // One read and one write.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, KioskDirectory directory, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        caller.RequireSites(kiosk.Site);
        if (kiosk.Retirement is null)
        {
            var retirement = new Retirement(reason, caller.Name, time.GetUtcNow().UtcDateTime);
            var audit = context.Entry(AuditSubject.Of("kiosk", id), [kiosk.Site]);
            kiosk = await kiosks.RetireAsync(id, retirement, audit, cancellationToken) ?? (await kiosks.FindAsync(id, cancellationToken))!;
        }
        else
        {
            context.DidNothing();
        }
        directory.Note(kiosk);
        return TypedResults.Ok(RetiredKiosk.Of(kiosk)!);
    }
}

/// <summary>Why, by whom and when a kiosk was put out of use.</summary>
internal sealed record RetiredKiosk(Guid Id, string Reason, string By, DateTimeOffset At)
{
    public static RetiredKiosk? Of(Kiosk kiosk) => kiosk.Retirement is { } done ? new(kiosk.Id, done.Reason, done.By, done.At) : null;
}
