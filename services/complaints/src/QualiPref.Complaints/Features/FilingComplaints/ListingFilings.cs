using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// Tells whoever types in a pile which of its slips are there. Agents do not read cases: of each only what they typed as codes, and what the service made of it, so that nothing is noted.
/// </summary>
internal static class ListingFilings
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/filed", ListAsync)
        .Allow(Roles.Agent, SiteRule.Query)
        .WithName("listFilings")
        .TakesQuery(CaseQueryReader.Ids, QueryParameter.Site)
        .Refuses(CommonProblems.NotInCatalogueYet)
        .WithSummary("Which of some cases are there, by the ids that their filings gave.")
        .WithDescription("Role `agent`. Of those of the token's sites: codes and days, nothing of the person and no text.");

    // One round trip.
    private static async Task<Ok<FilingList>> ListAsync(HttpContext context, CaseReader cases, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var (ids, sites) = (CaseQueryReader.ReadIds(context.Request.Query, errors) ?? [], CaseQueryReader.ReadSites(context.Request.Query, catalogue, errors));
        errors.ThrowIfAny();
        var found = ids.Count == 0 ? [] : await cases.ListAsync(new CaseQuery { Ids = ids, Sites = sites ?? Caller.Of(context).Sites }, ids.Count, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new FilingList(found.ConvertAll(FilingSummary.Of)));
    }
}

/// <summary>Those that are there, in no particular order.</summary>
internal sealed record FilingList(IReadOnlyList<FilingSummary> Items);

/// <summary>A case as whoever filed it sees it.</summary>
/// <param name="Id">Id of the case.</param>
/// <param name="Reference">Such as <c>91-EVRY-2026-000123</c>.</param>
/// <param name="Site">Code of its site.</param>
/// <param name="Kind">Its nature.</param>
/// <param name="Motive">Code of its motive, null while unknown.</param>
/// <param name="ReceivedOn">Local legal date of reception.</param>
/// <param name="Anonymous">Without contact: never answered.</param>
internal sealed record FilingSummary(Guid Id, string Reference, string Site, string Kind, string? Motive, DateOnly ReceivedOn, bool Anonymous)
{
    public static FilingSummary Of(CaseDocument document) =>
        new(document.Id, document.Reference, document.State.Site, document.State.Kind, document.State.Motive, document.State.ReceivedOn, document.State.Anonymous);
}
