using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>Who is calling, as the access token says.</summary>
public sealed class Caller
{
    private static readonly object AskedForSites = new();

    private readonly HttpContext _context;
    private readonly IReadOnlyList<string> _roles;
    private readonly IReadOnlyList<string> _sites;

    private Caller(HttpContext context, ClaimsPrincipal user)
    {
        _context = context;
        IsAuthenticated = user.Identity?.IsAuthenticated == true;
        Name = user.FindFirst("name")?.Value ?? "";
        _roles = [.. user.FindAll("roles").Select(claim => claim.Value)];
        _sites = [.. user.FindAll("sites").Select(claim => claim.Value)];
        Kiosk = Guid.TryParse(user.FindFirst("kiosk")?.Value, out var kiosk) ? kiosk : null;
        Enrolment = int.TryParse(user.FindFirst("enrolment")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether a valid token came with the request.</summary>
    public bool IsAuthenticated { get; }

    /// <summary>Name in the token, for the history of a case; empty when there is none.</summary>
    public string Name { get; }

    /// <summary>The kiosk that the token belongs to, if it is a kiosk's.</summary>
    public Guid? Kiosk { get; }

    /// <summary>The enrolment of the kiosk's token.</summary>
    public int? Enrolment { get; }

    /// <summary>The caller of a request.</summary>
    /// <param name="context">The request's context.</param>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new Caller(context, context.User);
    }

    /// <summary>Whether a role is held, directly or through a wider one.</summary>
    /// <param name="role">The role asked.</param>
    public bool Has(string role) => _roles.Any(held => Roles.Includes(held, role));

    /// <summary>Whether the token covers a site.</summary>
    /// <param name="site">Code of the site.</param>
    public bool Covers(string site)
    {
        _context.Items[AskedForSites] = AskedForSites;
        return _sites.Contains("*") || _sites.Contains(site);
    }

    /// <summary>Whether the token covers every site of a network: its totals tell something of each of them.</summary>
    /// <param name="network">The network.</param>
    public bool Covers(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Sites.All(Covers);
    }

    /// <summary>The sites that the token names; null when it covers all.</summary>
    public IReadOnlyList<string>? Sites => _sites.Contains("*") ? null : _sites;

    /// <summary>Refuses a caller whose token does not cover every site that the call turned out to concern.</summary>
    /// <param name="sites">Codes of the sites; <c>*</c> for what only those may touch who cover all.</param>
    /// <exception cref="ProblemException">403 outside one's sites.</exception>
    public void RequireSites(params IEnumerable<string> sites)
    {
        if (!sites.All(Covers)) throw new ProblemException(new Problem(CommonProblems.Forbidden));
    }

    /// <summary>
    /// Refuses for now what is about a site that the token names and the catalogue here does not know: whoever made the token knew it, so that a new catalogue is
    /// on its way. Without this word of the token such a site is a fault of the caller.
    /// </summary>
    /// <param name="catalogue">The catalogue in force.</param>
    /// <param name="site">Code of the site as the call gives it, if it does.</param>
    /// <exception cref="ProblemException">503; the same call is to be sent again.</exception>
    public void RequireInCatalogue(Catalogue.Catalogue catalogue, string? site)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (site is not null && site != "*" && _sites.Contains(site) && !catalogue.TryGetSite(site, out _)) throw RollOut.NotYet();
    }

    /// <summary>Refuses a caller who does not hold that one of the endpoint's grants which the call turned out to take.</summary>
    /// <param name="when">Its case, as in <see cref="Grant.When"/>.</param>
    /// <exception cref="ProblemException">401 without a token, 403 outside one's role.</exception>
    public void RequireGrant(string when)
    {
        if (Grants.Of(_context).Single(grant => grant.When == when).IsHeldBy(this)) return;
        throw new ProblemException(new Problem(IsAuthenticated ? CommonProblems.Forbidden : CommonProblems.Unauthenticated));
    }

    internal static bool WasAskedForSites(HttpContext context) => context.Items.ContainsKey(AskedForSites);
}
