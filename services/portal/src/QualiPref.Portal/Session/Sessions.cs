using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Auditing;
using QualiPref.Portal.Access;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Session;

/// <summary>What became of the session whose secret a request bears.</summary>
internal enum SessionState
{
    /// <summary>The request bears none.</summary>
    None,

    /// <summary>It lives.</summary>
    Open,

    /// <summary>It has ended: by itself, by the person, an administrator or the provider.</summary>
    Ended,

    /// <summary>Only a visit of the browser at the provider can tell whether it still lives there.</summary>
    AtProvider,

    /// <summary>The database does not answer.</summary>
    Unknown,
}

/// <summary>Opens, finds and ends sessions.</summary>
internal sealed class Sessions(
    SessionStore store, SessionCookie cookie, SessionRenewal renewal, SessionAudit audit, Persons persons, IDataProtectionProvider keys, IOptions<SessionOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Opens a session in a browser. One that it had until then ends: a new sign-in is a new secret. Of the same person, it goes on until the same moment.
    /// </summary>
    public async Task OpenAsync(HttpContext context, Person person, SignedIn signedIn)
    {
        var before = cookie.Read(context.Request) is { } held ? await store.FindAsync(held, context.RequestAborted) : null;
        var since = before?.Person == person.Id && !HasEnded(before) ? before.OpenedAt : Now;
        var (secret, id) = SessionCookie.New();
        var now = Now;
        var session = new SessionDocument
        {
            Id = id,
            Person = person.Id,
            Subject = signedIn.Identity.Subject,
            ProviderSession = signedIn.ProviderSession,
            Device = DeviceWords.Of(context.Request.Headers.UserAgent),
            OpenedAt = since,
            SeenAt = now,
            AuthenticatedAt = signedIn.AuthenticatedAt,
            // A visit at the provider is seen, if only for a moment: not before anybody may have gone.
            RenewAt = now + (signedIn.Tokens.RefreshToken is null ? options.Value.Idle : options.Value.Renewal),
            EndsAt = since + options.Value.Longest,
            Tokens = signedIn.Tokens.Protect(keys),
        };
        await audit.OpenedAsync(person, id, context.RequestAborted);
        await store.AddAsync(session, now - options.Value.Idle, context.RequestAborted);
        cookie.Give(context.Response, secret);
        if (before is not null) await store.RemoveAsync(before.Id, context.RequestAborted);
    }

    /// <summary>The session of a request, if it lives, and what became of it else.</summary>
    public async Task<(SessionState State, OpenSession? Session)> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (cookie.Read(context.Request) is not { } id) return (SessionState.None, null);
        if (await store.FindAsync(id, cancellationToken) is not { } session) return (SessionState.Ended, null);
        if (HasEnded(session) || await FindPresentAsync(session.Person, cancellationToken) is not { } present)
        {
            await store.RemoveAsync(id, cancellationToken);
            return (SessionState.Ended, null);
        }
        if (Now - session.SeenAt >= SeenEvery) await store.NoteSeenAsync(id, Now, cancellationToken);
        var (state, kept) = await renewal.RenewAsync(session, HttpMethods.IsGet(context.Request.Method), cancellationToken);
        return state == SessionState.Open ? (state, new OpenSession(kept, present)) : (state, null);
    }

    /// <summary>Ends the session of a request.</summary>
    /// <returns>The provider's word on who signed in, with which its own session is ended; null when there is none.</returns>
    public async Task<string?> CloseAsync(HttpContext context, CancellationToken cancellationToken)
    {
        cookie.Remove(context.Response);
        if (OpenSession.Of(context) is not { } open) return null;
        await audit.EndedAsync(AuditActor.Of(context), open.Kept.Person, [open.Kept.Id], cancellationToken);
        await store.RemoveAsync(open.Kept.Id, cancellationToken);
        return KeptTokens.Unprotect(open.Kept.Tokens, keys).IdToken is { Length: > 0 } token ? token : null;
    }

    /// <summary>Ends a session of somebody.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndAsync(HttpContext context, Guid person, string session, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(session, cancellationToken) is not { } open || open.Person != person) return false;
        await audit.EndedAsync(AuditActor.Of(context), person, [session], cancellationToken);
        return await store.RemoveAsync(session, cancellationToken);
    }

    /// <summary>Ends the other sessions of whose session it is.</summary>
    public Task EndOthersAsync(HttpContext context, OpenSession open, CancellationToken cancellationToken) => EndAllAsync(AuditActor.Of(context), open.Kept.Person, cancellationToken, but: open.Kept.Id);

    /// <summary>Ends all sessions of somebody.</summary>
    /// <param name="by">Who ends them.</param>
    /// <param name="person">Whose they are.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <param name="but">Id of the one that goes on; null without one.</param>
    public async Task EndAllAsync(AuditActor by, Guid person, CancellationToken cancellationToken, string? but = null)
    {
        var ended = (await store.ListOfAsync(person, cancellationToken)).Where(one => one.Id != but).Select(one => one.Id).ToList();
        if (ended.Count == 0) return;
        await audit.EndedAsync(by, person, ended, cancellationToken);
        await store.RemoveAllAsync(person, but, cancellationToken);
    }

    /// <summary>Ends what the provider says is over: one session of its own, or all of somebody that were opened before it said so.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<long> EndForProviderAsync(string? providerSession, string? subject, DateTime before, CancellationToken cancellationToken)
    {
        foreach (var ended in (await store.ListForProviderAsync(providerSession, subject, before, cancellationToken)).GroupBy(one => one.Person))
            await audit.EndedAsync(AuditActor.Provider, ended.Key, ended.Select(one => one.Id), cancellationToken);
        return await store.RemoveForProviderAsync(providerSession, subject, before, cancellationToken);
    }

    /// <summary>The sessions of somebody that still live, the newest first.</summary>
    public async Task<IReadOnlyList<SessionDocument>> ListOfAsync(Guid person, CancellationToken cancellationToken) =>
        [.. (await store.ListOfAsync(person, cancellationToken)).Where(session => !HasEnded(session))];

    /// <summary>The sessions of everybody that still live, the last used first.</summary>
    public async Task<IReadOnlyList<SessionDocument>> ListAsync(int most, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(Now - options.Value.Idle, most, cancellationToken)).Where(session => !HasEnded(session))];

    // Who waits to be let in, or has left, is known and may do nothing: a page says whom to ask.
    private async Task<PresentPerson?> FindPresentAsync(Guid id, CancellationToken cancellationToken) =>
        await persons.FindPresentAsync(id, cancellationToken) ?? (await persons.FindAsync(id, cancellationToken) is { } person ? new PresentPerson(person, []) : null);

    private bool HasEnded(SessionDocument session) => Now >= session.EndsAt || Now - session.SeenAt >= options.Value.Idle;
}

/// <summary>What came of a sign-in at the provider.</summary>
/// <param name="Identity">Whom the provider means.</param>
/// <param name="ProviderSession">Its own session, where it names it.</param>
/// <param name="AuthenticatedAt">When the person showed it who they are, where it says so.</param>
/// <param name="Tokens">What is needed later.</param>
internal sealed record SignedIn(ExternalIdentity Identity, string? ProviderSession, DateTime? AuthenticatedAt, KeptTokens Tokens);
