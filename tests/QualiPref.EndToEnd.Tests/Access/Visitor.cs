using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.Platform.Identity;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Who opens pages.</summary>
/// <param name="Is">Who it is to a page: with a role only where the session gives one.</param>
/// <param name="Session">The cookies, with a secret of forms that is valid for them.</param>
/// <param name="Bearer">A token beside them; to pages it is nothing.</param>
internal sealed record Visitor(Person Is, PageSession Session, string? Bearer = null)
{
    /// <summary>Persons with their sessions; one who has signed in at the provider; whoever has nothing but a token; and sessions that are none.</summary>
    /// <param name="http">A browser that keeps no cookies of its own and follows nothing.</param>
    /// <param name="sessions">Opens sessions.</param>
    /// <param name="persons">Whom an administrator let in.</param>
    /// <param name="others">Whoever calls otherwise.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<Visitor>> OfEveryKindAsync(
        HttpClient http, SessionCookies sessions, IReadOnlyList<Person> persons, IReadOnlyList<Person> others, CancellationToken cancellation)
    {
        var visitors = new List<Visitor>();
        foreach (var person in persons) await AddAsync(person, await sessions.OpenAsync(person));
        foreach (var other in others.Where(one => !IsStaff(one) || IsWidest(one))) await AddAsync(Nobody($"{other.Name} without a session"), "", other.Token);
        visitors.Add(new Visitor(new Person("a sample person", null, Roles.Quality, ["47-AGEN"]), await PageSession.OfStaffAsync(http, cancellation, "quality-lot-et-garonne")));
        var widest = persons.Single(IsWidest);
        await AddAsync(Nobody("an expired session"), await sessions.ExpiredAsync(widest));
        await AddAsync(Nobody("a session of another system"), SessionCookies.Unknown());
        await AddAsync(Nobody("a session cut short"), (await sessions.OpenAsync(widest))[..^20]);
        await AddAsync(Nobody("a made-up session"), SessionCookies.Named("CfDJ8Nu7"));
        return visitors;

        async Task AddAsync(Person person, string cookie, string? bearer = null) =>
            visitors.Add(new Visitor(person, await PageSession.OfAsync(http, cookie, cancellation), bearer));
    }

    private static Person Nobody(string name) => new(name, null, null, []);

    private static bool IsStaff(Person person) => person.Role is Roles.Agent or Roles.Handler or Roles.Quality or Roles.Admin;

    private static bool IsWidest(Person person) => person.Role == Roles.Admin && person.Sites is ["*"];
}
