using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Access;

/// <summary>Reads what an administrator sends, by call or by form, and notes all that is wrong with it.</summary>
internal static class AccessReading
{
    public const int MostGrants = 50, MostAbsences = 20, LongestName = 100;

    /// <summary>The grants of a body.</summary>
    public static IReadOnlyList<PersonGrant> Grants(JsonFields fields, Catalogue catalogue) =>
        [.. (fields.Objects("grants", MostGrants, required: true) ?? []).Select(one => Grant(one, catalogue)).OfType<PersonGrant>().Distinct()];

    /// <summary>The absences of a body.</summary>
    public static IReadOnlyList<Absence> Absences(JsonFields fields) =>
        [.. (fields.Objects("absences", MostAbsences, required: true) ?? []).Select(Absence).OfType<Absence>()];

    /// <summary>An address of e-mail.</summary>
    public static string? Email(JsonFields fields)
    {
        var text = fields.Text("email", EmailAddresses.Longest, required: true);
        if (text is not null && !EmailAddresses.IsOne(text)) fields.Refuse("email", "Une adresse électronique est attendue, comme prenom.nom@exemple.fr.", "An address of e-mail is expected.");
        return text;
    }

    private static PersonGrant? Grant(JsonFields fields, Catalogue catalogue)
    {
        var role = fields.Code("role", Roles.OfStaff, required: true);
        var (site, network) = (fields.Text("site", 100), fields.Text("network", 100));
        if (site is null == network is null) fields.Refuse("site", "Un site, « * » pour tous, ou un réseau est attendu.", "A site, * for all, or a network is expected.");
        if (site is not (null or PersonGrant.Everywhere) && !catalogue.TryGetSite(site, out _)) fields.Refuse("site", "Site inconnu.", "Unknown site.");
        if (network is not null && catalogue.Networks.All(one => one.Code != network)) fields.Refuse("network", "Réseau inconnu.", "Unknown network.");
        fields.RefuseUnknown();
        return role is null ? null : new PersonGrant(role, network, site);
    }

    private static Absence? Absence(JsonFields fields)
    {
        var (from, to, standIn) = (fields.Date("from", required: true), fields.Date("to", required: true), fields.Id("standIn", required: true));
        fields.RefuseUnknown();
        return from is { } first && to is { } last && standIn is { } other ? new Absence(first, last, other) : null;
    }
}
