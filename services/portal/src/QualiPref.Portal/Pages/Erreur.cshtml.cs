using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace QualiPref.Portal.Pages;

/// <summary>What went wrong with a page and what to do about it; never how.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErreurModel : PageModel
{
    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public string Trace => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    public void OnGet([FromQuery] int code) => Explain(code);

    // From the address alone: the form that failed may have a field of this name.
    public void OnPost([FromQuery] int code) => Explain(code);

    private string Later => int.TryParse(Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? $"dans {seconds}\u00A0s" : "dans une minute";

    private void Explain(int code) => (Title, Advice) = code switch
    {
        StatusCodes.Status400BadRequest => ("Formulaire expiré", "La page est restée ouverte trop longtemps. Revenez en arrière, rechargez-la et envoyez de nouveau le formulaire."),
        StatusCodes.Status401Unauthorized => ("Session expirée", "Connectez-vous de nouveau pour continuer."),
        StatusCodes.Status403Forbidden => ("Accès refusé", "Votre rôle ou vos sites ne permettent pas de voir cette page. Si votre travail la demande, adressez-vous à l'administrateur."),
        StatusCodes.Status404NotFound or 0 => ("Page introuvable", "Cette page n'existe pas ou n'existe plus. Vérifiez l'adresse."),
        StatusCodes.Status413PayloadTooLarge => ("Envoi trop volumineux", "Le texte est trop long, ou les fichiers sont trop volumineux. Raccourcissez-le, retirez des fichiers, et recommencez."),
        StatusCodes.Status429TooManyRequests => ("Trop de demandes", $"Trop de demandes sont arrivées en une minute de votre compte ou de votre réseau. Rien n'a été enregistré. Réessayez {Later}."),
        StatusCodes.Status503ServiceUnavailable => ("Service momentanément indisponible", "Rien n'a été enregistré. Réessayez dans quelques instants."),
        _ => ("Une erreur s'est produite", "Réessayez dans quelques instants. Si l'erreur persiste, signalez-la avec la référence ci-dessous."),
    };
}
