using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>Bearer tokens: the platform's own and, where an authority is configured, those of the State's identity provider.</summary>
internal static class IdentityRegistration
{
    public static void AddQualiPrefIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<IdentityOptions>(configuration, IdentityOptions.Section);
        services.AddOptions<IdentityOptions>().Validate<HostedModules>(
            (options, modules) => options.CanSign(modules.Names.Where(ServiceNames.All.Contains)),
            $"{IdentityOptions.Section}:{nameof(IdentityOptions.KeysPath)} holds no private key of a service that runs here (<service>.pem).");
        services.AddSingleton<PlatformKeys>();
        services.AddSingleton(provider => new PlatformTokens(provider.GetRequiredService<PlatformKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SignedNotes(provider.GetRequiredService<PlatformKeys>(), provider.GetRequiredService<TimeProvider>()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<IdentityOptions>, PlatformKeys, TimeProvider>((bearer, options, keys, time) => Configure(bearer, options.Value, keys, time));
        services.AddGrants();
    }

    private static void Configure(JwtBearerOptions bearer, IdentityOptions options, PlatformKeys keys, TimeProvider time)
    {
        bearer.TokenHandlers.Clear();
        bearer.TokenHandlers.Add(new RememberingTokenHandler(time));
        bearer.TimeProvider = time;
        if (options.Authority.Length > 0) bearer.Authority = options.Authority;
        bearer.TokenValidationParameters.ValidIssuer = PlatformTokens.Issuer;
        bearer.TokenValidationParameters.ValidAudiences = options.Audience.Length > 0 ? [PlatformTokens.Audience, options.Audience] : [PlatformTokens.Audience];
        // The issuer decides whose keys are looked at: no key of an authority opens what only the platform signs, whatever id it bears.
        bearer.TokenValidationParameters.IssuerSigningKeyResolverUsingConfiguration = (_, token, keyId, _, authority) =>
            token.Issuer != PlatformTokens.Issuer ? authority?.SigningKeys ?? [] : keys.Current.Find(keyId) is { } key ? [key] : [];
        bearer.TokenValidationParameters.TryAllIssuerSigningKeys = false;
        // Ours are of one of them alone: keys are of P-256.
        bearer.TokenValidationParameters.ValidAlgorithms = ProviderAlgorithms.All;
        bearer.TokenValidationParameters.NameClaimType = "name";
        bearer.TokenValidationParameters.RoleClaimType = "roles";
        bearer.TokenValidationParameters.LifetimeValidator = (notBefore, expires, token, _) => IsCurrent(notBefore, expires, token, time);
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (!MayClaim(context.Principal!, context.SecurityToken)) context.Fail("The key that signed it does not sign such tokens.");
                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                await new Problem(CommonProblems.Unauthenticated).ExecuteAsync(context.HttpContext);
            },
        };
    }

    // Clocks may differ by two minutes, by ten seconds where a token ends so that whoever has left is out within a minute.
    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isOfPerson = token is JsonWebToken read && read.TryGetClaim(HeldRole.ClaimName, out _);
        var skew = isOfPerson ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(2);
        if (isOfPerson && !(expires - notBefore <= PlatformTokens.PersonLifetime)) return false;
        return (notBefore is null || notBefore <= now + skew) && expires is not null && expires >= now - skew;
    }

    // The key decides what it may say: that of surveys makes kiosks, each service's itself, the portal's persons, the operator's staff. An authority makes staff.
    private static bool MayClaim(ClaimsPrincipal user, SecurityToken token)
    {
        List<string> roles = [.. user.FindAll("roles").Select(role => role.Value)];
        var signer = token.Issuer == PlatformTokens.Issuer ? KeyFolder.ServiceOf(token.SigningKey.KeyId) : null;
        if (user.HasClaim(claim => claim.Type == HeldRole.ClaimName)) return signer == QualiPrefHost.Portal && IsPerson(user);
        if (signer is null or KeyFolder.Operator) return !roles.Any(role => role is Roles.Kiosk or Roles.Service);
        return roles.Count > 0 && roles.All(role => role == Roles.Kiosk ? signer == ServiceNames.Surveys : role == Roles.Service && user.FindFirst("name")?.Value == signer);
    }

    // A person holds pairs of a role and sites, and nothing that is not staff's.
    private static bool IsPerson(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirst("sub")?.Value, out _) && user.FindFirst("name")?.Value is { Length: > 0 }
            && !user.HasClaim(claim => claim.Type is "roles" or "sites") && HeldRole.Of(user).All(one => Roles.OfStaff.Contains(one.Role));
}
