using QualiPref.Platform.Identity;
using QualiPref.Portal.Access;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">What a failure calls them.</param>
/// <param name="Token">The bearer's token; null for none, and for persons, who have a new one every few seconds.</param>
/// <param name="Role">What the token truly gives; null where it gives nothing. Of persons who hold several the last.</param>
/// <param name="Sites">The sites at which that role is held.</param>
internal sealed record Person(string Name, string? Token, string? Role, IReadOnlyList<string> Sites)
{
    public const string Own = "91-EVRY", Foreign = "91-ETAMPES";

    /// <summary>What the kiosk of the own site is called.</summary>
    public const string KioskOfTheSite = "Borne du site";

    private static readonly string[] OfStaff = [Roles.Agent, Roles.Handler, Roles.Quality, Roles.Admin];

    /// <summary>Every site of the network.</summary>
    public static IReadOnlyList<string> Network { get; } = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    /// <summary>All that is held, each role at its sites.</summary>
    public IReadOnlyList<HeldRole> Held { get; init; } = Role is null ? [] : [new HeldRole(Role, Sites)];

    /// <summary>Whom an administrator has let in.</summary>
    public Guid Id { get; init; }

    /// <summary>The token of such a person as it is now; null for all others.</summary>
    public Func<Task<string?>>? FreshTokenAsync { get; init; }

    /// <summary>Whether a grant opens a call that concerns some sites; items are judged one by one.</summary>
    public bool Holds(Grant grant, IReadOnlyList<string> sites) => grant.IsPublic
        || (HasRoleOf(grant)
            && grant.Site switch
            {
                SiteRule.None or SiteRule.Narrowed or SiteRule.EachItem => true,
                SiteRule.All => Covers(grant, ["*"]),
                _ => Covers(grant, sites),
            });

    /// <summary>Whether one of the roles that a grant asks for is held somewhere.</summary>
    public bool HasRoleOf(Grant grant) => Opening(grant).Any();

    /// <summary>Whether one of the roles that a grant asks for is held at each of some sites.</summary>
    public bool Covers(Grant grant, IReadOnlyList<string> sites) => sites.All(site => Opening(grant).Any(one => one.IsAt(site)));

    /// <summary>Whether any role is held at each of some sites.</summary>
    public bool Covers(IReadOnlyList<string> sites) => sites.All(site => Held.Any(one => one.IsAt(site)));

    /// <summary>Whoever is no person: nobody, kiosks, services and what is no token.</summary>
    /// <param name="keys">Folder of the keys that the system signs with.</param>
    /// <param name="kiosks">An enrolled kiosk of the own site, one of another, and one whose token was taken back.</param>
    public static IReadOnlyList<Person> OfOtherKinds(string keys, (KioskIdentity Own, KioskIdentity Foreign, KioskIdentity Revoked) kiosks) =>
    [
        new("nobody", null, null, []),
        new("a forged signature", SampleToken.Sign(SampleToken.ForgeryOf(keys, KeyFolder.Operator), ["admin"], ["*"]), null, []),
        new("a service that says it is another", SampleToken.Sign(keys, [Roles.Service], ["*"], name: "reporting", signer: "complaints"), null, []),
        new("a service that says it is staff", SampleToken.Sign(keys, [Roles.Admin], ["*"], name: "complaints", signer: "complaints"), null, []),
        new("a role that the portal's key gives", SampleToken.Sign(keys, [Roles.Admin], ["*"], signer: "portal"), null, []),
        new("a person for longer than persons' tokens live", SampleToken.OfPerson(keys, TimeSpan.FromMinutes(30), new HeldRole(Roles.Admin, ["*"])), null, []),
        new("an expired token", SampleToken.Sign(keys, ["admin"], ["*"], expires: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10)), null, []),
        new("a kiosk of the site", kiosks.Own.AccessToken, Roles.Kiosk, [Own]),
        new("a kiosk of another site", kiosks.Foreign.AccessToken, Roles.Kiosk, [Foreign]),
        new("a revoked kiosk", kiosks.Revoked.AccessToken, null, []),
        new("service of the platform", SampleToken.Sign(keys, [Roles.Service], ["*"]), Roles.Service, ["*"]),
        // Programs, whose tokens list roles and sites apart.
        .. Staff(keys),
    ];

    /// <summary>
    /// Persons whom an administrator let in: every role at the call's own site, at another one and in the whole network, different ones at different sites, and one who
    /// acts for another.
    /// </summary>
    public static async Task<IReadOnlyList<Person>> OfEveryKindAsync(Admission admission)
    {
        var people = new List<Person>();
        foreach (var role in OfStaff)
        {
            people.Add(await admission.AdmitAsync($"{role}, person of the site", [At(role, Own)], new HeldRole(role, [Own])));
            people.Add(await admission.AdmitAsync($"{role}, person of another site", [At(role, Foreign)], new HeldRole(role, [Foreign])));
            people.Add(await admission.AdmitAsync($"{role}, person of the network", [new PersonGrant(role, "essonne", null)], new HeldRole(role, Network)));
        }
        people.Add(await admission.AdmitAsync("admin, person of every site", [PersonGrant.OfAdministrators], new HeldRole(Roles.Admin, ["*"])));
        people.Add(await admission.AdmitAsync("handler of the site and agent of another", [At(Roles.Handler, Own), At(Roles.Agent, Foreign)], new HeldRole(Roles.Agent, [Foreign]), new HeldRole(Roles.Handler, [Own])));
        people.Add(await admission.AdmitAsync("agent of the site and admin of another", [At(Roles.Agent, Own), At(Roles.Admin, Foreign)], new HeldRole(Roles.Agent, [Own]), new HeldRole(Roles.Admin, [Foreign])));
        var absent = await admission.AdmitAsync("an absent quality officer", [At(Roles.Quality, Own)], new HeldRole(Roles.Quality, [Own]));
        people.Add(await admission.StandInAsync(await admission.AdmitAsync("agent of another site", [At(Roles.Agent, Foreign)], new HeldRole(Roles.Agent, [Foreign])), absent));
        return people;
    }

    private static IEnumerable<Person> Staff(string keys)
    {
        Person One(string role, string where, params IReadOnlyList<string> sites) => new($"{role} of {where}", SampleToken.Sign(keys, [role], sites), role, sites);
        return [.. OfStaff.SelectMany(role => (Person[])[One(role, "the site", Own), One(role, "another site", Foreign), One(role, "the network", Network)]), One(Roles.Admin, "every site", "*")];
    }

    private static PersonGrant At(string role, string site) => new(role, null, site);

    private IEnumerable<HeldRole> Opening(Grant grant) => Held.Where(one => grant.AnyOf.Any(asked => Roles.Includes(one.Role, asked)));
}
