using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Identity;

namespace QualiPref.Testing;

/// <summary>Bearer tokens of sample accounts, as the portal's own development endpoint signs them.</summary>
public static class SampleToken
{
    // Hosts of tests run by clocks of their own.
    private static readonly DateTime From = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), Until = new(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A token.</summary>
    /// <param name="keys">Folder of the keys that the services go by.</param>
    /// <param name="roles">Names of roles.</param>
    /// <param name="sites">Codes of sites; <c>*</c> is every one.</param>
    /// <param name="name">What the account is called.</param>
    /// <param name="expires">UTC; 2040 when left out.</param>
    /// <param name="signer">Whose key signs it; the portal's, which may say anything in local shapes, when left out.</param>
    /// <param name="person">Id of the person that it is; of nobody when left out.</param>
    public static string Sign(string keys, IEnumerable<string> roles, IEnumerable<string> sites, string name = "Compte 1", DateTime? expires = null, string signer = "portal", Guid? person = null) =>
        Sign(KeyOf(keys, signer), roles, sites, name, expires, person);

    /// <inheritdoc cref="Sign(string, IEnumerable{string}, IEnumerable{string}, string, DateTime?, string, Guid?)"/>
    public static string Sign(SigningCredentials key, IEnumerable<string> roles, IEnumerable<string> sites, string name = "Compte 1", DateTime? expires = null, Guid? person = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "qualipref",
            Audience = "qualipref",
            NotBefore = From,
            Expires = expires ?? Until,
            Subject = new ClaimsIdentity(
                [.. person is { } id ? [new Claim("sub", id.ToString())] : Array.Empty<Claim>(), new Claim("name", name), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]),
            SigningCredentials = key,
        });

    /// <summary>The proof with which the public files a case, as <c>complaints</c> signs it.</summary>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="id">The case.</param>
    /// <param name="at">When it was made; now when left out.</param>
    /// <param name="signer">Whose key signs it.</param>
    public static string ProofOf(string keys, Guid id, DateTimeOffset? at = null, string signer = "complaints") => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = "qualipref",
            Audience = "qualipref:filing",
            Subject = new ClaimsIdentity(
            [
                new Claim("sub", id.ToString()),
                new Claim("at", (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
            ]),
            SigningCredentials = KeyOf(keys, signer),
        });

    /// <summary>What a service signs with.</summary>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="service">Name of the service.</param>
    public static SigningCredentials KeyOf(string keys, string service) => new(Read(keys, service), SecurityAlgorithms.EcdsaSha256);

    /// <summary>What somebody signs with who has another key and gives it the id of a service's.</summary>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="service">Name of the service.</param>
    public static SigningCredentials ForgeryOf(string keys, string service)
    {
        var forged = Read(TestKeys.New(), service);
        forged.KeyId = Read(keys, service).KeyId;
        return new(forged, SecurityAlgorithms.EcdsaSha256);
    }

    private static JsonWebKey Read(string keys, string service) => KeyFolder.ReadKey(Path.Combine(keys, KeyFolder.PrivateKeyOf(service)));
}
