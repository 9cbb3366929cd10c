using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace QualiPref.Platform.Identity;

/// <summary>One of the endpoint's grants must be held.</summary>
internal sealed class GrantRequirement : IAuthorizationRequirement
{
    public static GrantRequirement OneOfThose { get; } = new();

    public override string ToString() => "One of the grants of the endpoint.";
}

/// <summary>The grants of the endpoint that answers a request.</summary>
internal static class Grants
{
    public static IReadOnlyList<Grant> Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetOrderedMetadata<Grant>() ?? [];
}

/// <summary>
/// Judges role and, where the query names them or all are asked, sites, before the endpoint is entered. An endpoint of ours without grants is open to nobody; where
/// there is none, the framework says so itself (404, 405, 415) or a public file is served.
/// </summary>
internal sealed class GrantHandler : AuthorizationHandler<GrantRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, GrantRequirement requirement)
    {
        if (context.Resource is not HttpContext http) return Task.CompletedTask;
        if (IsGranted(http)) context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool IsGranted(HttpContext http)
    {
        var grants = Grants.Of(http);
        if (grants.Count == 0) return http.GetEndpoint() is not RouteEndpoint;
        var caller = Caller.Of(http);
        return grants.Any(grant => grant.IsHeldBy(caller) && SitesOf(grant, http).All(site => grant.IsHeldBy(caller, site)));
    }

    // Those that are known by now; the call itself asks for the others.
    private static IEnumerable<string> SitesOf(Grant grant, HttpContext http) => grant.Site switch
    {
        SiteRule.Query => SitesIn(http),
        SiteRule.All => ["*"],
        _ => [],
    };

    // A network that does not exist is named as a fault by the call itself. One that does has the sites that the call will see: of the same catalogue.
    private static IEnumerable<string> SitesIn(HttpContext http)
    {
        var sites = Named(http.Request.Query, "site");
        if (sites.Count > 0 || Named(http.Request.Query, "network") is not { Count: > 0 } networks) return sites;
        var catalogue = http.RequestServices.GetRequiredService<Catalogue.Catalogue>();
        return networks.SelectMany(code => catalogue.Networks.FirstOrDefault(one => one.Code == code)?.Sites ?? []);
    }

    private static List<string> Named(IQueryCollection query, string name) => [.. query[name].OfType<string>().Where(code => code.Length > 0)];
}
