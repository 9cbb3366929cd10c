using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Identity;

namespace QualiPref.Testing;

/// <summary>
/// Bearer tokens of whoever is no person, signed with the key that makes them: of staff as the operator's tool signs its own, for a role and sites, of kiosks and of services. They hold for as long
/// as any test runs; those of persons hold for 45 seconds, and the portal makes them.
/// </summary>
public static class SampleToken
{
    // Hosts of tests run by clocks of their own.
    private static readonly DateTime From = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc), Until = new(2040, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A token.</summary>
    /// <param name="keys">Folder of the keys that the services go by.</param>
    /// <param name="roles">Names of roles.</param>
    /// <param name="sites">Codes of sites; <c>*</c> is every one.</param>
    /// <param name="name">Who it is; a service is the one that signs.</param>
    /// <param name="expires">UTC; 2040 when left out.</param>
    /// <param name="signer">Whose key signs it; the one that makes these roles when left out.</param>
    public static string Sign(string keys, IReadOnlyList<string> roles, IEnumerable<string> sites, string name = "Compte 1", DateTime? expires = null, string? signer = null)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (signer is not null) return Sign(KeyOf(keys, signer), roles, sites, name, expires);
        if (roles.Contains(Roles.Service)) return Sign(KeyOf(keys, ServiceNames.Reporting), roles, sites, ServiceNames.Reporting, expires);
        return Sign(KeyOf(keys, roles.Contains(Roles.Kiosk) ? ServiceNames.Surveys : KeyFolder.Operator), roles, sites, name, expires);
    }

    /// <summary>Tokens of each role of staff at all sites, signed once: whoever is called verifies one and not each.</summary>
    /// <param name="keys">Folder of the keys that the services go by.</param>
    /// <returns>The token of a role and a name.</returns>
    public static Func<string, string, string> OfStaff(string keys)
    {
        var signed = new ConcurrentDictionary<(string Role, string Name), string>();
        return (role, name) => signed.GetOrAdd((role, name), one => Sign(keys, [one.Role], ["*"], one.Name));
    }

    /// <inheritdoc cref="Sign(string, IReadOnlyList{string}, IEnumerable{string}, string, DateTime?, string)"/>
    public static string Sign(SigningCredentials key, IReadOnlyList<string> roles, IEnumerable<string> sites, string name = "Compte 1", DateTime? expires = null) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "qualipref",
            Audience = "qualipref",
            NotBefore = From,
            Expires = expires ?? Until,
            Subject = new ClaimsIdentity(
                [new Claim("name", name), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]),
            SigningCredentials = key,
        });

    /// <summary>The token of a person, with the portal's key, but for as long as one likes.</summary>
    /// <param name="keys">Folder of the keys.</param>
    /// <param name="lifetime">How long from now.</param>
    /// <param name="held">What the person holds.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="id">Who they are; somebody new when left out.</param>
    public static string OfPerson(string keys, TimeSpan lifetime, HeldRole held, string name = "Personne 1", Guid? id = null)
    {
        ArgumentNullException.ThrowIfNull(held);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "qualipref",
            Audience = "qualipref",
            NotBefore = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity([new Claim("sub", $"{id ?? Guid.NewGuid()}"), new Claim("name", name), held.ToClaim()]),
            SigningCredentials = KeyOf(keys, "portal"),
        });
    }

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
