using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using QualiPref.Portal.Access;
using QualiPref.Portal.Session;
using QualiPref.Portal.Storage;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Cookies of sessions as the portal opens them, for people who are in no provider.</summary>
/// <param name="portal">A portal on the database of the one that is visited.</param>
internal sealed class SessionCookies(ServiceHost portal)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of a session that the portal never opened.</summary>
    public static string Unknown() => Named(SessionCookie.New().Secret);

    /// <summary>Of a session that somebody opens now.</summary>
    public async Task<string> OpenAsync(Person person)
    {
        var context = new DefaultHttpContext();
        var known = await portal.Service<Persons>().FindAsync(person.Id, Token);
        var identity = new ExternalIdentity("https://identite.example", $"{person.Id}", person.Name);
        await portal.Service<Sessions>().OpenAsync(context, known!, new SignedIn(identity, null, TimeProvider.System.GetUtcNow().UtcDateTime, KeptTokens.None));
        return context.Response.Headers.SetCookie.ToString().Split(';')[0];
    }

    /// <summary>Of a session that was opened so long ago that it has ended, however much it was used.</summary>
    public async Task<string> ExpiredAsync(Person person)
    {
        var (secret, id) = SessionCookie.New();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var session = new SessionDocument
        {
            Id = id,
            Person = person.Id,
            Subject = $"{person.Id}",
            Device = "Essai",
            OpenedAt = now - Day,
            SeenAt = now,
            AuthenticatedAt = now,
            RenewAt = now + Day,
            EndsAt = now - TimeSpan.FromMinutes(10),
            Tokens = KeptTokens.None.Protect(portal.Service<IDataProtectionProvider>()),
        };
        await portal.Service<SessionStore>().AddAsync(session, now - Day, Token);
        return Named(secret);
    }

    /// <summary>A cookie of sessions with any value.</summary>
    public static string Named(string value) => $"qualipref-session={value}";
}
