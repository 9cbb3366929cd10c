using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Leads from a case to those before and after it in a list.</summary>
internal static class FindingNeighbours
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:guid}/neighbours", FindAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .WithName("findNeighbours")
        .TakesQuery([.. CaseQueryReader.Parameters])
        .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
        .WithSummary("The cases before and after one in a list.")
        .WithDescription("Role `handler` for the site of the case. The filters of the list; the case itself need not be in it any more.");

    // Two round trips: the second is two reads at once.
    private static async Task<Ok<CaseNeighbours>> FindAsync(
        Guid id, HttpContext context, CaseStore store, CaseReader cases, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = CaseQueryReader.Read(context.Request.Query, catalogue, after: null, errors);
        errors.ThrowIfAny();
        var caller = Caller.Of(context);
        var place = CaseSequence.PlaceOf(await store.RequireAsync(id, caller, cancellationToken), query.Order);
        query = query with { Sites = query.Sites ?? caller.Sites };
        var before = cases.FindBesideAsync(query with { From = place with { Backwards = true } }, cancellationToken);
        var after = cases.FindBesideAsync(query with { From = place }, cancellationToken);
        return TypedResults.Ok(new CaseNeighbours(await before, await after));
    }
}

/// <summary>What stands beside a case in a list.</summary>
/// <param name="Previous">The case before it; null at the beginning.</param>
/// <param name="Next">The case after it; null at the end.</param>
internal sealed record CaseNeighbours(Guid? Previous, Guid? Next);
