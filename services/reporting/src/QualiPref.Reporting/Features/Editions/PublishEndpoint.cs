using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Editions;

/// <summary>The body of <c>POST /editions/{id}/publish</c>, as the OpenAPI document shows it.</summary>
/// <param name="Reason">Why it is published, at most 500 characters.</param>
internal sealed record PublishEdition(string Reason);

/// <summary><c>POST /editions/{id}/publish</c>.</summary>
internal static class PublishEndpoint
{
    public static void MapPublish(this IEndpointRouteBuilder api) =>
        api.MapPost("/editions/{id:guid}/publish", PublishAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("PublishEdition")
            .WithSummary("Puts an edition before the public: its public version becomes readable without a token")
            .WithDescription("Takes If-Match with the ETag of the edition. Repeating it with the same reason answers the same. Role quality for every site of "
                + "the network. One read and one write.")
            .Accepts<PublishEdition>("application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<Ok<EditionSummary>> PublishAsync(
        Guid id, HttpContext context, EditionReader reader, EditionStore editions, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var edition = await reader.FindForMemberAsync(id, caller, cancellationToken);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        var fields = new JsonFields(body.RootElement, errors);
        var reason = fields.Text("reason", 500, required: true)?.Trim();
        fields.RefuseUnknown();
        errors.ThrowIfAny();
        var version = Preconditions.RequiredVersion(context.Request);
        if (edition.Publication is null)
        {
            Preconditions.RequireVersion(context.Request, edition.Version);
            await editions.TryPublishAsync(id, new Publication(time.GetUtcNow().UtcDateTime.ToMilliseconds(), reason!, caller.Name), cancellationToken);
            edition = await reader.FindForMemberAsync(id, caller, cancellationToken);
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
