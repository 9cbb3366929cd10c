using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Portal.Session;

/// <summary>Judges what says that a session is over at the provider, and ends it here.</summary>
internal sealed class LogoutTokens(Provider provider, Sessions sessions, TimeProvider time)
{
    private const string LogoutType = "logout+jwt";

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>Ends the sessions that a logout token names. Sent twice it ends nothing more: who has signed in since stays.</summary>
    /// <returns>How many were ended.</returns>
    /// <exception cref="LogoutRefusedException">It is none that the provider made for this portal just now.</exception>
    /// <exception cref="ProviderAwayException">The provider does not say which keys it has: nobody knows what the token is.</exception>
    public async Task<long> EndAsync(string text, CancellationToken cancellationToken)
    {
        var token = await JudgeAsync(text, cancellationToken);
        if (!string.Equals(token.Typ, LogoutType, StringComparison.OrdinalIgnoreCase)) throw new LogoutRefusedException("It does not say by its type (typ) that it is one.");
        if (token.TryGetClaim("nonce", out _)) throw new LogoutRefusedException("It bears a nonce, as the word on who signed in does.");
        if (!token.TryGetPayloadValue<JsonElement>("events", out var events) || events.ValueKind != JsonValueKind.Object || !events.TryGetProperty(LogoutEvent, out _))
            throw new LogoutRefusedException("It is not about a logout.");
        var subject = string.IsNullOrEmpty(token.Subject) ? null : token.Subject;
        var session = token.TryGetClaim("sid", out var sid) ? sid.Value : null;
        if (subject is null && session is null) throw new LogoutRefusedException("It names neither a session nor a person.");
        return await sessions.EndForProviderAsync(session, subject, token.IssuedAt + ProviderTimes.Skew, cancellationToken);
    }

    private async Task<JsonWebToken> JudgeAsync(string text, CancellationToken cancellationToken)
    {
        JsonWebToken token;
        try
        {
            token = await provider.JudgeAsync(text, cancellationToken, hasEnd: false);
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException)
        {
            throw new LogoutRefusedException($"It cannot be believed ({SignInRefusals.Of(exception)}).");
        }
        var now = time.GetUtcNow().UtcDateTime;
        return token.IssuedAt >= now - (2 * ProviderTimes.Skew) && token.IssuedAt <= now + ProviderTimes.Skew
            ? token : throw new LogoutRefusedException("It was not made just now.");
    }
}

/// <summary>A logout token is not taken.</summary>
/// <param name="message">Why.</param>
internal sealed class LogoutRefusedException(string message) : Exception(message);
