using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace QualiPref.LocalProvider;

/// <summary>
/// What the provider speaks, by OpenIddict. It runs without a store of its own (its degraded mode): there are two clients that never change, sessions are in cookies, and
/// tokens carry what they stand for.
/// </summary>
internal static class Protocol
{
    private const int ShortestSecret = 32;

    private static readonly string[] Scopes =
        ["openid", "profile", "email", "given_name", "usual_name", "uid", "siret", "idp_id", "offline_access"];

    // What ProConnect documents or shows in its examples, and what this project needs besides: any other makes its answer an error.
    private static readonly string[] AgreedWithProConnect =
    [
        "response_type", "client_id", "redirect_uri", "scope", "claims", "state", "nonce", "prompt", "idp_hint", "login_hint", "acr_values", "max_age", "code_challenge",
        "code_challenge_method",
    ];

    public static void AddProtocol(this IServiceCollection services, ProviderSettings settings)
    {
        services.AddHttpContextAccessor();
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetIssuer(settings.Address).EnableDegradedMode();
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetUserInfoEndpointUris("userinfo").SetEndSessionEndpointUris("session/end");
            server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange().RegisterScopes(Scopes);
            // As short as ProConnect's.
            server.SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(30)).SetAccessTokenLifetime(TimeSpan.FromSeconds(60)).SetIdentityTokenLifetime(TimeSpan.FromSeconds(60));
            server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
            server.SetRefreshTokenLifetime(Sessions.Lifetime);
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(Validate));
            server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(Validate));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<ClientCheck>());
            server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(Describe));
            server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableUserInfoEndpointPassthrough()
                .EnableEndSessionEndpointPassthrough().DisableTransportSecurityRequirement();
        });
        services.AddOptions<OpenIddict.Server.OpenIddictServerOptions>().Configure<ProviderKeys>((server, keys) =>
        {
            server.SigningCredentials.Add(new SigningCredentials(keys.Signing, SecurityAlgorithms.EcdsaSha256));
            server.EncryptionCredentials.Add(new EncryptingCredentials(keys.Encryption, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        });
    }

    private static ValueTask Validate(ValidateAuthorizationRequestContext context)
    {
        if (Clients.Find(context.ClientId) is not { } client) context.Reject(Errors.InvalidClient, "No client has this client_id.");
        else if (!Clients.IsRegistered(context.RedirectUri, Clients.SignedInPath)) context.Reject(Errors.InvalidRequest, $"redirect_uri is not http://127.0.0.1:<port>{Clients.SignedInPath}.");
        else if (client.IsAsAtProConnect && Strange(context.Request) is { } reason) context.Reject(Errors.InvalidRequest, reason);
        return default;
    }

    private static string? Strange(OpenIddictRequest request)
    {
        if (request.GetParameters().Select(parameter => parameter.Key).Except(AgreedWithProConnect).FirstOrDefault() is { } unknown) return $"ProConnect takes no parameter {unknown}.";
        if (request.State is not { Length: >= ShortestSecret }) return $"ProConnect wants a state of {ShortestSecret} characters or more.";
        return request.Nonce is not { Length: >= ShortestSecret } ? $"ProConnect wants a nonce of {ShortestSecret} characters or more." : null;
    }

    private static ValueTask Validate(ValidateEndSessionRequestContext context)
    {
        if (context.PostLogoutRedirectUri is { Length: > 0 } address && !Clients.IsRegistered(address, Clients.SignedOutPath))
            context.Reject(Errors.InvalidRequest, $"post_logout_redirect_uri is not http://127.0.0.1:<port>{Clients.SignedOutPath}.");
        return default;
    }

    private static ValueTask Describe(HandleConfigurationRequestContext context)
    {
        context.Metadata["backchannel_logout_supported"] = true;
        context.Metadata["backchannel_logout_session_supported"] = true;
        context.Metadata["userinfo_signing_alg_values_supported"] = new JsonArray(SecurityAlgorithms.EcdsaSha256);
        context.Metadata["acr_values_supported"] = new JsonArray(Endpoints.Acr);
        return default;
    }
}

/// <summary>Whoever exchanges something for tokens is a client and proves it.</summary>
internal sealed class ClientCheck(Clients clients) : OpenIddict.Server.IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (Clients.Find(context.ClientId) is null || !clients.IsSecret(context.ClientSecret)) context.Reject(Errors.InvalidClient, "The client is unknown or its secret is another.");
        return default;
    }
}
