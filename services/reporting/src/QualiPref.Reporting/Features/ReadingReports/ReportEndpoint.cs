using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary><c>GET /reports/{id}</c>.</summary>
internal static class ReportEndpoint
{
    public static void MapReport(this IEndpointRouteBuilder api) =>
        api.MapGet("/reports/{id:guid}", ReadAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetReport")
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.IndicatorsAway, ReportingProblems.IndicatorsFaulty, CommonProblems.NotInCatalogueYet)
            .WithSummary("One report: sections, figures of each site and of the network, complaints by kind, channel and motive, warnings")
            .WithDescription("The ETag is the version of the report, for changes to it; a draft's figures move without it. Role quality for every "
                + "site of the network. One read, and one call of indicators.");

    private static async Task<Ok<ReportView>> ReadAsync(Guid id, HttpContext context, ReportReader reader, CancellationToken cancellationToken)
    {
        var report = await reader.ReadAsync(id, Caller.Of(context), cancellationToken);
        Preconditions.SetETag(context.Response, report.Version);
        // A draft follows the figures without a new version: nobody may answer it from a cache.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(report);
    }
}
