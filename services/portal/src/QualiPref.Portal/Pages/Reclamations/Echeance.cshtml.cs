using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>Why a case is due on its day.</summary>
internal sealed class EcheanceModel(ComplaintsClient complaints) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    internal Case Case { get; private set; } = null!;

    internal DeadlineProof Proof { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var reading = complaints.ReadAsync(Id, cancellationToken);
        Proof = await complaints.ReadDeadlineAsync(Id, cancellationToken);
        Case = await reading;
    }
}
