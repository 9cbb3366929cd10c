using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QualiPref.Platform.Identity;

/// <summary>
/// Believes a token that was found good for half a minute without verifying it again, never beyond its own end: a kiosk's comes with every answer, and an
/// elliptic signature costs more than the rest of the call. What was refused is looked at anew each time, and so is a person's token: each page has one of its own for
/// seconds, of several kilobytes where somebody holds roles at many sites.
/// </summary>
internal sealed class RememberingTokenHandler : JsonWebTokenHandler
{
    private const int Most = 10_000;

    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset Until)> _good = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public RememberingTokenHandler(TimeProvider time) => (_time, MapInboundClaims) = (time, false);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = _time.GetUtcNow();
        if (_good.TryGetValue(token, out var remembered) && now < remembered.Until) return remembered.Result;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid || result.ClaimsIdentity.HasClaim(claim => claim.Type == HeldRole.ClaimName)) return result;
        // Forgetting costs no more than verifying once more: memory stays bounded.
        if (_good.Count >= Most) _good.Clear();
        var end = new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero);
        _good[token] = (result, now + Believed < end ? now + Believed : end);
        return result;
    }
}
