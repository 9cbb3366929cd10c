using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.ReadingReports;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.OpeningReports;

/// <summary><c>POST /reports</c> and <c>GET /reports</c>.</summary>
internal static class ReportsEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapPost("/reports", OpenAsync)
            .Allow(Roles.Quality, SiteRule.Body)
            .WithName("OpenReport")
            .Reads("OpenReport", (services, fields) => OpenReport.Read(fields, services.GetRequiredService<Catalogue>()))
            .TakesIdempotencyKey()
            .GivesETag()
            .Refuses(ReportingProblems.OtherContent)
            .WithSummary("Opens a draft report of a network over whole months; it follows the figures until it is frozen")
            .WithDescription("Creation is idempotent on the client's id or, without one, on Idempotency-Key. Role quality for every site of the network. "
                + "One write; a repetition costs one read more.");
        api.MapGet("/reports", ListAsync)
            .Allow(Roles.Quality, SiteRule.Narrowed)
            .WithName("ListReports")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("Lists the reports of the networks whose every site the token covers, newest first")
            .WithDescription("Role quality. One read.");
    }

    private static async Task<Created<ReportSummary>> OpenAsync(
        HttpContext context, ReportStore reports, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var asked = OpenReport.Read(body.RootElement, context.Request, catalogue);
        Caller.Of(context).RequireSites(asked.Network.Sites);
        var report = asked.ToDocument(time.GetUtcNow().UtcDateTime);
        var kept = await reports.AddOrFindAsync(report, cancellationToken);
        if (!kept.HasContentOf(report)) throw new ProblemException(new Problem(asked.IsKeyed ? CommonProblems.KeyReused : ReportingProblems.OtherContent));
        Preconditions.SetETag(context.Response, kept.Version);
        return TypedResults.Created($"{context.Request.Path}/{kept.Id}", ReportSummary.Of(kept));
    }

    private static async Task<Ok<Page<ReportSummary>>> ListAsync(
        HttpContext context, ReportStore reports, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var after = NewestFirst.ReadCursor(page, errors);
        errors.ThrowIfAny();
        var networks = catalogue.Networks.Where(caller.Covers).Select(network => network.Code).ToList();
        var read = await reports.ListAsync(networks, after, page.Size + 1, cancellationToken);
        return TypedResults.Ok(page.Cut([.. read.Select(ReportSummary.Of)], summary => NewestFirst.Key(summary.CreatedAt, summary.Id)));
    }
}

/// <summary>A report in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Network">Code of the network.</param>
/// <param name="Period">The period, whole months, in its canonical form.</param>
/// <param name="Title">Title given by the quality officer.</param>
/// <param name="Status"><c>draft</c>, <c>freezing</c> or <c>frozen</c>.</param>
/// <param name="CreatedAt">When it was opened, UTC.</param>
/// <param name="Editions">The editions that it was frozen to, oldest first.</param>
/// <param name="Freezing">The freezing that is under way, or that waits for somebody because its edition cannot be built; null when there is neither.</param>
internal sealed record ReportSummary(
    Guid Id, string Network, string Period, string Title, string Status, DateTime CreatedAt, IReadOnlyList<EditionReference> Editions, FreezingState? Freezing)
{
    public static ReportSummary Of(ReportDocument report) =>
        new(report.Id, report.Network, report.Period, report.Title, report.Status, report.CreatedAt, report.EditionReferences(), FreezingState.Of(report));
}
