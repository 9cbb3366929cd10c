using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.Operations;

/// <summary>What came of long work.</summary>
/// <param name="Facts">Of a rebuild: facts whose site-days are recomputed. Of a resend 0.</param>
/// <param name="SiteDays">Of a resend: site-days of a source that were asked for. Of a rebuild 0.</param>
internal sealed record OperationResult(long Facts, long SiteDays);

/// <summary>Long work, as it stands.</summary>
/// <param name="Status"><c>running</c> or <c>succeeded</c>.</param>
/// <param name="Progress">From 0 to 1.</param>
/// <param name="Result">What came of it, once it succeeded.</param>
/// <param name="Problem">Always null: what keeps it from going on is waited out.</param>
internal sealed record OperationView(string Status, double Progress, OperationResult? Result, string? Problem)
{
    public static OperationView Of(RebuildDocument rebuild) => Of(rebuild, new OperationResult(rebuild.Facts, 0));

    public static OperationView Of(ResendDocument resend) => Of(resend, new OperationResult(0, resend.SiteDays));

    private static OperationView Of(MonthlyWork work, OperationResult result) => work.RunningSince is null
        ? new OperationView("succeeded", 1, result, null)
        : new OperationView("running", (double)work.Done / work.Steps, null, null);
}

/// <summary><c>GET /operations/{id}</c>: one read by id, two for a resend.</summary>
internal static class OperationEndpoint
{
    public static void MapOperations(this IEndpointRouteBuilder api) => api.MapGet("/operations/{id:guid}", ShowAsync)
        .Allow(Roles.Admin, SiteRule.Resource)
        .WithName("GetIndicatorsOperation")
        .Refuses(CommonProblems.NotFound)
        .WithSummary("How far a rebuild or a resend has come")
        .WithDescription("Role admin, for every site of the network.");

    /// <summary>Address of an operation.</summary>
    public static string AddressOf(Guid id) => $"/api/indicators/v1/operations/{id}";

    private static async Task<Ok<OperationView>> ShowAsync(
        Guid id, HttpContext context, RebuildStore rebuilds, ResendStore resends, CancellationToken cancellationToken)
    {
        var rebuild = await rebuilds.FindAsync(id, cancellationToken);
        var resend = rebuild is null ? await resends.FindAsync(id, cancellationToken) : null;
        MonthlyWork work = rebuild ?? (MonthlyWork?)resend ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(work.Sites);
        return TypedResults.Ok(rebuild is not null ? OperationView.Of(rebuild) : OperationView.Of(resend!));
    }
}
