using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Testing;

/// <summary>Bearer tokens of sample accounts, as the services' own development endpoint signs them.</summary>
public static class SampleToken
{
    // Hosts of tests run by clocks of their own.
    private static readonly DateTime From = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), Until = new(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A token.</summary>
    /// <param name="key">What the services verify with: at least 32 bytes.</param>
    /// <param name="roles">Names of roles.</param>
    /// <param name="sites">Codes of sites; <c>*</c> is every one.</param>
    /// <param name="name">What the account is called.</param>
    /// <param name="expires">UTC; 2040 when left out.</param>
    public static string Sign(byte[] key, IEnumerable<string> roles, IEnumerable<string> sites, string name = "Compte 1", DateTime? expires = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "qualipref",
            Audience = "qualipref",
            NotBefore = From,
            Expires = expires ?? Until,
            Subject = new ClaimsIdentity(
                [new Claim("name", name), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]),
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
        });
}
