using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Gives a kiosk another PIN for the agents' page.</summary>
internal static class ChangingPin
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/pin", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Access, "kiosk.changePin")
        .WithName("ChangeKioskPin")
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Give a kiosk another PIN")
        .WithDescription("Needs the role admin. The PIN opens the agents' page of the kiosk and is shown this once; the device takes it over with its next settings.")
        .Produces<KioskPin>();

    // One read and one write.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, KioskDirectory directory, CancellationToken cancellationToken)
    {
        if (await kiosks.FindAsync(id, cancellationToken) is not { } held) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(held.Site);
        var (shown, kept) = AgentPins.New();
        var changed = await kiosks.ReplacePinAsync(id, kept, context.Entry(AuditSubject.Of("kiosk", id), [held.Site]), cancellationToken);
        directory.Note(changed!);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new KioskPin(id, shown));
    }
}

/// <summary>The PIN of the agents' page of a kiosk, shown this once.</summary>
internal sealed record KioskPin(Guid Id, string Pin);
