using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.SharingCells;

/// <summary>Which cells there are of one site and month.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">Such as <c>2026-07</c>.</param>
/// <param name="Cells">How many.</param>
/// <param name="Digest">Their <c>CellVersionDigest</c>, 16 hexadecimal digits.</param>
internal sealed record CellVersionsView(string Site, string Month, int Cells, string Digest);

/// <summary>All of a list at once.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">In the order of site and date.</param>
internal sealed record Whole<T>(IReadOnlyList<T> Items);

/// <summary>
/// <c>GET /cells/versions</c> and <c>GET /cells</c>: with them whoever keeps copies of cells finds which ones differ, and takes them. One
/// read of the database each.
/// </summary>
internal static class CellsEndpoints
{
    public static void MapCells(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cells/versions", ListVersionsAsync)
            .Allow([Roles.Service, Roles.Quality], SiteRule.Query)
            .WithName("ListCellVersions")
            .TakesQuery(QueryParameter.Network)
            .WithSummary("How many cells there are by site and month, with a digest of their versions")
            .WithDescription("The digest is the sum modulo 2^64 of the first 8 bytes (big-endian) of SHA-256 over the text "
                + "site|yyyy-MM-dd@version of each cell, in 16 hexadecimal digits. For services of the platform, and role quality.");
        api.MapGet("/cells", ListAsync)
            .Allow([Roles.Service, Roles.Quality], SiteRule.Query)
            .WithName("ListCells")
            .TakesQuery(QueryParameter.Site with { IsRequired = true, Description = "Code of a site." }, QueryParameter.Text("month", "A month yyyy-MM.", 7) with { IsRequired = true })
            .WithSummary("The cells of one site and month")
            .WithDescription("For services of the platform, and role quality.");
    }

    private static async Task<Ok<Whole<CellVersionsView>>> ListVersionsAsync(
        HttpContext context, CellStore cells, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var network = fields.Network("network", catalogue);
        errors.ThrowIfAny();
        var versions = await cells.ListVersionsAsync(network!.Sites, cancellationToken);
        return TypedResults.Ok(new Whole<CellVersionsView>([.. versions.Select(month => new CellVersionsView(
            month.Site, month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Cells, month.Digest))]));
    }

    private static async Task<Ok<Whole<SiteDayCell>>> ListAsync(
        HttpContext context, CellStore cells, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var site = fields.Site("site", catalogue);
        var month = fields.Month("month");
        errors.ThrowIfAny();
        var found = await cells.ListAsync([site!.Code], month!.From, month.To, cancellationToken);
        return TypedResults.Ok(new Whole<SiteDayCell>([.. found.OrderBy(cell => cell.Date)]));
    }
}
