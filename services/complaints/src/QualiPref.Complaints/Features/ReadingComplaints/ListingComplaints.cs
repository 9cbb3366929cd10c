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
        .WithSummary("The cases of one's sites.")
        .WithDescription("Role `handler`. Filters, all optional and combined.");

    // Two round trips; one when there is nothing to give out.
    private static async Task<Ok<CasePage>> ListAsync(
        HttpContext context, CaseReader cases, SitePromises promises, Catalogue catalogue,
        [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var query = CaseQueryReader.Read(context.Request.Query, catalogue, page.After, errors);
        errors.ThrowIfAny();

        var read = await cases.ListAsync(query with { Sites = query.Sites ?? Caller.Of(context).Sites }, page.Size + 1, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var shown = read.Take(page.Size).ToList();
        var goesOn = read.Count > page.Size;
        var back = query.From is { Backwards: true };
        if (back) shown.Reverse();
        await audit.AppendListAsync(context, "case", shown.Select(document => (document.Id, (string?)document.State.Site)), cancellationToken);
        return TypedResults.Ok(new CasePage(
            shown.ConvertAll(document => new CaseSummary(document, promises)),
            shown.Count > 0 && (back || goesOn) ? CursorOf(shown[^1], query.Order, backwards: false) : null,
            shown.Count > 0 && (back ? goesOn : query.From is not null) ? CursorOf(shown[0], query.Order, backwards: true) : null));
    }

    private static string CursorOf(CaseDocument document, CaseOrder order, bool backwards) =>
        PageRequest.CursorOf(CaseQueryReader.CursorOf(CaseSequence.PlaceOf(document, order) with { Backwards = backwards }, order));
}

/// <summary>One page of the handlers' list.</summary>
/// <param name="Items">The cases of this page.</param>
/// <param name="Next">Cursor of the next page, null on the last.</param>
/// <param name="Previous">Cursor of the page before, null on the first.</param>
internal sealed record CasePage(IReadOnlyList<CaseSummary> Items, string? Next, string? Previous);
