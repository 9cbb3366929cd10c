using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>What a person may see of a case. The code travels in the body only: it is not kept in addresses or logs.</summary>
internal sealed class SuiviModel(ComplaintsClient complaints, Catalogue catalogue, TimeProvider time) : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    public Tracking? Found { get; private set; }

    public string SiteName => catalogue.SiteName(Found!.Site);

    public TimeZoneInfo Zone => (catalogue.TryGetSite(Found!.Site, out var place) ? place : catalogue.Sites[0]).TimeZone;

    public string? Deadline => TrackingWords.Deadline(Found!, Zone.Today(time));

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
