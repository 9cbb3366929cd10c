using System.Security.Claims;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Session;

/// <summary>The signed-in person of a request.</summary>
internal static class PortalSession
{
    public const string Scheme = "portal";

    /// <summary>Whether the signed-in person holds a role, directly or through a wider one.</summary>
    public static bool Holds(this ClaimsPrincipal user, string role) =>
        user.Identities.Any(one => one.AuthenticationType == Scheme) && HeldRole.Of(user).Any(held => Roles.Includes(held.Role, role));
}
