using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using QualiPref.Contracts.Tests;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Hostile;

/// <summary>Whom the metadata of the endpoints let in, whatever a request was changed to. Every site by everybody is the matrix's affair (<c>Every_call</c>).</summary>
internal sealed class AccessOracle
{
    /// <summary>How a grant names the channel of a body that it holds for.</summary>
    private const string OnChannel = "channel ", OnOthers = "any other channel";

    private readonly List<(RouteEndpoint Endpoint, IReadOnlyList<Grant> Grants)> _endpoints = [];

    /// <summary>Reads the metadata.</summary>
    public static async Task<AccessOracle> ReadAsync()
    {
        var oracle = new AccessOracle();
        foreach (var endpoint in await MappedEndpoints.AllAsync()) oracle._endpoints.Add((endpoint, endpoint.Metadata.GetOrderedMetadata<Grant>()));
        return oracle;
    }

    /// <summary>Whether an endpoint may answer a call.</summary>
    public static bool Answers(RouteEndpoint endpoint, string method, string path) =>
        (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { } methods || methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path.Length == 0 ? "/" : path, []);

    /// <summary>Whether a success is one that the caller has a right to: some endpoint that may have answered is open to the role at its site.</summary>
    /// <param name="request">The request as it was sent.</param>
    /// <param name="role">What the caller truly is; null for nobody.</param>
    public bool MaySucceed(HostileRequest request, string? role)
    {
        var reached = _endpoints.Where(one => Answers(one.Endpoint, request.Method, request.CanonicalPath)).ToList();
        // No endpoint: a public file. Whatever reaches the calls by another spelling is none.
        if (reached.Count == 0) return !request.CanonicalPath.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(1).Contains("api", StringComparer.OrdinalIgnoreCase);
        var body = Json.Parse(request.Body is [0xEF, 0xBB, 0xBF, .. var rest] ? rest : request.Body ?? []);
        return reached.SelectMany(one => Holding(one.Grants, Text(body, "channel"))).Any(grant =>
            grant.IsPublic || (role is not null && grant.AnyOf.Any(asked => Roles.Includes(role, asked)) && IsAtItsSite(grant, request, Text(body, "site"))));
    }

    /// <summary>Those of an endpoint's grants that hold for a channel; where the case is another, such as an edition's status, all.</summary>
    private static IEnumerable<Grant> Holding(IReadOnlyList<Grant> grants, string? channel)
    {
        var isNamed = grants.Any(grant => grant.When == OnChannel + channel);
        return grants.Where(grant => grant.When switch
        {
            OnOthers => !isNamed,
            { } said when said.StartsWith(OnChannel, StringComparison.Ordinal) => said == OnChannel + channel,
            _ => true,
        });
    }

    /// <summary>Whoever has one site does nothing to what another's body or path names; all that paths name here is of a site that the one handler does not have. A kiosk is its own.</summary>
    private static bool IsAtItsSite(Grant grant, HostileRequest request, string? site) => request.Token.Site is null || grant.Site switch
    {
        SiteRule.Body => site == request.Token.Site,
        SiteRule.Resource => request.Token.Kiosk is { } kiosk && request.CanonicalPath.Contains(kiosk.Kiosk.ToString(), StringComparison.OrdinalIgnoreCase),
        SiteRule.All => false,
        _ => true,
    };

    private static string? Text(JsonElement? body, string name)
    {
        try
        {
            return body is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, which is JSON but no text: a body that names or says it names no channel and no site.
            return null;
        }
    }
}
