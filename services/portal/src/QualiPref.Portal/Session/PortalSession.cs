using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Session;

/// <summary>The signed-in person, kept with the access token in an encrypted cookie that no script can read.</summary>
internal static class PortalSession
{
    public const string Scheme = "portal";
    private const string TokenName = "access_token";

    public static async Task OpenAsync(HttpContext context, string name, string role, IEnumerable<string> sites, string accessToken, DateTimeOffset until)
    {
        var identity = new ClaimsIdentity(
            [new Claim("name", name), new Claim("roles", role), .. sites.Select(site => new Claim("sites", site))], Scheme, "name", "roles");
        var properties = new AuthenticationProperties { IsPersistent = false, ExpiresUtc = until };
        properties.StoreTokens([new AuthenticationToken { Name = TokenName, Value = accessToken }]);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    public static Task CloseAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>The token to call services with; null when nobody is signed in.</summary>
    public static Task<string?> TokenAsync(HttpContext context) => context.GetTokenAsync(Scheme, TokenName);

    /// <summary>Whether the signed-in person holds a role, directly or through a wider one.</summary>
    public static bool Holds(this ClaimsPrincipal user, string role) =>
        user.Identities.Any(one => one.AuthenticationType == Scheme) && HeldRole.Of(user).Any(held => Roles.Includes(held.Role, role));
}
