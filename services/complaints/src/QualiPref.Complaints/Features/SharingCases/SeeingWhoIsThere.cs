using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SharingCases;

/// <summary>Tells handlers who else has their case open, so that two of them do not write to the same person.</summary>
internal static class SeeingWhoIsThere
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/complaints/{id:guid}/presence", TellAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Reads("Presence", (_, fields) => ReadOpen(fields))
        .WithName("tellPresence")
        .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
        .WithSummary("Says that the caller has a case open, or has closed it; answers who else has it open.")
        .WithDescription("Role `handler` for the site of the case. Said anew before a minute has passed; nothing of it is kept.");

    // Three round trips, two of them at once.
    private static async Task<Ok<WhoIsThere>> TellAsync(
        Guid id, HttpContext context, CaseStore cases, OpenCases open, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var isOpen = ReadOpen(new JsonFields(body.RootElement, new FieldErrors()));
        var (site, version) = await cases.FindSiteAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(site);
        var person = KeepingDrafts.OwnerOf(context);
        var now = time.GetUtcNow().UtcDateTime;
        var told = isOpen ? open.NoteAsync(id, person, now, cancellationToken) : open.ForgetAsync(id, person, cancellationToken);
        var others = await open.OthersAsync(id, person, now, cancellationToken);
        await told;
        return TypedResults.Ok(new WhoIsThere(others, version));
    }

    private static bool ReadOpen(JsonFields fields)
    {
        var isOpen = fields.Flag("open", required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return isOpen ?? false;
    }
}

/// <summary>Who else has a case open.</summary>
/// <param name="Others">Ids of the persons, or names of programs, without the caller.</param>
/// <param name="Version">Version of the case now: whoever has another one open sees what it was.</param>
internal sealed record WhoIsThere(IReadOnlyList<string> Others, long Version);
