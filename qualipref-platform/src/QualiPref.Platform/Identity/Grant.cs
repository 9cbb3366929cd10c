namespace QualiPref.Platform.Identity;

/// <summary>
/// Metadata of an endpoint: who may call it. One that has several is open to whoever holds one of them; the call itself then says which of
/// them it takes (<see cref="Caller.RequireGrant"/>).
/// </summary>
/// <param name="When">In which case it holds, as the list of accesses shows it; null when there is only one.</param>
/// <param name="AnyOf">The roles of which one is needed; empty when anybody may call.</param>
/// <param name="Site">Which sites the token must cover.</param>
public sealed record Grant(string? When, IReadOnlyList<string> AnyOf, SiteRule Site)
{
    /// <summary>Whether no token is needed.</summary>
    public bool IsPublic => AnyOf.Count == 0;

    /// <summary>Whether a caller holds one of the roles.</summary>
    /// <param name="caller">The caller.</param>
    public bool IsHeldBy(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsPublic || AnyOf.Any(caller.Has);
    }

    /// <summary>Whether a caller holds one of the roles at a site.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="site">Code of the site; <c>*</c> asks for every one.</param>
    public bool IsHeldBy(Caller caller, string site)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return IsPublic || AnyOf.Any(role => caller.Has(role, site));
    }
}
