using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Identity;

namespace QualiPref.Portal.Session;

/// <summary>Who opens which page: a role, or anybody (null). A page that is not listed opens to nobody; the services judge the sites of what they show.</summary>
internal static class PageAccess
{
    // What they show is the portal's own: there is no service behind them that would judge the sites.
    private const string OfAccess = "/Acces/";

    private static readonly Dictionary<string, string?> Pages = new(StringComparer.Ordinal)
    {
        ["/AccesRefuse"] = null,
        ["/Api"] = null,
        ["/Avis/Index"] = null,
        ["/Avis/Reponses"] = null,
        ["/Avis/Site"] = null,
        ["/Borne"] = null,
        ["/CompteEnAttente"] = null,
        ["/Composants/Index"] = null,
        ["/Connexion"] = null,
        ["/ConnexionConfirmer"] = null,
        ["/ConnexionRefusee"] = null,
        ["/ConnexionReprise"] = null,
        ["/Deconnexion"] = null,
        ["/Erreur"] = null,
        ["/Index"] = null,
        ["/Informations/Accessibilite"] = null,
        ["/Informations/Contact"] = null,
        ["/Informations/DonneesPersonnelles"] = null,
        ["/Informations/MentionsLegales"] = null,
        ["/Informations/PlanDuSite"] = null,
        ["/Reclamation"] = null,
        ["/ReferenceApi"] = null,
        ["/Suivi"] = null,
        ["/Affiches"] = Roles.Agent,
        ["/Avis/Affiche"] = Roles.Agent,
        ["/MesSessions"] = Roles.Agent,
        ["/Saisie"] = Roles.Agent,
        // Kiosks promise that agents read what people write.
        ["/AvisRecus/Index"] = Roles.Agent,
        ["/AvisRecus/Themes"] = Roles.Quality,
        ["/Saisies/Fiches"] = Roles.Agent,
        ["/Saisies/Import"] = Roles.Agent,
        ["/Saisies/Lot"] = Roles.Agent,
        ["/Saisies/Serie"] = Roles.Agent,
        ["/Reclamations/Index"] = Roles.Handler,
        ["/Reclamations/Equipe"] = Roles.Handler,
        ["/Reclamations/Plusieurs"] = Roles.Handler,
        ["/Reclamations/Dossier"] = Roles.Handler,
        ["/Reclamations/Echeance"] = Roles.Handler,
        ["/Reclamations/APoster"] = Roles.Handler,
        ["/Reclamations/Lot"] = Roles.Handler,
        ["/CourriersTypes/Index"] = Roles.Handler,
        ["/CourriersTypes/Courrier"] = Roles.Handler,
        ["/CourriersTypes/Modifier"] = Roles.Handler,
        ["/Confidentialite/Index"] = Roles.Quality,
        ["/Confidentialite/Conservation"] = Roles.Quality,
        ["/Indicateurs"] = Roles.Quality,
        ["/IndicateurSources"] = Roles.Quality,
        ["/Equilibre/Index"] = Roles.Quality,
        ["/Equilibre/Reponses"] = Roles.Quality,
        ["/Bilans/Index"] = Roles.Quality,
        ["/Bilans/Bilan"] = Roles.Quality,
        ["/Bilans/Arret"] = Roles.Quality,
        ["/Bilans/Operation"] = Roles.Quality,
        ["/Bilans/Editions"] = Roles.Quality,
        ["/Bilans/Edition"] = Roles.Quality,
        ["/Bilans/Differences"] = Roles.Quality,
        ["/Questionnaires/Index"] = Roles.Quality,
        ["/Questionnaires/Brouillon"] = Roles.Quality,
        ["/Questionnaires/Question"] = Roles.Quality,
        ["/Questionnaires/Apercu"] = Roles.Quality,
        ["/Questionnaires/Version"] = Roles.Quality,
        ["/Questionnaires/Vagues"] = Roles.Quality,
        ["/Questionnaires/Vague"] = Roles.Quality,
        ["/Bornes/Index"] = Roles.Admin,
        ["/Bornes/Borne"] = Roles.Admin,
        ["/Bornes/Rafales"] = Roles.Quality,
        [OfAccess + "Index"] = Roles.Admin,
        [OfAccess + "Invitation"] = Roles.Admin,
        [OfAccess + "Personne"] = Roles.Admin,
        [OfAccess + "Sessions"] = Roles.Admin,
        ["/Exploitation/Anomalies"] = Roles.Admin,
        ["/Exploitation/Journal"] = Roles.Admin,
        ["/Exploitation/Message"] = Roles.Admin,
    };

    /// <summary>Puts the access of each page into the metadata of its endpoint.</summary>
    public static void AllowListed(this IEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        var page = endpoint.Metadata.OfType<PageActionDescriptor>().First().ViewEnginePath;
        if (!Pages.TryGetValue(page, out var role)) return;
        var sites = page.StartsWith(OfAccess, StringComparison.Ordinal) ? SiteRule.All : SiteRule.None;
        endpoint.Metadata.Add(new Grant(null, role is null ? [] : [role], sites));
        endpoint.Metadata.Add(role is null ? new AllowAnonymousAttribute() : new AuthorizeAttribute(GrantRegistration.Policy) { AuthenticationSchemes = PortalSession.Scheme });
    });
}
