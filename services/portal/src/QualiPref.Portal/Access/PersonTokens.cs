using System.Security.Claims;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Access;

/// <summary>
/// What the services hear of a person: a token of 45 seconds, of what the person may do when it is signed. Whoever has left is therefore out of every service
/// when the last one ends.
/// </summary>
internal sealed class PersonTokens(PlatformTokens tokens)
{
    /// <summary>The token of somebody who was read; null for who holds no role.</summary>
    /// <param name="present">The person.</param>
    public string? For(PresentPerson present) =>
        present.Held.Count > 0 ? tokens.ForPerson(present.Person.Id, present.Person.Name, present.Held) : null;

    /// <summary>The same for the portal's own pages.</summary>
    /// <param name="present">The person.</param>
    /// <param name="scheme">The scheme by which they signed in.</param>
    public static ClaimsIdentity IdentityOf(PresentPerson present, string scheme) => new(
        [new Claim("sub", present.Person.Id.ToString()), new Claim("name", present.Person.Name), .. present.Held.Select(held => held.ToClaim())], scheme, "name", "roles");
}
