using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.Operations;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary><c>POST /editions/{id}/verify</c>.</summary>
internal static class VerifyEndpoint
{
    public static void MapVerify(this IEndpointRouteBuilder api) =>
        api.MapPost("/editions/{id:guid}/verify", VerifyAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("VerifyEdition")
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable, ReportingProblems.IndicatorsAway, ReportingProblems.IndicatorsFaulty)
            .WithSummary("Computes every figure again from exactly the facts' versions of the cut, and names whatever differs")
            .WithDescription("It changes nothing and so takes no If-Match. 202 with an operation when it takes longer than 30 s; one that a restart interrupts "
                + "says so and has to be asked for again. Role quality for every site of the network. A read and a call to indicators for each part of the cut.")
            .Produces<Verification>()
            .Produces<OperationView>(StatusCodes.Status202Accepted);

    private static async Task<IResult> VerifyAsync(
        Guid id, HttpContext context, EditionReader reader, RunningVerifications verifications, TimeProvider time, IOptions<ReportingOptions> options,
        CancellationToken cancellationToken)
    {
        var edition = await reader.FindForMemberAsync(id, Caller.Of(context), cancellationToken);
        var run = verifications.Start(edition);
        if (await Task.WhenAny(run.Outcome, Task.Delay(options.Value.VerifyWait, time, cancellationToken)) == run.Outcome)
        {
            return TypedResults.Ok(await run.Outcome);
        }
        cancellationToken.ThrowIfCancellationRequested();
        var operation = await verifications.DetachAsync(run, edition.Network, cancellationToken);
        return TypedResults.Accepted(Addresses.Operation(operation), new OperationView(operation, "running", run.Progress, null, null));
    }
}
