using QualiPref.Platform.Identity;
using QualiPref.Synthetic.Sending;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests.Access;

/// <summary>Who calls.</summary>
/// <param name="Name">What a failure calls them.</param>
/// <param name="Token">The bearer's token; null for none.</param>
/// <param name="Role">What the token truly gives; null where it gives nothing.</param>
/// <param name="Sites">The sites it covers.</param>
internal sealed record Person(string Name, string? Token, string? Role, IReadOnlyList<string> Sites)
{
    public const string Own = "91-EVRY", Foreign = "91-ETAMPES";

    /// <summary>Every site of the network.</summary>
    public static IReadOnlyList<string> Network { get; } = ["91-EVRY", "91-PALAISEAU", "91-ETAMPES"];

    /// <summary>Whether a grant opens a call that concerns some sites; items are judged one by one.</summary>
    public bool Holds(Grant grant, IReadOnlyList<string> sites) => grant.IsPublic
        || (Role is not null && grant.AnyOf.Any(asked => Roles.Includes(Role, asked))
            && grant.Site switch
            {
                SiteRule.None or SiteRule.Narrowed or SiteRule.EachItem => true,
                SiteRule.All => CoversAll,
                _ => Covers(sites),
            });

    public bool Covers(IReadOnlyList<string> sites) => CoversAll || sites.All(Sites.Contains);

    private bool CoversAll => Sites is ["*"];

    /// <summary>One of each kind: every role at the call's own site, at another one and at the whole network, and what is no token.</summary>
    /// <param name="keys">Folder of the keys that the system signs with.</param>
    /// <param name="kiosks">An enrolled kiosk of the own site, one of another, and one whose token was taken back.</param>
    public static IReadOnlyList<Person> OfEveryKind(string keys, (KioskIdentity Own, KioskIdentity Foreign, KioskIdentity Revoked) kiosks)
    {
        Person Staff(string role, string where, params IReadOnlyList<string> sites) => new($"{role} of {where}", SampleToken.Sign(keys, [role], sites), role, sites);
        return
        [
            new("nobody", null, null, []),
            new("a forged signature", SampleToken.Sign(SampleToken.ForgeryOf(keys, "portal"), ["admin"], ["*"]), null, []),
            new("a service that says it is another", SampleToken.Sign(keys, [Roles.Service], ["*"], name: "reporting", signer: "complaints"), null, []),
            new("a service that says it is staff", SampleToken.Sign(keys, [Roles.Admin], ["*"], name: "complaints", signer: "complaints"), null, []),
            new("an expired token", SampleToken.Sign(keys, ["admin"], ["*"], expires: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10)), null, []),
            new("a kiosk of the site", kiosks.Own.AccessToken, Roles.Kiosk, [Own]),
            new("a kiosk of another site", kiosks.Foreign.AccessToken, Roles.Kiosk, [Foreign]),
            new("a revoked kiosk", kiosks.Revoked.AccessToken, null, []),
            .. ((string[])[Roles.Agent, Roles.Handler, Roles.Quality, Roles.Admin]).SelectMany(role =>
                (Person[])[Staff(role, "the site", Own), Staff(role, "another site", Foreign), Staff(role, "the network", Network)]),
            Staff(Roles.Admin, "every site", "*"),
            Staff(Roles.Service, "the platform", "*"),
        ];
    }
}
