using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Http;

namespace QualiPref.Platform.Identity;

/// <summary>Bearer tokens: the platform's own and, where an authority is configured, those of the State's identity provider.</summary>
internal static class IdentityRegistration
{
    public static void AddQualiPrefIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<IdentityOptions>(configuration, IdentityOptions.Section);
        services.AddSingleton<PlatformTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<IdentityOptions>, TimeProvider>((bearer, options, time) => Configure(bearer, options.Value, time));
        services.AddGrants();
    }

    public static void MapDevelopmentTokens(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<IdentityOptions>>().Value.Development) return;
        endpoints.MapPost("/dev/token", IssueAsync).ExcludeFromDescription().AllowAnybody();
    }

    private static void Configure(JwtBearerOptions bearer, IdentityOptions options, TimeProvider time)
    {
        bearer.MapInboundClaims = false;
        bearer.TimeProvider = time;
        if (options.Authority.Length > 0) bearer.Authority = options.Authority;
        bearer.TokenValidationParameters.ValidIssuer = PlatformTokens.Issuer;
        bearer.TokenValidationParameters.ValidAudiences = options.Audience.Length > 0 ? [PlatformTokens.Audience, options.Audience] : [PlatformTokens.Audience];
        bearer.TokenValidationParameters.IssuerSigningKeys = [PlatformTokens.KeyOf(options)];
        bearer.TokenValidationParameters.NameClaimType = "name";
        bearer.TokenValidationParameters.RoleClaimType = "roles";
        bearer.TokenValidationParameters.LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time);
        bearer.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (!MayClaim(context.Principal!, context.SecurityToken, options)) context.Fail("The platform's own key signs kiosks and services only.");
                return Task.CompletedTask;
            },
            OnChallenge = async context =>
            {
                context.HandleResponse();
                await new Problem(CommonProblems.Unauthenticated).ExecuteAsync(context.HttpContext);
            },
        };
    }

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var skew = TimeSpan.FromMinutes(2);
        return (notBefore is null || notBefore <= now + skew) && expires is not null && expires >= now - skew;
    }

    // Outside local shapes the key that signs kiosks and services must not open the staff's doors, whichever issuer such a token names: the key decides.
    private static bool MayClaim(ClaimsPrincipal user, SecurityToken token, IdentityOptions options) =>
        options.Development
        || token.SigningKey is not SymmetricSecurityKey
        || user.FindAll("roles").All(role => role.Value is Roles.Kiosk or Roles.Service);

    private static async Task<IResult> IssueAsync(HttpRequest request, PlatformTokens tokens, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var errors = new FieldErrors();
        var fields = new JsonFields(body.RootElement, errors);
        var name = fields.Text("name", 100, required: true);
        var roles = Texts(fields, "roles");
        var sites = Texts(fields, "sites");
        foreach (var role in roles.Where(role => !Roles.All.Contains(role)))
        {
            fields.Refuse("roles", $"Rôle inconnu : {role}.", $"Unknown role: {role}.");
        }
        fields.RefuseUnknown();
        errors.ThrowIfAny();
        return TypedResults.Ok(new DevelopmentToken(tokens.ForSample(name!, roles, sites), (int)PlatformTokens.StaffLifetime.TotalSeconds));
    }

    private static List<string> Texts(JsonFields fields, string name)
    {
        var texts = (fields.Array(name, 50, required: true) ?? []).Select(JsonFields.TextOf).ToList();
        if (!texts.Contains(null)) return texts!;
        fields.Refuse(name, "Une liste de textes est attendue.", "A list of texts is expected.");
        return [];
    }

    private sealed record DevelopmentToken(string AccessToken, int ExpiresIn);
}
