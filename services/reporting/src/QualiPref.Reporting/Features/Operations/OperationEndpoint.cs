using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.VerifyingEditions;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Operations;

/// <summary><c>GET /operations/{id}</c>.</summary>
internal static class OperationEndpoint
{
    public static void MapOperation(this IEndpointRouteBuilder api) =>
        api.MapGet("/operations/{id:guid}", ReadAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetOperation")
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone)
            .WithSummary("How far a freezing or a verification is, and what came of it")
            .WithDescription("status is running, succeeded or failed. Role quality for every site of the network. One read, three for a verification.");

    private static async Task<Ok<OperationView>> ReadAsync(
        Guid id, HttpContext context, ReportStore reports, VerificationStore verifications, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        context.Response.Headers.CacheControl = "no-store";
        if (await reports.FindByCutAsync(id, cancellationToken) is { } report)
        {
            caller.RequireNetwork(catalogue, report.Network);
            return TypedResults.Ok(OperationView.Of(report, report.Freezings.Single(one => one.CutId == id), context));
        }
        var verification = await verifications.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        caller.RequireNetwork(catalogue, verification.Network);
        return TypedResults.Ok(OperationView.Of(verification, await verifications.NowAsync(cancellationToken), RunningVerifications.Silence, context));
    }
}
