using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>What a person may see of a case. The code travels in the body only: it is not kept in addresses or logs.</summary>
internal sealed class SuiviModel(ComplaintsClient complaints) : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    public Tracking? Found { get; private set; }

    public string Situation => Found!.Status switch
    {
        "received" => "Votre message est enregistré et sera étudié.",
        "acknowledged" or "qualified" or "assigned" => "Votre message est en cours de traitement.",
        "awaitingUser" => "Un complément vous a été demandé : le traitement reprendra à sa réception.",
        "answered" or "closed" when Found.AnsweredOn is not null => "Une réponse vous a été envoyée.",
        "transferred" => "Votre message a été transmis à l'organisme compétent.",
        "merged" => "Votre message est traité avec un autre message sur le même sujet.",
        "rejected" => "Votre message n'a pas pu être traité.",
        var status => CaseWords.Of(CaseWords.Statuses, status),
    };

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        var code = Code?.Trim() ?? "";
        // A dot segment would name another address of the service; an empty code would too.
        if (code.Trim('.').Length == 0)
        {
            Refuse("Indiquez le code de suivi.");
            return;
        }
        try
        {
            Found = await complaints.TrackAsync(code, cancellationToken);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status < StatusCodes.Status429TooManyRequests)
        {
            Refuse("Ce code de suivi n'est pas connu. Vérifiez-le sur votre accusé de réception.");
        }
    }

    private void Refuse(string sentence)
    {
        ModelState.AddModelError(nameof(Code), sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
