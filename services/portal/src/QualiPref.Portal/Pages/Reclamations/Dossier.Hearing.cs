using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What is done with the person's opinion, and with the promises of answers.</summary>
internal sealed partial class DossierModel
{
    [BindProperty]
    public Guid Promise { get; set; }

    [BindProperty]
    public string? PromiseState { get; set; }

    [BindProperty]
    public string? KeptOn { get; set; }

    [BindProperty]
    public string? PromiseReason { get; set; }

    /// <summary>The promise whose form is still to be mended.</summary>
    internal Guid? Settling { get; private set; }

    /// <summary>The day at the site.</summary>
    internal DateOnly Today => Zone.Today(time);

    /// <summary>Notes that the person's opinion was read.</summary>
    public Task<IActionResult> OnPostReviewReadAsync(CancellationToken cancellationToken) =>
        TellAsync("L'avis est noté comme lu.", () => complaints.MarkReviewReadAsync(Id, cancellationToken), cancellationToken);

    /// <summary>Says what became of a promise.</summary>
    public async Task<IActionResult> OnPostSettleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await complaints.SettleAsync(Id, Promise, new { state = PromiseState, keptOn = Filled(KeptOn), reason = Filled(PromiseReason) }, cancellationToken);
            Done = "C'est noté\u00A0: la personne le lira sur sa page de suivi.";
            return LocalRedirect(AddressOf(Id));
        }
        catch (ServiceRefusedException refused)
        {
            Settling = Promise;
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => pointer switch { "/keptOn" => nameof(KeptOn), "/reason" => nameof(PromiseReason), _ => null });
            return Page();
        }
    }
}
