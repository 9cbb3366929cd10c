using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Limits;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Shell;

/// <summary><c>POST /api/portal/v1/browser-reports</c>: browsers say there what the policy of a page made them refuse.</summary>
internal sealed partial class BrowserReports(EndpointDataSource endpoints, TimeProvider time, ILogger<BrowserReports> logger)
{
    public const string Path = "/api/portal/v1/browser-reports";

    private const int LargestBody = 16 * 1024;

    private static readonly Meter Meter = new("QualiPref.Portal");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "qualipref.portal.browser.refusals", "{refusal}", "What browsers say that the policy of a page made them refuse. Of each replica its own: sum by (directive, refused)");

    // Whoever sends more fills no log: they are counted all the same.
    private readonly RefusalLines _lines = new(time);
    private readonly Lazy<IReadOnlyList<(string Pattern, TemplateMatcher Matcher)>> _pages = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(page => ($"/{page.RoutePattern.RawText}", new TemplateMatcher(new RouteTemplate(page.RoutePattern), [])))]);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost(Path, TakeAsync).ExcludeFromDescription().AllowAnybody().CountedAsReports();

    private static async Task<IResult> TakeAsync(HttpRequest request, BrowserReports reports, CancellationToken cancellationToken)
    {
        // JSON by another name.
        if (request.ContentType is { } type && type.StartsWith("application/csp-report", StringComparison.OrdinalIgnoreCase)) request.ContentType = "application/json";
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken, LargestBody);
        if (BrowserReport.Read(body.RootElement) is { } report) reports.Note(report);
        return TypedResults.NoContent();
    }

    private void Note(BrowserReport report)
    {
        Refusals.Add(1, new("directive", report.Directive), new("refused", report.Refused));
        if (_lines.MayTell()) LogRefusal(report.Refused, report.Directive, PageOf(report.Address));
    }

    private string PageOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var at)
        ? _pages.Value.FirstOrDefault(page => page.Matcher.TryMatch(at.AbsolutePath, [])).Pattern ?? "no page of ours"
        : "no page of ours";

    [LoggerMessage(EventId = 5003, Level = LogLevel.Warning, Message = "A browser refused something ({Refused}) for {Directive} at {Page}: a fault of the page, an extension of the browser, or somebody's attempt")]
    private partial void LogRefusal(string refused, string directive, string page);
}
