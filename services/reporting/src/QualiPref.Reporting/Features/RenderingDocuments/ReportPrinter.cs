using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace QualiPref.Reporting.Features.RenderingDocuments;

/// <summary>Writes a report or an edition as an HTML page that needs nothing else.</summary>
internal sealed class ReportPrinter(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public async Task<string> PrintAsync(ReportPresentation presentation)
    {
        // Beside the portal, a renderer needs what pages need, which is of a scope.
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = presentation });
            return (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString();
        });
    }
}
