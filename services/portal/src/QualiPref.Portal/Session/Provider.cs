using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Portal.Settings;

namespace QualiPref.Portal.Session;

/// <summary>The identity provider as the portal itself calls it, without a browser between.</summary>
internal sealed class Provider(IOptionsMonitor<OpenIdConnectOptions> options, IOptions<SignInOptions> signIn, TimeProvider time)
{
    public const string Scheme = "provider";

    /// <summary>Whether there is one.</summary>
    public bool IsSet => signIn.Value.IsSet;

    // A person waits for a page meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private OpenIdConnectOptions Options => options.Get(Scheme);

    /// <summary>How the provider describes itself; kept for hours once it was read.</summary>
    /// <exception cref="ProviderAwayException">It does not answer.</exception>
    /// <exception cref="OtherProviderException">It says that it is another one.</exception>
    public async Task<OpenIdConnectConfiguration> DescribeAsync(CancellationToken cancellationToken)
    {
        var description = await AskAsync(Options.ConfigurationManager!.GetConfigurationAsync, cancellationToken);
        // The library takes whatever issuer the description names for the right one.
        return description.Issuer == signIn.Value.Authority ? description : throw new OtherProviderException();
    }

    /// <summary>Asks whether it answers at this moment.</summary>
    /// <exception cref="ProviderAwayException">It does not.</exception>
    public async Task DemandAnswerAsync(CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(token => Options.Backchannel.GetAsync(Options.MetadataAddress, token), cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new ProviderAwayException($"the provider's description was answered with {(int)answer.StatusCode}");
    }

    /// <summary>Asks for new tokens with the last one.</summary>
    /// <returns>The new tokens; null when the provider says that its session is over.</returns>
    /// <exception cref="ProviderAwayException">It does not answer, or not to that.</exception>
    public async Task<KeptTokens?> RefreshAsync(KeptTokens tokens, string subject, CancellationToken cancellationToken)
    {
        var configuration = await DescribeAsync(cancellationToken);
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "refresh_token"), KeyValuePair.Create("refresh_token", tokens.RefreshToken!),
            KeyValuePair.Create("client_id", Options.ClientId!), KeyValuePair.Create("client_secret", Options.ClientSecret!),
        ]);
        using var answer = await AskAsync(token => Options.Backchannel.PostAsync(configuration.TokenEndpoint, form, token), cancellationToken);
        var text = await AskAsync(answer.Content.ReadAsStringAsync, cancellationToken);
        var message = Read(text, answer);
        if (message.Error == "invalid_grant") return null;
        if (!answer.IsSuccessStatusCode) throw new ProviderAwayException($"the provider answered {(int)answer.StatusCode} to a renewal");
        if (message.IdToken is { Length: > 0 } idToken)
        {
            // A renewed word on somebody else would be a session that changed hands.
            var token = await JudgeAsync(idToken, cancellationToken);
            if (token.Subject != subject) return null;
        }
        return new KeptTokens(message.IdToken ?? tokens.IdToken, message.RefreshToken ?? tokens.RefreshToken);
    }

    /// <summary>A token that the provider signed for this portal, with a key that it has at this moment.</summary>
    /// <exception cref="SecurityTokenException">It did not, or for another one, or it is out of date.</exception>
    /// <exception cref="ProviderAwayException">It does not say which keys it has.</exception>
    public async Task<JsonWebToken> JudgeAsync(string token, CancellationToken cancellationToken, bool hasEnd = true)
    {
        var result = await JudgeAsync(token, await DescribeAsync(cancellationToken), hasEnd);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            Options.ConfigurationManager!.RequestRefresh();
            result = await JudgeAsync(token, await DescribeAsync(cancellationToken), hasEnd);
        }
        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw result.Exception;
    }

    private Task<TokenValidationResult> JudgeAsync(string token, OpenIdConnectConfiguration configuration, bool hasEnd)
    {
        var wanted = Options.TokenValidationParameters.Clone();
        wanted.ValidIssuer = configuration.Issuer;
        wanted.ValidAudience = Options.ClientId;
        wanted.IssuerSigningKeys = configuration.SigningKeys;
        wanted.RequireExpirationTime = hasEnd;
        wanted.LifetimeValidator = (from, until, _, _) => ProviderTimes.AreNow(from, until, hasEnd, time);
        return new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, wanted);
    }

    /// <summary>Gets what an access token opens at the provider.</summary>
    /// <returns>Type and text of the answer.</returns>
    /// <exception cref="ProviderAwayException">It does not answer.</exception>
    public async Task<(string? Type, string Text)> ReadUserInfoAsync(string accessToken, CancellationToken cancellationToken)
    {
        var configuration = await DescribeAsync(cancellationToken);
        using var question = new HttpRequestMessage(HttpMethod.Get, configuration.UserInfoEndpoint);
        question.Headers.Authorization = new("Bearer", accessToken);
        using var answer = await AskAsync(token => Options.Backchannel.SendAsync(question, token), cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new ProviderAwayException($"the provider answered {(int)answer.StatusCode} to the question who signed in");
        return (answer.Content.Headers.ContentType?.MediaType, await AskAsync(answer.Content.ReadAsStringAsync, cancellationToken));
    }

    private static OpenIdConnectMessage Read(string text, HttpResponseMessage answer)
    {
        try
        {
            return new OpenIdConnectMessage(text);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException)
        {
            throw new ProviderAwayException($"the provider answered {(int)answer.StatusCode} without anything readable", exception);
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await ask(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException)
        {
            // The reader of descriptions wraps whatever it meets in an InvalidOperationException.
            throw new ProviderAwayException("the provider does not answer", exception);
        }
    }
}

/// <summary>The identity provider does not answer, or not as it should.</summary>
/// <param name="message">What it did.</param>
/// <param name="inner">What was thrown.</param>
internal sealed class ProviderAwayException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Who answers at the provider's address describes another issuer than the one that is configured.</summary>
internal sealed class OtherProviderException()
    : SecurityTokenInvalidIssuerException($"The provider's description names another issuer than {SignInOptions.Section}:{nameof(SignInOptions.Authority)}; they have to be the same to the last character.");

/// <summary>The times of a provider's tokens.</summary>
internal static class ProviderTimes
{
    // Clocks of two houses.
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public static bool AreNow(DateTime? from, DateTime? until, bool hasEnd, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return (from is null || from <= now + Skew) && (until is null ? !hasEnd : until >= now - Skew);
    }
}
