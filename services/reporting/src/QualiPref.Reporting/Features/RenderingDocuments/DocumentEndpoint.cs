using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Features.ReadingReports;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary><c>GET /reports/{id}/document</c> and <c>GET /editions/{id}/document</c>: a file that can be sent or printed.</summary>
internal static class DocumentEndpoint
{
    private static readonly string[] Formats = ["html", "csv", "json"];

    private static readonly QueryParameter Format = QueryParameter.Code("format", "html when left out.", Formats);

    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        Describe<ReportView>(api.MapGet("/reports/{id:guid}/document", RenderReportAsync))
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetReportDocument")
            .TakesQuery(Format, QueryParameter.Code("audience", "A draft is not public.", ["members"]))
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.IndicatorsAway, ReportingProblems.IndicatorsFaulty, CommonProblems.NotInCatalogueYet)
            .WithSummary("The report as a document for the members of the committee")
            .WithDescription("format is html (default), csv or json; audience is members (default): a draft is not public. Role quality for every site of the "
                + "network. One read, and one call of indicators.");
        Describe<EditionView>(api.MapGet("/editions/{id:guid}/document", RenderEditionAsync))
            .AllowAnybody(EditionReader.WhenPublished)
            .Allow(Roles.Quality, SiteRule.Resource, EditionReader.ForMembers)
            .WithName("GetEditionDocument")
            .TakesQuery(Format, QueryParameter.Code("audience", "The most that the caller may read when left out.", ["members", "public"]))
            .Refuses(CommonProblems.NotFound, ReportingProblems.NetworkGone, ReportingProblems.EditionAltered, ReportingProblems.EditionUnreadable)
            .WithSummary("The edition as a document for the members of the committee or for the public")
            .WithDescription("format is html (default), csv or json. audience is members (role quality for every site of the network) or public (without a token "
                + "once the edition is published); left out, it is the most that the caller may read. Three reads.");
    }

    private static RouteHandlerBuilder Describe<T>(RouteHandlerBuilder route) => route
        .Produces<T>(StatusCodes.Status200OK, "application/json")
        .Gives("text/html", "text/csv");

    private static async Task<IResult> RenderReportAsync(
        Guid id, string? format, string? audience, HttpContext context, ReportReader reader, Catalogue catalogue, ReportPrinter printer,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        RequireFormat(format, errors);
        if (audience is not (null or "" or "members"))
        {
            errors.Add("audience", "Un projet n'est pas public : seul le document des membres (members) est disponible.", "A draft is not public: only the members' document (members) is available.");
        }
        errors.ThrowIfAny();
        var report = await reader.ReadAsync(id, caller, cancellationToken);
        return await WriteAsync(context, format, report, new ReportPresentation(report, catalogue.Indicators, ReportLabels.Of(catalogue), ZoneOf(report, catalogue)), printer);
    }

    private static async Task<IResult> RenderEditionAsync(
        Guid id, string? format, string? audience, HttpContext context, EditionReader reader, Catalogue catalogue, ReportPrinter printer,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        RequireFormat(format, errors);
        if (audience is not (null or "" or "members" or "public")) errors.Add("audience", "Publics prévus : members, public.", "Available audiences: members, public.");
        errors.ThrowIfAny();
        var caller = Caller.Of(context);
        var (edition, most) = await reader.FindForReaderAsync(id, caller, cancellationToken);
        if (audience == "members")
        {
            caller.RequireGrant(EditionReader.ForMembers);
            caller.RequireNetwork(catalogue, edition.Network);
        }
        var opened = await reader.OpenAsync(edition, cancellationToken);
        var view = EditionView.Of(opened, audience == "public" ? Audience.Public : most);
        return await WriteAsync(context, format, view, new ReportPresentation(view, opened.Manifest.Definitions, opened.Manifest.Labels, ZoneOf(view, catalogue)), printer);
    }

    private static TimeZoneInfo ZoneOf(ReportContent report, Catalogue catalogue) =>
        report.Sites is [var first, ..] && catalogue.TryGetSite(first.Code, out var site) ? site.TimeZone : TimeZoneInfo.Utc;

    private static void RequireFormat(string? format, FieldErrors errors)
    {
        if (format is { Length: > 0 } && !Formats.Contains(format)) errors.Add("format", "Formats disponibles : html, csv, json.", "Available formats: html, csv, json.");
    }

    private static async Task<IResult> WriteAsync<T>(HttpContext context, string? format, T content, ReportPresentation presentation, ReportPrinter printer)
        where T : ReportContent
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        switch (format)
        {
            case "json":
                return TypedResults.Ok(content);
            case "csv":
                return TypedResults.File(Encoding.UTF8.GetBytes(CsvDocument.Write(content)), "text/csv; charset=utf-8", $"{presentation.FileName}.csv");
            default:
                headers.ContentSecurityPolicy = ReportStyle.Policy;
                return TypedResults.Content(await printer.PrintAsync(presentation), "text/html; charset=utf-8");
        }
    }
}
