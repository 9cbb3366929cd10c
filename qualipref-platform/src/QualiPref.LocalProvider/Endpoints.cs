using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace QualiPref.LocalProvider;

/// <summary>The endpoints of the protocol: what OpenIddict leaves to whoever knows persons and sessions.</summary>
internal static class Endpoints
{
    /// <summary>How sure it is of a person: as sure as ProConnect's lowest level claims to be.</summary>
    public const string Acr = "eidas1";

    private const string PersonKey = "person", CodeId = "code_id", SessionId = "sid";

    private static readonly string[] ToClient = [Destinations.IdentityToken];
    private static readonly string[] ToUserInfo = [Destinations.AccessToken];

    public static void MapProtocol(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/authorize", ["GET", "POST"], AuthorizeAsync);
        routes.MapPost("/token", ExchangeAsync);
        routes.MapMethods("/userinfo", ["GET", "POST"], TellOfPersonAsync);
        routes.MapMethods("/session/end", ["GET", "POST"], EndSessionAsync);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context, Sessions sessions, Persons persons, TimeProvider time)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var session = await sessions.CurrentAsync();
        if (session is null || request.HasPromptValue(PromptValues.Login) || time.GetUtcNow() - session.Since > TimeSpan.FromSeconds(request.MaxAge ?? long.MaxValue / TimeSpan.TicksPerSecond))
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refusals.Protocol(Errors.LoginRequired, "Nobody has signed in, or not lately enough.")
                : Results.LocalRedirect(SignInPage.AddressFor(request));
        }
        await sessions.NoteAsync(session, BackChannel.PartyOf(request.ClientId!, request.RedirectUri!));
        return Results.SignIn(PrincipalOf(session, persons.Find(session.Person)!, request), null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static ClaimsPrincipal PrincipalOf(ProviderSession session, Person person, OpenIddictRequest request)
    {
        var identity = new ClaimsIdentity("local-provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject)
            .SetClaim(PersonKey, person.Key)
            .SetClaim(SessionId, session.Id)
            .SetClaim(CodeId, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)))
            .SetClaim(Claims.AuthenticationContextReference, Acr)
            .SetClaim(Claims.AuthenticationTime, session.Since.ToUnixTimeSeconds());
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(claim => claim.Type switch
        {
            SessionId or Claims.AuthenticationContextReference or Claims.AuthenticationTime => ToClient,
            PersonKey => ToUserInfo,
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext context, Sessions sessions, UsedCodes codes)
    {
        var request = context.GetOpenIddictServerRequest()!;
        var principal = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        if (request.IsAuthorizationCodeGrantType() && !codes.Use(principal.GetClaim(CodeId)!)) return Refusals.Protocol(Errors.InvalidGrant, "This code was used before.");
        var since = DateTimeOffset.FromUnixTimeSeconds(long.Parse(principal.GetClaim(Claims.AuthenticationTime)!, CultureInfo.InvariantCulture));
        if (!sessions.IsOpen(principal.GetClaim(SessionId)!, since)) return Refusals.Protocol(Errors.InvalidGrant, "The session has ended.");
        return Results.SignIn(principal, null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> TellOfPersonAsync(HttpContext context, Persons persons, ProviderSettings settings, ProviderKeys keys, TimeProvider time)
    {
        var principal = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        var client = Clients.Find(principal.GetPresenters().Single())!;
        var claims = ClaimsOf(persons.Find(principal.GetClaim(PersonKey))!, client, principal);
        if (!client.IsAsAtProConnect) return Results.Json(claims);
        var now = time.GetUtcNow().UtcDateTime;
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Address.AbsoluteUri,
            Audience = client.Id,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(1),
            Claims = claims,
            SigningCredentials = new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256),
        });
        return Results.Text(token, "application/jwt");
    }

    private static Dictionary<string, object> ClaimsOf(Person person, Client client, ClaimsPrincipal principal)
    {
        (string Scope, string Claim, object Value)[] known =
        [
            ("openid", "sub", person.Subject),
            ("profile", "name", person.Name),
            ("profile", "given_name", person.GivenName),
            ("profile", "family_name", person.UsualName),
            ("given_name", "given_name", person.GivenName),
            ("usual_name", "usual_name", person.UsualName),
            ("email", "email", person.Email),
            ("email", "email_verified", true),
            ("uid", "uid", person.Subject),
            // Of no establishment and of no provider that there is.
            ("siret", "siret", "00000000000000"),
            ("idp_id", "idp_id", "00000000-0000-4000-8000-000000000000"),
        ];
        // ProConnect says of no address whether it was verified.
        return known.Where(one => principal.HasScope(one.Scope) && !(client.IsAsAtProConnect && one.Claim == "email_verified")).DistinctBy(one => one.Claim).ToDictionary(one => one.Claim, one => one.Value);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context, Sessions sessions, Persons persons, BackChannel backChannel)
    {
        await SignInPage.EndAsync(sessions, persons, backChannel);
        // Without an address to return to it stays here.
        return Results.SignOut(new AuthenticationProperties { RedirectUri = SignInPage.Path }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
