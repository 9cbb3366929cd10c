using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>Says of an endpoint who may call it. An endpoint that says nothing is refused to everybody.</summary>
public static class GrantRegistration
{
    /// <summary>Name of the policy that judges grants, for endpoints that are not mapped one by one.</summary>
    public const string Policy = "grants";

    /// <summary>Opens an endpoint to anybody, with or without a token.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="when">In which case; null when always.</param>
    public static TBuilder AllowAnybody<TBuilder>(this TBuilder endpoint, string? when = null) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Grant(when, [], SiteRule.None), new AllowAnonymousAttribute());

    /// <summary>Opens an endpoint to a role.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="role">The role; wider ones include it.</param>
    /// <param name="site">Which sites the token must cover.</param>
    /// <param name="when">In which case; null when always.</param>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, string role, SiteRule site, string? when = null) where TBuilder : IEndpointConventionBuilder =>
        endpoint.Allow([role], site, when);

    /// <summary>Opens an endpoint to whoever holds one of several roles that do not include each other.</summary>
    /// <typeparam name="TBuilder">The endpoint's builder.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="anyOf">The roles.</param>
    /// <param name="site">Which sites the token must cover.</param>
    /// <param name="when">In which case; null when always.</param>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, IReadOnlyList<string> anyOf, SiteRule site, string? when = null)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new Grant(when, anyOf, site), new AuthorizeAttribute(Policy));
        if (when is null && site is (SiteRule.Body or SiteRule.Resource)) endpoint.AddEndpointFilter(RefuseUnjudgedAsync);
        return endpoint;
    }

    internal static void AddGrants(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, GrantHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddRequirements(GrantRequirement.OneOfThose))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(GrantRequirement.OneOfThose).Build());
    }

    // A site that the metadata names and nobody asked the token about is a fault of ours: what was read is then not shown.
    private static async ValueTask<object?> RefuseUnjudgedAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var result = await next(call);
        var (answer, context) = (result is INestedHttpResult nested ? nested.Result : result, call.HttpContext);
        // A parameter that could not be read never reached the endpoint.
        var isUnread = context.Response.StatusCode == StatusCodes.Status400BadRequest;
        if (isUnread || answer is Problem || Caller.WasAskedForSites(context)) return result;
        throw new InvalidOperationException($"{context.GetEndpoint()} answered without asking the token for the site that its metadata name.");
    }
}
