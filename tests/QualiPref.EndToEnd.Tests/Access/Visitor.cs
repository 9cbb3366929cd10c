using Microsoft.AspNetCore.DataProtection;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.Platform.Identity;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Who opens pages.</summary>
/// <param name="Is">Who it is to a page: with a role only where the session gives one.</param>
/// <param name="Session">The cookies, with a secret of forms that is valid for them.</param>
/// <param name="Bearer">A token beside them; to pages it is nothing.</param>
internal sealed record Visitor(Person Is, PageSession Session, string? Bearer = null)
{
    /// <summary>
    /// Whoever calls, with a session where a member of staff has one, else with nothing but a token; the sample accounts, signed in; and sessions that are none.
    /// </summary>
    /// <param name="http">A browser that keeps no cookies of its own and follows nothing.</param>
    /// <param name="cookieKeys">Folder of the portal's keys.</param>
    /// <param name="people">Whoever calls.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<Visitor>> OfEveryKindAsync(HttpClient http, string cookieKeys, IReadOnlyList<Person> people, CancellationToken cancellation)
    {
        var visitors = new List<Visitor>();
        var cookies = new SessionCookies(SessionCookies.KeysIn(cookieKeys));
        var until = TimeProvider.System.GetUtcNow().AddHours(8);
        var widest = people.Single(one => one.Role == Roles.Admin && one.Sites is ["*"]);
        foreach (var person in people)
        {
            if (IsStaff(person)) await AddAsync(person, cookies.Write(person, until));
            if (!IsStaff(person) || person == widest) await AddAsync(Nobody($"{person.Name} without a session"), "", person.Token);
        }
        (string Key, string Role, string[] Sites)[] accounts =
        [
            .. ((string[])[Roles.Agent, Roles.Handler, Roles.Quality, Roles.Admin]).Select(role => (role, role, (string[])["*"])),
            ("agent-91-ETAMPES", Roles.Agent, ["91-ETAMPES"]),
            ("quality-lot-et-garonne", Roles.Quality, ["47-AGEN"]),
        ];
        foreach (var (key, role, sites) in accounts)
            visitors.Add(new Visitor(new Person($"the account {key}", null, role, sites), await PageSession.OfStaffAsync(http, cancellation, key)));
        await AddAsync(Nobody("an expired session"), cookies.Write(widest, TimeProvider.System.GetUtcNow().AddMinutes(-10)));
        await AddAsync(Nobody("a session of another system"), new SessionCookies(new EphemeralDataProtectionProvider()).Write(widest, until));
        await AddAsync(Nobody("a cookie for another purpose"), new SessionCookies(SessionCookies.KeysIn(cookieKeys), "autre").Write(widest, until));
        await AddAsync(Nobody("a session cut short"), cookies.Write(widest, until)[..^20]);
        await AddAsync(Nobody("a made-up session"), "qualipref-session=CfDJ8Nu7");
        return visitors;

        async Task AddAsync(Person person, string cookie, string? bearer = null) =>
            visitors.Add(new Visitor(person, await PageSession.OfAsync(http, cookie, cancellation), bearer));
    }

    private static Person Nobody(string name) => new(name, null, null, []);

    private static bool IsStaff(Person person) => person.Role is Roles.Agent or Roles.Handler or Roles.Quality or Roles.Admin;
}
