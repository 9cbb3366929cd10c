using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Calls;
using QualiPref.Portal.Tests.Browsing;

namespace QualiPref.Portal.Tests;

/// <summary>Things that services have parked, in the shapes of the contract, and a stand-in that has them for all services.</summary>
internal static class SampleAnomalies
{
    public const string Answer = "0198f000-0000-7000-8000-0000000000a1";

    public const string Case = "0198f000-0000-7000-8000-0000000000b1";

    public const string Cut = "0198f000-0000-7000-8000-0000000000c1";

    /// <summary>Stands in for every service.</summary>
    /// <param name="parked">What a service has parked; the second says whether what was given up is asked for.</param>
    /// <param name="more">What else it answers.</param>
    public static Task<StandIn> StartAsync(Func<string, bool, IReadOnlyList<object>> parked, Action<IEndpointRouteBuilder>? more = null) => StandIn.StartAsync(api =>
    {
        api.MapGet("/api/{service}/v1/parked", (string service, HttpRequest request) =>
            Results.Json(new { waiting = parked(service, false).Count, items = parked(service, request.Query["givenUp"] == "true") }));
        more?.Invoke(api);
    });

    /// <summary>Stands in for every service, of which one has something parked.</summary>
    public static Task<StandIn> StartAsync(string service, IReadOnlyList<object> waiting, Action<IEndpointRouteBuilder>? more = null) =>
        StartAsync((asked, givenUp) => asked == service && !givenUp ? waiting : [], more);

    /// <summary>A portal whose services are all the stand-in, or some of them while the others are away.</summary>
    public static Task<PortalAlone> PortalOverAsync(PortalSystem system, StandIn services, params IEnumerable<string> there) =>
        PortalAlone.StartForStaffAsync(system, (there.Any() ? there : ServiceNames.All).Select(service => (service, services)));

    /// <summary>Something parked.</summary>
    public static object Thing(string place, string id, string reason, object? givenUp = null) => new { place, id, parkedAt = "2026-07-03T09:12:00Z", reason, givenUp };

    /// <summary>That somebody gave it up.</summary>
    public static object GivenUp(string reason, string by = "Agent 7") => new { at = "2026-07-04T10:00:00Z", by, reason };
}
