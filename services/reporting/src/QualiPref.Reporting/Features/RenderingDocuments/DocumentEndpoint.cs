using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Reporting.Features.ReadingReports;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary><c>GET /reports/{id}/document</c>: a report as a file that can be sent or printed.</summary>
internal static class DocumentEndpoint
{
    private static readonly string[] Formats = ["html", "csv", "json"];

    public static void MapDocument(this IEndpointRouteBuilder api) =>
        api.MapGet("/reports/{id:guid}/document", RenderAsync)
            .WithName("GetReportDocument")
            .WithSummary("The report as a document for the members of the committee")
            .WithDescription("format is html (default), csv or json; audience is members (default). Role quality for every site of the network. Two reads.")
            .Produces<ReportView>(StatusCodes.Status200OK, "application/json", "text/html", "text/csv")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> RenderAsync(
        Guid id, string? format, string? audience, HttpContext context, ReportReader reader, Catalogue catalogue,
        IServiceProvider services, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        caller.Require(Roles.Quality);
        RequireKnown(format, audience);
        var report = await reader.ReadAsync(id, caller, cancellationToken);
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        switch (format)
        {
            case "json":
                return TypedResults.Ok(report);
            case "csv":
                return TypedResults.File(Encoding.UTF8.GetBytes(CsvDocument.Write(report)), "text/csv; charset=utf-8", $"{report.Network}-{report.Period}.csv");
            default:
                // The document needs nothing but its own style: whatever else got into it does not run.
                headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
                return TypedResults.Content(await RenderHtmlAsync(new ReportPresentation(report, catalogue), services, loggers), "text/html; charset=utf-8");
        }
    }

    private static void RequireKnown(string? format, string? audience)
    {
        var errors = new FieldErrors();
        if (format is { Length: > 0 } && !Formats.Contains(format))
        {
            errors.Add("format", "Formats disponibles : html, csv, json.", "Available formats: html, csv, json.");
        }
        if (audience is not (null or "" or "members"))
        {
            errors.Add("audience", "Seul le document des membres (members) est disponible.", "Only the members' document (members) is available.");
        }
        errors.ThrowIfAny();
    }

    private static async Task<string> RenderHtmlAsync(ReportPresentation presentation, IServiceProvider services, ILoggerFactory loggers)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = presentation });
            return (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString();
        });
    }
}
