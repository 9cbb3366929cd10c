using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using QualiPref.Contracts.Tests;
using QualiPref.Platform.Identity;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Whom the metadata of the endpoints let in, whatever a request was changed to. Sites are the matrix's affair (<c>Every_call</c>).</summary>
internal sealed class AccessOracle
{
    private readonly List<(IReadOnlyList<string>? Methods, TemplateMatcher Path, IReadOnlyList<Grant> Grants)> _endpoints = [];

    /// <summary>Reads the metadata.</summary>
    public static async Task<AccessOracle> ReadAsync()
    {
        var oracle = new AccessOracle();
        foreach (var endpoint in await MappedEndpoints.AllAsync())
        {
            oracle._endpoints.Add((endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods,
                new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), new RouteValueDictionary()), endpoint.Metadata.GetOrderedMetadata<Grant>()));
        }
        return oracle;
    }

    /// <summary>Whether a success is one that the caller has a right to: some endpoint that may have answered is open to the role.</summary>
    /// <param name="request">The request as it was sent.</param>
    /// <param name="role">What the caller truly is; null for nobody.</param>
    public bool MaySucceed(HostileRequest request, string? role)
    {
        var reached = _endpoints.Where(one => (one.Methods is null || one.Methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            && one.Path.TryMatch(request.CanonicalPath.Length == 0 ? "/" : request.CanonicalPath, new RouteValueDictionary())).ToList();
        // No endpoint: a public file. Whatever reaches the calls by another spelling is none.
        if (reached.Count == 0) return !request.CanonicalPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(1).Contains("api", StringComparer.OrdinalIgnoreCase);
        return reached.SelectMany(one => one.Grants).Any(grant => grant.IsPublic || (role is not null && grant.AnyOf.Any(asked => Roles.Includes(role, asked))));
    }
}
