using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>What a person may see of a case. The code travels in the body only: it is not kept in addresses or logs.</summary>
internal sealed partial class SuiviModel(ComplaintsClient complaints, Catalogue catalogue, TimeProvider time) : PortalPage
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Id of what is about to be added: sent twice, the form adds it once.</summary>
    [BindProperty]
    public Guid MessageId { get; set; } = Guid.NewGuid();

    /// <summary>What the person adds to their case.</summary>
    [BindProperty]
    public string? Message { get; set; }

    /// <summary>Whether it was taken just now.</summary>
    public bool IsAdded { get; private set; }

    public Tracking? Found { get; private set; }

    public string SiteName => catalogue.SiteName(Found!.Site);

    public TimeZoneInfo Zone => (catalogue.TryGetSite(Found!.Site, out var place) ? place : catalogue.Sites[0]).TimeZone;

    public DateOnly Today => Zone.Today(time);

    public string? Deadline => TrackingWords.Deadline(Found!, Today);

    public Task OnPostAsync(CancellationToken cancellationToken) => FindAsync(cancellationToken);

    public async Task OnPostMessageAsync(CancellationToken cancellationToken)
    {
        await FindAsync(cancellationToken);
        if (Found is null) return;
        var text = Message?.Trim() ?? "";
        if (text.Length == 0)
        {
            Refuse("Écrivez ce que vous souhaitez ajouter.", nameof(Message));
            return;
        }
        try
        {
            Found = await complaints.AddMessageAsync(Code!.Trim(), MessageId, text, cancellationToken);
            IsAdded = true;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status < StatusCodes.Status429TooManyRequests)
        {
            Refuse(refused.Problem.Errors is [{ } first, ..] ? first.Detail : refused.Problem.Sentence, nameof(Message));
        }
    }

    private async Task FindAsync(CancellationToken cancellationToken)
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
        catch (ServiceRefusedException refused) when (refused.Problem.Status == StatusCodes.Status410Gone)
        {
            ShowRefusal(refused.Problem, _ => null);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status < StatusCodes.Status429TooManyRequests)
        {
            Refuse("Ce code de suivi n'est pas connu. Vérifiez-le sur votre accusé de réception.");
        }
    }

    /// <summary>Gives a person one of their files back.</summary>
    public async Task<IActionResult> OnPostPieceAsync(Guid piece, CancellationToken cancellationToken)
    {
        var code = Code?.Trim() ?? "";
        if (code.Trim('.').Length == 0) return NotFound();
        return await this.SaveAsync(await complaints.DownloadOwnFileAsync(code, piece, cancellationToken), cancellationToken);
    }

    private void Refuse(string sentence, string field = nameof(Code))
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
