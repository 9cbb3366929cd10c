using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.Operations;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary><c>GET /reports/{id}/freezing</c>, <c>POST …/retry</c> and <c>…/give-up</c>: a freezing that does not end by itself, and what somebody decides on it.</summary>
internal static class FreezingEndpoints
{
    private const int LongestReason = 500;

    public static void MapFreezing(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/{id:guid}/freezing", ShowAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetFreezing")
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.NoSuchFreezing)
            .WithSummary("The freezing of a report that is under way, or that waits for somebody")
            .WithDescription("The ETag is that of the report: with it the freezing can be decided on while indicators, whose figures the report shows, is away. "
                + "Role quality for every site of the network, or for all sites when the network has left the catalogue. One read.");
        Describe(api.MapPost("/reports/{id:guid}/freezing/retry", RetryAsync))
            .Audited(AuditKinds.Freeze, "freezing.retry")
            .WithName("RetryFreezing")
            .Refuses(ReportingProblems.FreezingOvertaken)
            .WithSummary("Has the edition of a freezing built again that could not be built")
            .WithDescription("From the same cut. Takes If-Match with the ETag of the report; 409 QP-REPORTING-016 when nothing waits for it, QP-REPORTING-018 "
                + "when a later freezing overtook it. Role quality for every site of the network. One read, one write and one read.");
        Describe(api.MapPost("/reports/{id:guid}/freezing/give-up", GiveUpAsync))
            .Audited(AuditKinds.Freeze, "freezing.giveUp")
            .WithName("GiveUpFreezing")
            .Reads("GiveUpFreezing", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .WithSummary("Gives up a freezing that is under way or could not be built")
            .WithDescription("The operation then fails with QP-REPORTING-015; an edition that was stored by then stays. Takes If-Match with the ETag of the "
                + "report; 409 QP-REPORTING-016 when there is nothing to give up. Role quality for every site of the network, or for all sites when the network has left the catalogue. One read, one write and one read.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call) => call
        .Allow(Roles.Quality, SiteRule.Resource)
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.NoSuchFreezing);

    private static async Task<Ok<FreezingState>> ShowAsync(Guid id, HttpContext context, ReportStore reports, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var report = await reports.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireNetworkOrAll(catalogue, report.Network);
        Preconditions.SetETag(context.Response, report.Version);
        return TypedResults.Ok(FreezingState.Of(report) ?? throw new ProblemException(new Problem(ReportingProblems.NoSuchFreezing)));
    }

    private static async Task<Accepted<OperationView>> RetryAsync(
        Guid id, HttpContext context, ReportStore reports, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var report = await FindAsync(id, context, reports, cancellationToken);
        Caller.Of(context).RequireNetwork(catalogue, report.Network);
        var parked = report.Freezings.LastOrDefault(one => one.IsParked) ?? throw new ProblemException(new Problem(ReportingProblems.NoSuchFreezing));
        if (report.IsOvertaken(parked)) throw new ProblemException(new Problem(ReportingProblems.FreezingOvertaken));
        var isDone = await reports.TryRetryAsync(report, parked, EntryOn(report, parked, context), cancellationToken);
        return await AnswerAsync(isDone, parked.CutId, context, reports, cancellationToken);
    }

    private static async Task<Accepted<OperationView>> GiveUpAsync(
        Guid id, HttpContext context, ReportStore reports, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var report = await FindAsync(id, context, reports, cancellationToken);
        Caller.Of(context).RequireNetworkOrAll(catalogue, report.Network);
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        var freezing = report.Freezings.LastOrDefault(one => one.GivenUp is null && (one.IsUnderWay || one.IsParked))
            ?? throw new ProblemException(new Problem(ReportingProblems.NoSuchFreezing));
        var givingUp = new GivingUp(time.GetUtcNow().UtcDateTime.ToMilliseconds(), reason.Trim(), Caller.Of(context).Name);
        var isDone = await reports.TryGiveUpAsync(report, freezing, givingUp, EntryOn(report, freezing, context), cancellationToken);
        return await AnswerAsync(isDone, freezing.CutId, context, reports, cancellationToken);
    }

    private static AuditEntry EntryOn(ReportDocument report, Freezing freezing, HttpContext context) =>
        context.Entry(AuditSubject.Of("report", report.Id), freezing.Sites, [("network", report.Network), ("period", report.Period), ("cut", freezing.CutId.ToString())]);

    /// <summary>The report whose freezing is decided on, in the version that the caller has read.</summary>
    private static async Task<ReportDocument> FindAsync(Guid id, HttpContext context, ReportStore reports, CancellationToken cancellationToken)
    {
        var report = await reports.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Preconditions.RequireVersion(context.Request, report.Version);
        return report;
    }

    private static async Task<Accepted<OperationView>> AnswerAsync(
        bool isDone, Guid cut, HttpContext context, ReportStore reports, CancellationToken cancellationToken)
    {
        if (!isDone) throw new ProblemException(new Problem(CommonProblems.Stale));
        var report = await reports.FindByCutAsync(cut, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Preconditions.SetETag(context.Response, report.Version);
        return TypedResults.Accepted(Addresses.Operation(cut), OperationView.Of(report, report.Freezings.Single(one => one.CutId == cut), context));
    }
}
