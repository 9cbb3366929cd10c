using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>Signs the tokens of sample accounts, as <c>POST /dev/token</c> does.</summary>
internal static class SampleTokens
{
    public static string Sign(byte[] key, string[] roles, string[] sites) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "qualipref",
        Audience = "qualipref",
        Expires = DateTime.UtcNow.AddHours(1),
        Subject = new ClaimsIdentity(
            [new Claim("name", "Compte 1"), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256),
    });
}
