using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Shows one case to its handlers.</summary>
internal static class ReadingComplaint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:guid}", ReadAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Read, "case.read")
        .WithName("readComplaint")
        .GivesETag()
        .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
        .WithSummary("One case with its text, contact, history, deadlines and letters.")
        .WithDescription("Role `handler` for the site of the case. The `ETag` is what a transition takes as `If-Match`.");

    // Two round trips.
    private static async Task<Ok<CaseView>> ReadAsync(
        Guid id, HttpContext context, CaseStore cases, SitePromises promises, [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit,
        CancellationToken cancellationToken)
    {
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        await audit.AppendAsync(context.Entry(AuditSubject.Of("case", id), [document.State.Site]), cancellationToken);
        Preconditions.SetETag(context.Response, document.Version);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CaseView(document, promises));
    }

    /// <summary>The case, for a handler of its site.</summary>
    /// <exception cref="ProblemException">403 or 404.</exception>
    public static async Task<CaseDocument> RequireAsync(this CaseStore cases, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var document = await cases.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        caller.RequireSites(document.State.Site);
        return document;
    }

    /// <summary>The case, for a handler of its site who wants to change something in it.</summary>
    /// <exception cref="ProblemException">403, 404, or 409: it was erased.</exception>
    public static async Task<CaseDocument> RequireChangeableAsync(this CaseStore cases, Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var document = await cases.RequireAsync(id, caller, cancellationToken);
        return document.Erased is null ? document : throw new ProblemException(new Problem(ComplaintsProblems.Erased));
    }
}
