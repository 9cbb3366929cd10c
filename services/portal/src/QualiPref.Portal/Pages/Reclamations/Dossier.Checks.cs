using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What the motive asks for before the case is answered or closed.</summary>
internal sealed partial class DossierModel
{
    /// <summary>Code of the check that was settled.</summary>
    [BindProperty]
    public string? Check { get; set; }

    [BindProperty]
    public string? CheckState { get; set; }

    [BindProperty]
    public string? CheckReason { get; set; }

    /// <summary>What is asked for, each with how it was settled; null where it is open.</summary>
    internal IEnumerable<(MotiveCheck Check, CaseCheck? Settled)> Checks =>
        (catalogue.Motives.FirstOrDefault(motive => motive.Code == Case.Motive)?.Checks ?? []).Select(check => (check, Case.Checks.FirstOrDefault(one => one.Check == check.Code)));

    /// <summary>Whether what is asked for may still be settled.</summary>
    internal bool MaySettle => Transitions.Any(step => step.Name is "answer" or "close");

    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        if (Check is null) return BadRequest();
        try
        {
            await complaints.SettleAsync(Id, Check, CheckState, CheckReason, cancellationToken);
            Done = CheckState == "open" ? "La vérification est de nouveau à faire." : "C'est noté parmi les vérifications.";
            return LocalRedirect(AddressOf(Id) + "#verifier");
        }
        catch (ServiceRefusedException refused)
        {
            await ReadAsync(cancellationToken);
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? nameof(CheckReason) : null);
            return Page();
        }
    }
}
