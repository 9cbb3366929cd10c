using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>Sign-in by OpenID Connect.</summary>
internal static class ProviderRegistration
{
    // A sign-in with a card and its code takes a while; one that was left open over lunch begins anew.
    private static readonly TimeSpan LongestSignIn = TimeSpan.FromMinutes(15);

    public static void AddProvider(this AuthenticationBuilder authentication)
    {
        var services = authentication.Services;
        services.AddTransient<ProviderEvents>();
        authentication.AddOpenIdConnect(Provider.Scheme, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Provider.Scheme).Configure<IOptions<SignInOptions>, TimeProvider>(
            (provider, signIn, time) => Configure(provider, signIn.Value, time));
        // After the library has made what it asks by.
        services.AddOptions<OpenIdConnectOptions>(Provider.Scheme).PostConfigure<TimeProvider>((provider, time) => provider.ConfigurationManager =
            new ProviderDescription(provider.MetadataAddress!, new HttpDocumentRetriever(provider.Backchannel) { RequireHttps = provider.RequireHttpsMetadata }, time));
        // What it tells are the words of others; the portal tells each refusal itself.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None));
    }

    private static void Configure(OpenIdConnectOptions provider, SignInOptions signIn, TimeProvider time)
    {
        provider.Authority = signIn.Authority;
        provider.ClientId = signIn.ClientId;
        provider.ClientSecret = signIn.ClientSecret;
        provider.RequireHttpsMetadata = signIn.Authority.StartsWith(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        provider.ResponseType = OpenIdConnectResponseType.Code;
        provider.ResponseMode = OpenIdConnectResponseMode.Query;
        provider.UsePkce = true;
        provider.DisableTelemetry = true;
        provider.MapInboundClaims = false;
        provider.GetClaimsFromUserInfoEndpoint = false;
        provider.SaveTokens = true;
        // They take away whom it is from and how the person signed in.
        provider.ClaimActions.Clear();
        provider.EventsType = typeof(ProviderEvents);
        provider.SignInScheme = PortalSession.Scheme;
        provider.SignOutScheme = PortalSession.Scheme;
        provider.CallbackPath = SignInEndpoints.ReturnPath;
        provider.SignedOutCallbackPath = SignInEndpoints.SignedOutPath;
        // By a frame of the provider's page no cookie of ours comes: its logouts come by themselves.
        provider.RemoteSignOutPath = PathString.Empty;
        provider.Scope.Clear();
        foreach (var scope in signIn.AllScopes) provider.Scope.Add(scope);
        provider.RemoteAuthenticationTimeout = LongestSignIn;
        provider.ProtocolValidator.NonceLifetime = LongestSignIn;
        provider.BackchannelTimeout = TimeSpan.FromSeconds(10);
        provider.TimeProvider = time;
        provider.TokenValidationParameters.ValidAlgorithms = ProviderAlgorithms.All;
        provider.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => ProviderTimes.AreNow(from, until, hasEnd: true, time);
    }
}
