using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Access;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Session;

/// <summary>The session by which a request comes.</summary>
/// <param name="Kept">As the database keeps it.</param>
/// <param name="Present">The person, with what they may do at this moment.</param>
internal sealed record OpenSession(SessionDocument Kept, PresentPerson Present)
{
    // What was shown as possible stays so for as long as it takes to fill a form in.
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5), TakenFor = TimeSpan.FromMinutes(15);

    /// <summary>The session of a request; null where nobody is signed in.</summary>
    public static OpenSession? Of(HttpContext context) => context.Items[typeof(OpenSession)] as OpenSession;

    // Far less than it lives, and long enough for the calls of a page: a page may wait for one of them for longer than a token lives.
    private static readonly TimeSpan TokenUsed = TimeSpan.FromSeconds(10);

    private (string? Token, DateTime Until) _token;

    /// <summary>What services are called with; null for who may do nothing.</summary>
    public string? TokenOf(PersonTokens tokens, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now >= _token.Until) _token = (tokens.For(Present), now + TokenUsed);
        return _token.Token;
    }

    public void BelongTo(HttpContext context) => context.Items[typeof(OpenSession)] = this;

    /// <summary>Whether the person showed so lately who they are that a page may offer what is done with care.</summary>
    public bool IsFresh(TimeProvider time) => IsWithin(FreshFor, time);

    /// <summary>Whether it was lately enough to do it.</summary>
    public bool IsFreshEnough(TimeProvider time) => IsWithin(TakenFor, time);

    private bool IsWithin(TimeSpan span, TimeProvider time) => Kept.AuthenticatedAt is { } at && time.GetUtcNow().UtcDateTime - at < span;
}
