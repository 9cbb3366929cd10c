using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using QualiPref.Platform.Work;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Session;

/// <summary>
/// Asks the provider from time to time whether its own session still lives, without the person noticing. One request of all replicas asks; where the provider does
/// not answer, the session goes on and says so.
/// </summary>
internal sealed partial class SessionRenewal(
    SessionStore store, Provider provider, IDataProtectionProvider keys, IOptions<SessionOptions> options, TimeProvider time, ILogger<SessionRenewal> logger)
{
    // Also what a request that died while it asked costs at most.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Asks if it is time to.</summary>
    /// <param name="session">The session as it was read.</param>
    /// <param name="isPage">Whether the browser can be sent to the provider and back: a form that somebody filled in is not lost for it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<(SessionState State, SessionDocument Kept)> RenewAsync(SessionDocument session, bool isPage, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now < session.RenewAt) return (SessionState.Open, session);
        var tokens = KeptTokens.Unprotect(session.Tokens, keys);
        if (tokens.RefreshToken is null && !isPage) return (now - session.RenewAt < options.Value.Idle ? SessionState.Open : SessionState.Ended, session);
        if (tokens.RefreshToken is not null && !await store.TryClaimRenewalAsync(session, now + Again, cancellationToken)) return (SessionState.Open, session);
        try
        {
            return tokens.RefreshToken is null
                ? await SendThereAsync(session, cancellationToken)
                : await RefreshAsync(session, tokens, now);
        }
        catch (Exception fault) when (fault is ProviderAwayException or SecurityTokenException)
        {
            if (session.AwaySince is null) LogAway(FaultText.InShort(fault));
            var since = session.AwaySince ?? now;
            await store.NoteAwayAsync(session.Id, since, now + Again, cancellationToken);
            return (SessionState.Open, session with { AwaySince = since });
        }
    }

    // To the end, also where the browser has gone: what is asked with is good once, and the answer alone has the next.
    private async Task<(SessionState, SessionDocument)> RefreshAsync(SessionDocument session, KeptTokens tokens, DateTime now)
    {
        if (await provider.RefreshAsync(tokens, session.Subject, CancellationToken.None) is { } renewed)
        {
            await store.NoteRenewedAsync(session.Id, renewed.Protect(keys), now + options.Value.Renewal, CancellationToken.None);
            return (SessionState.Open, session with { AwaySince = null });
        }
        // Over there, or renewed by a replica that died before it had noted it: a visit tells, and costs the person nothing in the second case.
        await store.RemoveAsync(session.Id, CancellationToken.None);
        return (SessionState.AtProvider, session);
    }

    // Nobody is sent to a door behind which nobody is.
    private async Task<(SessionState, SessionDocument)> SendThereAsync(SessionDocument session, CancellationToken cancellationToken)
    {
        await provider.DemandAnswerAsync(cancellationToken);
        return (SessionState.AtProvider, session);
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "The identity provider was not reached for a renewal ({Fault}); open sessions go on")]
    private partial void LogAway(string fault);
}
