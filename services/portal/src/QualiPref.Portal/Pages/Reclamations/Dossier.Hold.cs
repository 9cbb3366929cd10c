using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What keeps the case from being erased.</summary>
internal sealed partial class DossierModel
{
    [BindProperty]
    public string? HoldReason { get; set; }

    /// <summary>Whether the form that was sent in is still to be mended.</summary>
    internal bool IsHolding { get; private set; }

    public Task<IActionResult> OnPostHoldAsync(CancellationToken cancellationToken) => HoldAsync("legal-hold", "Le dossier est gelé.", cancellationToken);

    public Task<IActionResult> OnPostReleaseAsync(CancellationToken cancellationToken) => HoldAsync("release-legal-hold", "Le gel du dossier est levé.", cancellationToken);

    private async Task<IActionResult> HoldAsync(string call, string done, CancellationToken cancellationToken)
    {
        IsHolding = true;
        try
        {
            await complaints.MoveAsync(Id, call, Version, new { reason = HoldReason }, cancellationToken);
            Done = done;
            return LocalRedirect(AddressOf(Id));
        }
        catch (ServiceRefusedException refused)
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, _ => nameof(HoldReason));
            return Page();
        }
    }
}
