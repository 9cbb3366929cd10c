using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Shell;

/// <summary>What the browser's tab and a screen reader say first: page, section, service; a form that failed says so before all else.</summary>
internal static class PageTitle
{
    private static readonly (PathString Start, string Section)[] Sections =
    [
        ("/reclamation", "Réclamations et suggestions"),
        ("/suivi", "Réclamations et suggestions"),
        ("/mentions-legales", Information),
        ("/donnees-personnelles", Information),
        ("/accessibilite", Information),
        ("/plan-du-site", Information),
        ("/contact", Information),
        ("/api", Information),
        ("/reference-api", Information),
        ("/connexion", Staff),
        ("/mes-sessions", Staff),
        ("/saisie", Staff),
        ("/affiches", Staff),
        ("/reclamations", Staff),
        ("/courriers-types", Staff),
        ("/confidentialite", Staff),
        ("/avis-recus", Staff),
        ("/indicateurs", Staff),
        ("/bilans", Staff),
        ("/bornes", Staff),
        ("/questionnaires", Staff),
        ("/equilibre", Staff),
        ("/exploitation", Staff),
    ];

    private const string Information = "Informations pratiques";
    private const string Staff = "Espace des agents";

    public static string Of(ViewDataDictionary view, PathString path, string service)
    {
        var parts = string.Join(" — ", new[] { view["Title"] as string, SectionOf(path), service }.OfType<string>());
        return view.ModelState.IsValid ? parts : "Erreur : " + parts;
    }

    /// <summary>The same in another language; the sections are French.</summary>
    public static string Of(ViewDataDictionary view, FilingWords words, string service) =>
        $"{(view.ModelState.IsValid ? "" : words.Faults.Error + " : ")}{view["Title"]} — {service}";

    /// <summary>Whether staff sees it in their own look: not what is made for the public.</summary>
    public static bool IsOfStaff(PathString path) => SectionOf(path) is null or Staff;

    private static string? SectionOf(PathString path) => Sections.FirstOrDefault(one => path.StartsWithSegments(one.Start, StringComparison.Ordinal)).Section;
}
