using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>Gives a kiosk another name; the device shows it with its next settings.</summary>
internal static class RenamingKiosk
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/kiosks/{id:guid}/rename", HandleAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .Audited(AuditKinds.Correction, "kiosk.rename")
        .WithName("RenameKiosk")
        .Reads("KioskName", (_, fields) => Read(fields))
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Rename a kiosk")
        .WithDescription("Needs the role admin.")
        .Produces<NamedKiosk>();

    // One read and one write.
    private static async Task<IResult> HandleAsync(Guid id, HttpContext context, KioskStore kiosks, KioskDirectory directory, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var label = Read(new JsonFields(body.RootElement, new FieldErrors()));
        if (await kiosks.FindAsync(id, cancellationToken) is not { } held) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(held.Site);
        var renamed = await kiosks.RenameAsync(id, label, context.Entry(AuditSubject.Of("kiosk", id), [held.Site]), cancellationToken);
        directory.Note(renamed!);
        return TypedResults.Ok(new NamedKiosk(id, label));
    }

    private static string Read(JsonFields fields)
    {
        var label = fields.Text("label", CreatingKiosk.LongestLabel, required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return label!;
    }
}

/// <summary>A kiosk under its new name.</summary>
internal sealed record NamedKiosk(Guid Id, string Label);
