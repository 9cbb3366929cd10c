using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>
/// What a service signs to know it again, in whatever replica it comes back to, without keeping anything. Signed as its tokens are, but for another audience: no
/// service takes it for a token, and no token is taken for it.
/// </summary>
public sealed class SignedNotes
{
    private const string Moment = "at";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    private readonly PlatformKeys _keys;
    private readonly TimeProvider _time;

    internal SignedNotes(PlatformKeys keys, TimeProvider time) => (_keys, _time) = (keys, time);

    /// <summary>Signs a note.</summary>
    /// <param name="service">Name of the service; its own key signs.</param>
    /// <param name="about">What it is for: a note for one thing is none for another.</param>
    /// <param name="subject">What it is about.</param>
    public string Sign(string service, string about, Guid subject) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = PlatformTokens.Issuer,
        Audience = AudienceOf(about),
        Subject = new ClaimsIdentity(
        [
            new Claim(JwtRegisteredClaimNames.Sub, subject.ToString()),
            new Claim(Moment, _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
        ]),
        SigningCredentials = _keys.Current.Of(service),
    });

    /// <summary>Reads a note.</summary>
    /// <param name="service">The service whose key must have signed it.</param>
    /// <param name="about">What it must be for.</param>
    /// <param name="note">The note as it came.</param>
    /// <returns>What it is about and how old it is; null when the service never signed it.</returns>
    public async Task<(Guid Subject, TimeSpan Age)?> ReadAsync(string service, string about, string note)
    {
        var result = await Handler.ValidateTokenAsync(note, new TokenValidationParameters
        {
            ValidIssuer = PlatformTokens.Issuer,
            ValidAudience = AudienceOf(about),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            // How old it may be is for whoever reads it.
            ValidateLifetime = false,
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, keyId, _) => keyId is not null && KeyFolder.ServiceOf(keyId) == service && _keys.Current.Find(keyId) is { } key ? [key] : [],
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken signed) return null;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(signed.GetPayloadValue<long>(Moment));
        return (Guid.Parse(signed.Subject), _time.GetUtcNow() - at);
    }

    private static string AudienceOf(string about) => $"{PlatformTokens.Audience}:{about}";
}
