using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>The handlers' list: what is due first comes first.</summary>
internal static class ListingComplaints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints", ListAsync)
        .Allow(Roles.Handler, SiteRule.Query)
        .Audited(AuditKinds.Read, "case.list")
        .WithName("listComplaints")
        .TakesQuery([.. CaseQueryReader.Parameters, .. QueryParameter.Page])
        .Refuses(CommonProblems.NotInCatalogueYet)
        .WithSummary("The cases of one's sites, due date first.")
        .WithDescription("Role `handler`. Filters, all optional and combined.");

    // Two round trips; one when there is nothing to give out.
    private static async Task<Ok<Page<CaseSummary>>> ListAsync(
        HttpContext context, CaseReader cases, SitePromises promises, Catalogue catalogue,
        [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var query = CaseQueryReader.Read(context.Request.Query, catalogue, page.After, errors);
        errors.ThrowIfAny();

        var read = await cases.ListAsync(query with { Sites = query.Sites ?? Caller.Of(context).Sites }, page.Size + 1, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var cut = page.Cut(
            read.ConvertAll(document => new CaseSummary(document, promises.Today(document.State.Site))),
            summary => FormattableString.Invariant($"{summary.DueOn:yyyy-MM-dd}|{summary.Id}"));
        await audit.AppendListAsync(context, "case", cut.Items.Select(summary => (summary.Id, (string?)summary.Site)), cancellationToken);
        return TypedResults.Ok(cut);
    }
}
