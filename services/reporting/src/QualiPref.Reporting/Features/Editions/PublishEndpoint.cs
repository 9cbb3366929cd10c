using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary><c>POST /editions/{id}/publish</c>.</summary>
internal static class PublishEndpoint
{
    private const int LongestReason = 500;

    public static void MapPublish(this IEndpointRouteBuilder api) =>
        api.MapPost("/editions/{id:guid}/publish", PublishAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .Audited(AuditKinds.Publication, "edition.publish")
            .WithName("PublishEdition")
            .Reads("PublishEdition", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.AlreadyPublished)
            .WithSummary("Puts an edition before the public: its public version becomes readable without a token")
            .WithDescription("Takes If-Match with the ETag of the edition. Repeating it with the same reason answers the same. Role quality for every site of "
                + "the network. One read and one write.");

    private static async Task<Ok<EditionSummary>> PublishAsync(
        Guid id, HttpContext context, EditionReader reader, EditionStore editions, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var edition = await reader.FindForMemberAsync(id, caller, cancellationToken);
        var reason = (await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken)).Trim();
        var version = Preconditions.RequiredVersion(context.Request);
        if (edition.Publication is null)
        {
            Preconditions.RequireVersion(context.Request, edition.Version);
            var audit = context.Entry(AuditSubject.Of("edition", id), caller.RequireNetwork(catalogue, edition.Network).Sites, [("network", edition.Network), ("manifest", edition.ManifestDigest)]);
            await editions.TryPublishAsync(id, new Publication(time.GetUtcNow().UtcDateTime.ToMilliseconds(), reason, caller.Name), audit, cancellationToken);
            edition = await reader.FindForMemberAsync(id, caller, cancellationToken);
        }
        else
        {
            context.DidNothing();
        }
        // Whoever was first decides; the same wish again, with the ETag from before or after it, is no other wish.
        if (edition.Publication?.Reason != reason)
        {
            throw new ProblemException(new Problem(version == edition.Version ? ReportingProblems.AlreadyPublished : CommonProblems.Stale));
        }
        if (version is < 1 || version > edition.Version) throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, edition.Version);
        return TypedResults.Ok(EditionSummary.Of(edition));
    }
}
