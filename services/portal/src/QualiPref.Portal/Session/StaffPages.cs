using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Session;

/// <summary>Which role opens which page; everything else is public.</summary>
internal static class StaffPages
{
    public static IReadOnlyList<(string Page, string Role)> All { get; } =
    [
        ("/Saisie", Roles.Agent),
        ("/Reclamations/Index", Roles.Handler),
        ("/Reclamations/Dossier", Roles.Handler),
        ("/Reclamations/Echeance", Roles.Handler),
        ("/Indicateurs", Roles.Quality),
        ("/IndicateurSources", Roles.Quality),
        ("/Equilibre/Index", Roles.Quality),
        ("/Equilibre/Reponses", Roles.Quality),
        ("/Bilans/Index", Roles.Quality),
        ("/Bilans/Bilan", Roles.Quality),
        ("/Bilans/Arret", Roles.Quality),
        ("/Bilans/Operation", Roles.Quality),
        ("/Bilans/Editions", Roles.Quality),
        ("/Bilans/Edition", Roles.Quality),
        ("/Bilans/Differences", Roles.Quality),
        ("/Bornes/Index", Roles.Admin),
    ];

    /// <summary>Name of the policy that pages of a role ask for.</summary>
    public static string PolicyOf(string role) => $"portal-{role}";
}
