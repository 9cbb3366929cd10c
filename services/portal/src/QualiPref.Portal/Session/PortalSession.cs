using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Session;

/// <summary>The signed-in person of a request.</summary>
internal static class PortalSession
{
    public const string Scheme = "portal";
    private const string TokenName = "access_token";

    /// <summary>Until every local system has a provider: a sample account, kept with its token in an encrypted cookie.</summary>
    public static async Task OpenAsync(HttpContext context, string name, string role, IEnumerable<string> sites, string accessToken, DateTimeOffset until)
    {
        var identity = new ClaimsIdentity(
            [new Claim("name", name), new Claim("roles", role), .. sites.Select(site => new Claim("sites", site))], Scheme, "name", "roles");
        var properties = new AuthenticationProperties { IsPersistent = false, ExpiresUtc = until };
        properties.StoreTokens([new AuthenticationToken { Name = TokenName, Value = accessToken }]);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity), properties);
    }

    /// <summary>The token to call services with; null when nobody is signed in.</summary>
    public static async Task<string?> TokenAsync(HttpContext context, PersonTokens tokens, TimeProvider time) =>
        OpenSession.Of(context) is { } session ? session.TokenOf(tokens, time) : await context.GetTokenAsync(Scheme, TokenName);

    /// <summary>Whether the signed-in person holds a role, directly or through a wider one.</summary>
    public static bool Holds(this ClaimsPrincipal user, string role) =>
        user.Identities.Any(one => one.AuthenticationType == Scheme) && HeldRole.Of(user).Any(held => Roles.Includes(held.Role, role));
}
