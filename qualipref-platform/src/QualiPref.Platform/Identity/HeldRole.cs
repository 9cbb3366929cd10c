using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace QualiPref.Platform.Identity;

/// <summary>A role at some sites: one may work on complaints at one site and only type in at another.</summary>
/// <param name="Role">The role.</param>
/// <param name="Sites">Codes of the sites; <c>*</c> is every one.</param>
/// <param name="For">The person whose role it is, where another one stands in for them.</param>
public sealed record HeldRole(string Role, IReadOnlyList<string> Sites, StoodInFor? For = null)
{
    // One claim a role and whom it is of, each a JSON object.
    internal const string ClaimName = "grants";

    private static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web);

    /// <summary>Whether it holds at a site.</summary>
    /// <param name="site">Code of the site; <c>*</c> asks for every one.</param>
    public bool IsAt(string site) => Sites.Contains("*") || Sites.Contains(site);

    /// <summary>As a claim of a token or session.</summary>
    public Claim ToClaim() => new(ClaimName, JsonSerializer.Serialize(this, Written), JsonClaimValueTypes.Json);

    /// <summary>All that somebody holds: the pairs of a person, or every role at every site where a token lists both apart.</summary>
    /// <param name="user">Who it is.</param>
    public static IReadOnlyList<HeldRole> Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        List<HeldRole> pairs = [.. user.FindAll(ClaimName).Select(claim => JsonSerializer.Deserialize<HeldRole>(claim.Value, Written)!)];
        if (pairs.Count > 0) return pairs;
        string[] sites = [.. user.FindAll("sites").Select(claim => claim.Value)];
        return [.. user.FindAll("roles").Select(role => new HeldRole(role.Value, sites))];
    }
}

/// <summary>Somebody who is away, for whom another person acts.</summary>
/// <param name="Id">Id of the person.</param>
/// <param name="Name">Their name, for histories.</param>
public sealed record StoodInFor(Guid Id, string Name);
