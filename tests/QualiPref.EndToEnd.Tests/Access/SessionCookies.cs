using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Cookies as the portal writes them when somebody signs in, for people whom no sample account stands for.</summary>
/// <param name="keys">What they are encrypted with.</param>
/// <param name="scheme">What they are for: the portal's sessions.</param>
internal sealed class SessionCookies(IDataProtectionProvider keys, string scheme = SessionCookies.Portal)
{
    private const string Portal = "portal";

    private readonly TicketDataFormat _format = new(keys.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", scheme, "v2"));

    /// <summary>The keys of a portal that keeps them in a folder.</summary>
    public static IDataProtectionProvider KeysIn(string folder) =>
        DataProtectionProvider.Create(new DirectoryInfo(folder), protection => protection.SetApplicationName("qualipref-portal"));

    /// <summary>The cookie of a person.</summary>
    /// <param name="person">Whose role, sites and token it holds.</param>
    /// <param name="until">When the session ends.</param>
    public string Write(Person person, DateTimeOffset until)
    {
        var identity = new ClaimsIdentity(
            [new Claim("name", person.Name), new Claim("roles", person.Role!), .. person.Sites.Select(site => new Claim("sites", site))], Portal, "name", "roles");
        var properties = new AuthenticationProperties { ExpiresUtc = until };
        properties.StoreTokens([new AuthenticationToken { Name = "access_token", Value = person.Token! }]);
        return "qualipref-session=" + _format.Protect(new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Portal));
    }
}
