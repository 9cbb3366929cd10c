using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>Signs the platform's own access tokens: those of kiosks and services, and in local shapes those of sample accounts.</summary>
/// <param name="options">The key.</param>
/// <param name="time">The clock.</param>
public sealed class PlatformTokens(IOptions<IdentityOptions> options, TimeProvider time)
{
    internal const string Issuer = "qualipref";
    internal const string Audience = "qualipref";

    internal static readonly TimeSpan StaffLifetime = TimeSpan.FromHours(8);

    private static readonly TimeSpan ServiceLifetime = TimeSpan.FromMinutes(5);

    // A kiosk lives for years; its token ends before that when it is revoked or the kiosk is enrolled anew.
    private static readonly TimeSpan KioskLifetime = TimeSpan.FromDays(3650);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>Signs the token of an enrolled kiosk.</summary>
    /// <param name="kiosk">Id of the kiosk.</param>
    /// <param name="enrolment">Number of the enrolment, so that an older token can be told apart.</param>
    /// <param name="site">Code of its site.</param>
    public string ForKiosk(Guid kiosk, int enrolment, string site) => Sign(KioskLifetime,
        [new Claim("roles", Roles.Kiosk), new Claim("sites", site), new Claim("kiosk", kiosk.ToString()),
            new Claim("enrolment", enrolment.ToString(System.Globalization.CultureInfo.InvariantCulture), ClaimValueTypes.Integer32)]);

    /// <summary>Signs the token with which a service calls another one.</summary>
    /// <param name="service">Name of the calling service.</param>
    public string ForService(string service) => Sign(ServiceLifetime, [new Claim("name", service), new Claim("roles", Roles.Service), new Claim("sites", "*")]);

    internal string ForSample(string name, IEnumerable<string> roles, IEnumerable<string> sites) => Sign(StaffLifetime,
        [new Claim("name", name), .. roles.Select(role => new Claim("roles", role)), .. sites.Select(site => new Claim("sites", site))]);

    internal static SecurityKey KeyOf(IdentityOptions options) => new SymmetricSecurityKey(Convert.FromBase64String(options.SigningKey));

    private string Sign(TimeSpan lifetime, IEnumerable<Claim> claims)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(KeyOf(options.Value), SecurityAlgorithms.HmacSha256),
        });
    }
}
