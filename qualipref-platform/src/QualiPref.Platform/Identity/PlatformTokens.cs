using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;

namespace QualiPref.Platform.Identity;

/// <summary>
/// Signs the platform's own access tokens: those of kiosks with the key of <c>surveys</c>, those of services each with its own, those of persons with the key
/// of the portal. The operator's tool signs its own with a key that no service has.
/// </summary>
public sealed class PlatformTokens
{
    internal const string Issuer = "qualipref";
    internal const string Audience = "qualipref";

    /// <summary>How long a person's token holds: whoever has left is out of every service when the last one ends.</summary>
    internal static readonly TimeSpan PersonLifetime = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan OperatorLifetime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan TrialLifetime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ServiceLifetime = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    // A kiosk lives for years; its token ends before that when it is revoked or the kiosk is enrolled anew.
    private static readonly TimeSpan KioskLifetime = TimeSpan.FromDays(3650);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ConcurrentDictionary<string, (string Token, string Key, DateTimeOffset Until)> _ofServices = new(StringComparer.Ordinal);
    private readonly PlatformKeys _keys;
    private readonly TimeProvider _time;

    internal PlatformTokens(PlatformKeys keys, TimeProvider time) => (_keys, _time) = (keys, time);

    /// <summary>Signs the token of an enrolled kiosk.</summary>
    /// <param name="kiosk">Id of the kiosk.</param>
    /// <param name="enrolment">Number of the enrolment, so that an older token can be told apart.</param>
    /// <param name="site">Code of its site.</param>
    public string ForKiosk(Guid kiosk, int enrolment, string site) => Sign(ServiceNames.Surveys, KioskLifetime,
        [new Claim("roles", Roles.Kiosk), new Claim("sites", site), new Claim("kiosk", kiosk.ToString()),
            new Claim("enrolment", enrolment.ToString(System.Globalization.CultureInfo.InvariantCulture), ClaimValueTypes.Integer32)]);

    /// <summary>The token with which a service calls another one: signed anew every minute, so that whoever is called verifies one and not each.</summary>
    /// <param name="service">Name of the calling service.</param>
    public string ForService(string service)
    {
        var now = _time.GetUtcNow();
        var key = _keys.Current.Of(service).Key.KeyId;
        if (_ofServices.TryGetValue(service, out var held) && held.Key == key && now < held.Until) return held.Token;
        var token = Sign(service, ServiceLifetime, [new Claim("name", service), new Claim("roles", Roles.Service), new Claim("sites", "*")]);
        _ofServices[service] = (token, key, now + Kept);
        return token;
    }

    /// <summary>Signs the token of a person who works here.</summary>
    /// <param name="person">Id of the person.</param>
    /// <param name="name">Their name, for histories.</param>
    /// <param name="held">What they hold and where, with what they hold for others; at least one.</param>
    public string ForPerson(Guid person, string name, IEnumerable<HeldRole> held) => Sign(QualiPrefHost.Portal, PersonLifetime,
        [new Claim("sub", person.ToString()), new Claim("name", name), .. held.Select(one => one.ToClaim())]);

    /// <summary>Signs what the operator's tool calls with: staff of every role at all sites, for a quarter of an hour.</summary>
    /// <param name="folder">Folder of keys (<see cref="KeyFolder"/>) with both halves of the key of <see cref="KeyFolder.Operator"/>.</param>
    /// <param name="name">Who operates, as acts name them.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="KeyFolderException">The key is not there or cannot be used.</exception>
    public static string ForOperator(string folder, string name, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Write(KeyRing.Read(folder).Of(KeyFolder.Operator), time, OperatorLifetime, [new Claim("name", name), new Claim("roles", Roles.Admin), new Claim("sites", "*")]);
    }

    /// <summary>Signs with the key that was prepared for a service what opens nothing: whether it is believed tells whether that key is known yet.</summary>
    /// <param name="folder">Folder of keys (<see cref="KeyFolder"/>).</param>
    /// <param name="service">Whose key it is; <see cref="KeyFolder.Operator"/> is one.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="KeyFolderException">No key was prepared, or it cannot be used.</exception>
    public static string OnTrial(string folder, string service, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var key = KeyRing.CredentialsOf(KeyFolder.ReadKey(Path.Combine(folder, KeyFolder.PreparedKeyOf(service))));
        return Write(key, time, TrialLifetime, [new Claim("name", service), .. service == KeyFolder.Operator ? (Claim[])[] : [new Claim("roles", Roles.Service)]]);
    }

    private string Sign(string service, TimeSpan lifetime, IEnumerable<Claim> claims) => Write(_keys.Current.Of(service), _time, lifetime, claims);

    private static string Write(SigningCredentials key, TimeProvider time, TimeSpan lifetime, IEnumerable<Claim> claims)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = key,
        });
    }
}
