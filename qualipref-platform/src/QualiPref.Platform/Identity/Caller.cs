using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>
/// Who is calling, as the access token says. A site counts as covered where one of the roles that open the endpoint is held: being an agent at a site does not
/// show its complaints to somebody who handles those of another.
/// </summary>
public sealed class Caller
{
    private static readonly object AskedForSites = new();

    private readonly HttpContext _context;
    private readonly ClaimsPrincipal _user;
    private readonly Endpoint? _endpoint;
    private readonly string _name;
    private readonly IReadOnlyList<HeldRole> _held;
    private readonly HashSet<string> _judged = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _opening;

    private Caller(HttpContext context)
    {
        _context = context;
        _user = context.User;
        _endpoint = context.GetEndpoint();
        IsAuthenticated = _user.Identity?.IsAuthenticated == true;
        _name = _user.FindFirst("name")?.Value ?? "";
        _held = HeldRole.Of(_user);
        _opening = [.. Grants.Of(context).SelectMany(grant => grant.AnyOf)];
        Person = Guid.TryParse(_user.FindFirst("sub")?.Value, out var person) ? person : null;
        Kiosk = Guid.TryParse(_user.FindFirst("kiosk")?.Value, out var kiosk) ? kiosk : null;
        Enrolment = int.TryParse(_user.FindFirst("enrolment")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Whether a valid token came with the request.</summary>
    public bool IsAuthenticated { get; }

    /// <summary>The person that the token belongs to, if it is a person's.</summary>
    public Guid? Person { get; }

    /// <summary>
    /// Name in the token, for the history of a case; empty when there is none. Where the call is allowed only because they stand in for somebody, it says for whom:
    /// ask for it after the sites.
    /// </summary>
    public string Name => StandsInFor is { } absent ? $"{_name}, au nom de {absent.Name}" : _name;

    /// <summary>The person in whose stead the call is made: null where the caller's own roles open it at every site that was asked for.</summary>
    public StoodInFor? StandsInFor
    {
        get
        {
            var opening = _held.Where(IsOpening).ToList();
            return _judged.Count == 0 ? LentOf(opening) : _judged.Select(site => LentOf([.. opening.Where(one => one.IsAt(site))])).FirstOrDefault(lent => lent is not null);
        }
    }

    /// <summary>The kiosk that the token belongs to, if it is a kiosk's.</summary>
    public Guid? Kiosk { get; }

    /// <summary>The enrolment of the kiosk's token.</summary>
    public int? Enrolment { get; }

    /// <summary>The caller of a request: one object for all that is asked about them.</summary>
    /// <param name="context">The request's context.</param>
    public static Caller Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items.TryGetValue(typeof(Caller), out var item) && item is Caller known && known._user == context.User && known._endpoint == context.GetEndpoint()) return known;
        var caller = new Caller(context);
        context.Items[typeof(Caller)] = caller;
        return caller;
    }

    /// <summary>Whether a role is held somewhere, directly or through a wider one.</summary>
    /// <param name="role">The role asked.</param>
    public bool Has(string role) => _held.Any(one => Roles.Includes(one.Role, role));

    /// <summary>Whether a role is held at a site, directly or through a wider one.</summary>
    /// <param name="role">The role asked.</param>
    /// <param name="site">Code of the site; <c>*</c> asks for every one.</param>
    public bool Has(string role, string site) => IsHeld(site, one => Roles.Includes(one.Role, role));

    /// <summary>Whether a role is held at every site of a network; nobody holds one at a network without sites.</summary>
    /// <param name="role">The role asked.</param>
    /// <param name="network">The network.</param>
    public bool Has(string role, Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Sites.Count > 0 && network.Sites.All(site => Has(role, site));
    }

    /// <summary>Whether one of the roles that open the endpoint is held at a site.</summary>
    /// <param name="site">Code of the site.</param>
    public bool Covers(string site) => IsHeld(site, IsOpening);

    /// <summary>Whether every site of a network is covered: its totals tell something of each of them.</summary>
    /// <param name="network">The network.</param>
    public bool Covers(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Sites.Count > 0 && network.Sites.All(Covers);
    }

    /// <summary>The sites at which one of the roles that open the endpoint is held; null when it is at all.</summary>
    public IReadOnlyList<string>? Sites
    {
        get
        {
            List<string> sites = [.. _held.Where(IsOpening).SelectMany(one => one.Sites).Distinct()];
            return sites.Contains("*") ? null : sites;
        }
    }

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
        if (site is not null && site != "*" && _held.Any(one => one.Sites.Contains(site)) && !catalogue.TryGetSite(site, out _)) throw RollOut.NotYet();
    }

    /// <summary>
    /// Refuses a caller who does not hold that one of the endpoint's grants which the call turned out to take. From then on sites are judged by its roles alone.
    /// </summary>
    /// <param name="when">Its case, as in <see cref="Grant.When"/>.</param>
    /// <exception cref="ProblemException">401 without a token, 403 outside one's role.</exception>
    public void RequireGrant(string when)
    {
        var taken = Grants.Of(_context).Single(grant => grant.When == when);
        if (!taken.IsHeldBy(this)) throw new ProblemException(new Problem(IsAuthenticated ? CommonProblems.Forbidden : CommonProblems.Unauthenticated));
        _opening = taken.AnyOf;
    }

    internal static bool WasAskedForSites(HttpContext context) => context.Items.ContainsKey(AskedForSites);

    private bool IsOpening(HeldRole one) => _opening.Count == 0 || _opening.Any(role => Roles.Includes(one.Role, role));

    // One's own goes before what is lent.
    private static StoodInFor? LentOf(IReadOnlyList<HeldRole> held) => held.Any(one => one.For is null) ? null : held is [var first, ..] ? first.For : null;

    private bool IsHeld(string site, Func<HeldRole, bool> counts)
    {
        _context.Items[AskedForSites] = AskedForSites;
        var isHeld = _held.Any(one => counts(one) && one.IsAt(site));
        if (isHeld) _judged.Add(site);
        return isHeld;
    }
}
