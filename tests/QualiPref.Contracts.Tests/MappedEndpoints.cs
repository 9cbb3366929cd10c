using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints;
using QualiPref.Indicators;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;
using QualiPref.Portal;
using QualiPref.Reporting;
using QualiPref.Surveys;
using QualiPref.Testing;

namespace QualiPref.Contracts.Tests;

/// <summary>What all services map, read from a host that is never started: neither database nor broker is asked.</summary>
internal static class MappedEndpoints
{
    /// <summary>Every endpoint that was mapped.</summary>
    public static async Task<IReadOnlyList<RouteEndpoint>> AllAsync()
    {
        await using var app = QualiPrefHost.Build(
            [
                "--QUALIPREF_MONGO", "mongodb://127.0.0.1:9",
                "--QUALIPREF_RABBITMQ", "",
                "--QualiPref:Identity:KeysPath", TestKeys.Folder,
            ],
            new SurveysModule(), new ComplaintsModule(), new IndicatorsModule(), new ReportingModule(), new PortalModule());
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .OrderBy(one => one.RoutePattern.RawText!.Trim('/'), StringComparer.Ordinal).ThenBy(CallOf, StringComparer.Ordinal)];
    }

    /// <summary>Method and path as the list of accesses names them; a page has every method of a form.</summary>
    public static string CallOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null ? "any" : "page"];
        return $"{string.Join(", ", methods)} `/{endpoint.RoutePattern.RawText!.Trim('/')}`";
    }

    /// <summary>Who may call: one line a call and case.</summary>
    public static IReadOnlyList<(string Call, Grant Grant)> GrantsOf(IEnumerable<RouteEndpoint> endpoints) =>
        [.. endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<Grant>().Select(grant => (CallOf(endpoint), grant)))];
}
