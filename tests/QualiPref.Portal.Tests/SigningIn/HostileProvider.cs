using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Local;

namespace QualiPref.Portal.Tests.SigningIn;

/// <summary>
/// A provider as ProConnect is one, written by hand so that it can do one thing wrong: whoever comes is signed in at once as the same person, over RS256 and with a signed
/// answer about the person.
/// </summary>
internal sealed class HostileProvider : IAsyncDisposable
{
    public const string Client = "qualipref", Secret = "a-secret-of-the-test", Subject = "exemple-de-l-essai", Email = "essai@exemple.invalid";

    private const string BehindIt = "00000000-0000-4000-8000-000000000000", Elsewhere = "http://ailleurs.example/";

    // The same for every provider: to make one takes a tenth of a second and more.
    private static readonly RSA FirstKey = RSA.Create(2048), NextKey = RSA.Create(2048), OtherKey = RSA.Create(2048);

    private readonly int _port = Ports.Choose(0);
    private bool _hasChanged;
    private readonly ConcurrentDictionary<string, Asked> _codes = [];
    private WebApplication? _app;

    private HostileProvider()
    {
    }

    /// <summary>What it does wrong from now on.</summary>
    public Lie Lie { get; set; }

    /// <summary>How many browsers came to sign out, with its word on whose session it is.</summary>
    public int SignOuts { get; private set; }

    /// <summary>How often its keys were read.</summary>
    public int Readings { get; private set; }

    /// <summary>How often it was asked for new tokens.</summary>
    public int Renewals { get; private set; }

    /// <summary>Whether its own session has ended: who asks for new tokens gets none.</summary>
    public bool SessionIsOver { get; set; }

    /// <summary>Whether it gives anything to ask for new tokens with.</summary>
    public bool GivesRefreshTokens { get; set; } = true;

    /// <summary>Whether it says of the address whether it was confirmed; ProConnect does not.</summary>
    public bool SaysWhatIsConfirmed { get; set; } = true;

    /// <summary>Whether it says that it takes challenges (PKCE).</summary>
    public bool AnnouncesChallenges { get; set; } = true;

    /// <summary>Whether it says when the person showed who they are.</summary>
    public bool SaysWhen { get; set; } = true;

    /// <summary>When the person last showed who they are; now when left out.</summary>
    public DateTimeOffset? AuthenticatedAt { get; set; }

    /// <summary>What it says of the person otherwise than it would.</summary>
    public Dictionary<string, object> Says { get; } = [];

    /// <summary>By how much its clock is before the machine's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>How the last browser came that was sent there.</summary>
    public string LastQuestion { get; private set; } = "";

    /// <summary>Its address, which is its issuer.</summary>
    public string Issuer => $"http://127.0.0.1:{_port}/";

    /// <summary>How a portal is told of it.</summary>
    public IReadOnlyList<string> Settings =>
    [
        $"--QualiPref:Portal:SignIn:Authority={Issuer}", $"--QualiPref:Portal:SignIn:ClientId={Client}", $"--QualiPref:Portal:SignIn:ClientSecret={Secret}",
        "--QualiPref:Portal:SignIn:Preset=ProConnect", $"--QualiPref:Portal:SignIn:ConfirmingProviders={BehindIt}",
    ];

    public static async Task<HostileProvider> StartAsync()
    {
        var provider = new HostileProvider();
        await provider.ComeBackAsync();
        return provider;
    }

    /// <summary>Goes away, as a provider does that is down: nothing answers at its address.</summary>
    public async Task GoAwayAsync()
    {
        if (_app is not { } app) return;
        _app = null;
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    /// <summary>Answers again, with the same keys.</summary>
    public async Task ComeBackAsync()
    {
        _app = WebApplication.CreateSlimBuilder([$"--urls={Issuer}", "--Logging:LogLevel:Default=Warning"]).Build();
        _app.MapGet("/.well-known/openid-configuration", Describe);
        _app.MapGet("/jwks", () =>
        {
            Readings++;
            return Results.Text($$"""{"keys":[{{KeyAsJson()}}]}""", "application/json");
        });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)ExchangeAsync);
        _app.MapGet("/userinfo", TellOfPerson);
        _app.MapGet("/session/end", (string? post_logout_redirect_uri, string? state, string id_token_hint) =>
        {
            SignOuts++;
            return Results.Redirect(QueryHelpers.AddQueryString(post_logout_redirect_uri ?? Issuer, "state", state ?? ""));
        });
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Signs with another key from now on, and names the one before no more.</summary>
    public void ChangeKey() => _hasChanged = true;

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private IResult Describe() => Results.Json(new
    {
        issuer = Lie == Lie.OtherDescription ? Elsewhere : Issuer,
        authorization_endpoint = $"{Issuer}authorize",
        token_endpoint = $"{Issuer}token",
        userinfo_endpoint = $"{Issuer}userinfo",
        end_session_endpoint = $"{Issuer}session/end",
        jwks_uri = $"{Issuer}jwks",
        response_types_supported = (string[])["code"],
        subject_types_supported = (string[])["public"],
        id_token_signing_alg_values_supported = (string[])["RS256"],
        userinfo_signing_alg_values_supported = (string[])["RS256"],
        code_challenge_methods_supported = AnnouncesChallenges ? (string[])["S256"] : [],
    });

    /// <summary>What it tells a portal when a session ends.</summary>
    /// <param name="session">The session; null for all of the person.</param>
    /// <param name="about">What else is said, or said otherwise.</param>
    /// <param name="byAnother">Whether another key signs it.</param>
    /// <param name="keyId">What its key is called; as the provider's when left out.</param>
    public string LogoutToken(string? session, Action<SecurityTokenDescriptor>? about = null, bool byAnother = false, string? keyId = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Subject,
            ["jti"] = RandomNumberGenerator.GetHexString(32),
            ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() },
        };
        if (session is not null) claims["sid"] = session;
        var token = new SecurityTokenDescriptor { TokenType = "logout+jwt", Issuer = Issuer, Audience = Client, IssuedAt = Now, NotBefore = Now, Expires = Now.AddMinutes(2), Claims = claims };
        about?.Invoke(token);
        return Sign(token, byAnother, keyId);
    }

    private IResult Authorize(HttpContext context, string redirect_uri, string nonce, string state)
    {
        LastQuestion = context.Request.QueryString.Value ?? "";
        var code = RandomNumberGenerator.GetHexString(32);
        _codes[code] = new Asked(nonce, redirect_uri);
        var returned = QueryHelpers.AddQueryString(redirect_uri, "code", code);
        return Lie switch
        {
            Lie.NoState => Results.Redirect(returned),
            Lie.OtherState => Results.Redirect(QueryHelpers.AddQueryString(returned, "state", RandomNumberGenerator.GetHexString(64))),
            _ => Results.Redirect(QueryHelpers.AddQueryString(returned, "state", state)),
        };
    }

    private async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Asked? asked = null;
        var isRenewal = form["grant_type"] == "refresh_token";
        if (isRenewal) Renewals++;
        if (isRenewal && SessionIsOver) return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        // A code is good once; that one was used by somebody else is what its being gone means.
        if (form["grant_type"] == "authorization_code" && (Lie == Lie.UsedCode || !_codes.TryRemove(form["code"].ToString(), out asked)))
            return Results.Json(new { error = "invalid_grant", error_description = "code already used" }, statusCode: StatusCodes.Status400BadRequest);
        return Results.Json(new
        {
            access_token = "an-access-token",
            token_type = "Bearer",
            expires_in = 60,
            refresh_token = GivesRefreshTokens ? "a-refresh-token" : null,
            id_token = Lie == Lie.NoSignature ? Unsigned(IdentityToken(asked)) : Sign(IdentityToken(asked), Lie == Lie.OtherSignature),
        });
    }

    private SecurityTokenDescriptor IdentityToken(Asked? asked)
    {
        var at = Lie == Lie.Expired ? Now.AddHours(-1) : Now;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Subject,
            ["sid"] = "a-session",
            ["acr"] = "eidas1",
        };
        if (SaysWhen) claims["auth_time"] = EpochTime.GetIntDate(AuthenticatedAt?.UtcDateTime ?? at);
        if (asked is not null && Lie != Lie.NoNonce) claims["nonce"] = Lie == Lie.OtherNonce ? RandomNumberGenerator.GetHexString(64) : asked.Nonce;
        return new SecurityTokenDescriptor
        {
            Issuer = Lie is Lie.OtherIssuer or Lie.OtherDescription ? Elsewhere : Issuer,
            Audience = Lie == Lie.OtherAudience ? "another-client" : Client,
            IssuedAt = at,
            NotBefore = at,
            Expires = at.AddMinutes(1),
            Claims = claims,
        };
    }

    private IResult TellOfPerson()
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = Lie == Lie.UserInfoOfAnotherPerson ? "exemple-d-un-autre" : Subject,
            ["given_name"] = "Personne",
            ["usual_name"] = "(exemple)",
            ["email"] = Email,
            ["siret"] = "00000000000000",
            ["idp_id"] = BehindIt,
        };
        if (SaysWhatIsConfirmed) claims["email_verified"] = Lie != Lie.UnconfirmedAddress;
        foreach (var (name, said) in Says) claims[name] = said;
        if (Lie == Lie.UserInfoInJson) return Results.Json(claims);
        var token = new SecurityTokenDescriptor
        {
            Issuer = Lie is Lie.UserInfoByAnotherIssuer or Lie.OtherDescription ? Elsewhere : Issuer,
            Audience = Lie == Lie.UserInfoForAnotherAudience ? "another-client" : Client,
            IssuedAt = Now,
            NotBefore = Now,
            Expires = Now.AddMinutes(1),
            Claims = claims,
        };
        return Results.Text(Lie == Lie.UserInfoUnsigned ? Unsigned(token) : Sign(token, Lie == Lie.UserInfoByAnotherKey), "application/jwt");
    }

    private RSA Key => _hasChanged ? NextKey : FirstKey;

    private string KeyId => _hasChanged ? "key-2" : "key-1";

    private DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime + Ahead;

    private string Sign(SecurityTokenDescriptor token, bool byAnother, string? keyId = null)
    {
        var key = new RsaSecurityKey(byAnother ? OtherKey : Key) { KeyId = keyId ?? KeyId };
        token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        return new JsonWebTokenHandler().CreateToken(token);
    }

    // What says "alg": "none" ends with an empty signature.
    private static string Unsigned(SecurityTokenDescriptor token) => new JsonWebTokenHandler().CreateToken(token);

    private string KeyAsJson()
    {
        var key = Key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{KeyId}}","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"}""";
    }

    private sealed record Asked(string Nonce, string RedirectUri);
}
