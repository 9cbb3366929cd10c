using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.Operations;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary><c>POST /reports/{id}/freeze</c>.</summary>
internal static class FreezeEndpoint
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public static void MapFreeze(this IEndpointRouteBuilder api) =>
        api.MapPost("/reports/{id:guid}/freeze", FreezeAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .Audited(AuditKinds.Freeze, "report.freeze")
            .WithName("FreezeReport")
            .Reads("FreezeReport", (_, fields) => FreezeRequest.ReadBody(fields, [], Period.Parse("2026"), DateOnly.MaxValue), isOptional: true)
            .TakesIdempotencyKey(isRequired: true)
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.BalanceOpen, ReportingProblems.FreezingUnderWay,
                ReportingProblems.TooManyFreezings, ReportingProblems.CutUnreadable, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable,
                ReportingProblems.EditionNotBuilt, ReportingProblems.FreezingGivenUp)
            .WithSummary("Takes a cut of everything that was acknowledged and stores it as an edition that can be verified years later")
            .WithDescription("Idempotency-Key is required: the same key gives the same edition, whatever happened between; after a freezing that came to "
                + "nothing it tries again. The body is optional: declared names rows of the balance that may stay open, asOf the date at which open cases "
                + "are judged. 201 with the edition, or 202 with an operation when it takes longer than 30 s. 409 QP-REPORTING-003 lists the open rows. "
                + "Role quality for every site of the network. One read and one write, then a read every 200 ms while it waits.")
            .Produces<EditionSummary>(StatusCodes.Status201Created)
            .Produces<OperationView>(StatusCodes.Status202Accepted);

    private static async Task<IResult> FreezeAsync(
        Guid id, HttpContext context, ReportStore reports, EditionStore editions, Catalogue catalogue, TimeProvider time,
        IOptions<ReportingOptions> options, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var report = await FindAsync(reports, id, cancellationToken);
        var network = caller.RequireNetwork(catalogue, report.Network);
        var today = catalogue.TodayIn(network, time);
        using var body = await ReadBodyAsync(context.Request, cancellationToken);
        var request = FreezeRequest.Read(context.Request, body?.RootElement ?? default, network.Sites, Period.Parse(report.Period), today);
        var cut = await BeginAsync(reports, report, request, network.Sites, today, context, time, cancellationToken);
        var (asked, freezing) = await WaitAsync(reports, cut, time, options.Value.FreezeWait, cancellationToken);
        if (FreezeProblems.Of(freezing) is { } problem) return problem;
        if (freezing.Edition is not { } frozen) return TypedResults.Accepted(Addresses.Operation(cut), OperationView.Of(asked, freezing, context));
        var edition = await editions.FindAsync(frozen.Id, cancellationToken) ?? throw new ProblemException(new Problem(ReportingProblems.EditionAltered));
        Preconditions.SetETag(context.Response, edition.Version);
        return TypedResults.Created(Addresses.Edition(edition.Id), EditionSummary.Of(edition));
    }

    private static async Task<ReportDocument> FindAsync(ReportStore reports, Guid id, CancellationToken cancellationToken) =>
        await reports.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private static async Task<JsonDocument?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken) =>
        request.ContentLength is null or 0 && request.ContentType is null ? null : await RequestBody.ReadJsonAsync(request, cancellationToken);

    private static async Task<Guid> BeginAsync(
        ReportStore reports, ReportDocument report, FreezeRequest request, IReadOnlyList<string> sites, DateOnly today, HttpContext context,
        TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var decision = FreezeDecision.Of(report, request, sites, today, time.GetUtcNow().UtcDateTime.ToMilliseconds());
            var cut = decision.Freezing.CutId;
            if (!decision.IsNew)
            {
                context.DidNothing();
                return cut;
            }
            var audit = context.Entry(AuditSubject.Of("report", report.Id), sites, [("network", report.Network), ("period", report.Period), ("cut", cut.ToString())]);
            if (await reports.TryBeginAsync(report, decision.Freezing, decision.Request(report), audit, cancellationToken)) return cut;
            report = await FindAsync(reports, report.Id, cancellationToken);
        }
    }

    private static async Task<(ReportDocument Report, Freezing Freezing)> WaitAsync(
        ReportStore reports, Guid cut, TimeProvider time, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            var report = await reports.FindByCutAsync(cut, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
            var freezing = report.Freezings.Single(one => one.CutId == cut);
            if (!freezing.IsUnderWay || time.GetElapsedTime(begun) >= patience) return (report, freezing);
            await Task.Delay(Glance, time, cancellationToken);
        }
    }
}
