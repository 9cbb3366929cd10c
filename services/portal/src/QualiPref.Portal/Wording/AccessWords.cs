using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;

namespace QualiPref.Portal.Wording;

/// <summary>Persons, roles and places in words.</summary>
internal static class AccessWords
{
    private const string OfNetwork = "reseau:", OfSite = "site:";

    /// <summary>The roles, the narrowest first.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Roles { get; } =
    [
        new(Platform.Identity.Roles.Agent, "Agent d'accueil"),
        new(Platform.Identity.Roles.Handler, "Gestionnaire des réclamations"),
        new(Platform.Identity.Roles.Quality, "Référent qualité"),
        new(Platform.Identity.Roles.Admin, "Administrateur"),
    ];

    /// <summary>Where a role can be held: everywhere, in a network, at a site.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Places(Catalogue catalogue) =>
    [
        new(OfSite + PersonGrant.Everywhere, "Tous les sites"),
        .. catalogue.NetworkNames().Select(one => KeyValuePair.Create(OfNetwork + one.Key, $"Réseau {one.Value}")),
        .. catalogue.SiteNames().Select(one => KeyValuePair.Create(OfSite + one.Key, one.Value)),
    ];

    /// <summary>The place of a grant as forms write it.</summary>
    public static string PlaceOf(PersonGrant grant) => grant.Network is { } network ? OfNetwork + network : OfSite + grant.Site;

    /// <summary>The grant that a form means; null where it means none.</summary>
    public static PersonGrant? GrantOf(string role, string place) =>
        place.StartsWith(OfNetwork, StringComparison.Ordinal) ? new PersonGrant(role, place[OfNetwork.Length..], null)
            : place.StartsWith(OfSite, StringComparison.Ordinal) ? new PersonGrant(role, null, place[OfSite.Length..]) : null;

    /// <summary>A grant, such as <c>Référent qualité, réseau Essonne</c>.</summary>
    public static string Grant(PersonGrant grant, Catalogue catalogue) => $"{Roles.NameOf(grant.Role)}, {Where(grant, catalogue)}";

    /// <summary>What has become of somebody.</summary>
    public static string State(PersonState state) => state switch
    {
        PersonState.Waiting => "En attente",
        PersonState.Invited => "Invité",
        PersonState.Active => "Actif",
        PersonState.Left => "Parti",
        _ => state.ToString(),
    };

    /// <summary>An absence, such as <c>du 3 juillet 2026 au 17 juillet 2026</c>.</summary>
    public static string Days(Absence absence) => $"du {FrenchText.Long(absence.From)} au {FrenchText.Long(absence.To)}";

    private static string Where(PersonGrant grant, Catalogue catalogue) => grant switch
    {
        { Network: { } network } => $"réseau {catalogue.NetworkNames().NameOf(network)}",
        { Site: PersonGrant.Everywhere } => "tous les sites",
        _ => catalogue.SiteName(grant.Site ?? ""),
    };
}
