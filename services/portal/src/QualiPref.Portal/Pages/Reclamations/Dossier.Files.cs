using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The files of a case.</summary>
internal sealed partial class DossierModel
{
    /// <summary>One of them, to be saved.</summary>
    public async Task<IActionResult> OnGetPieceAsync(Guid piece, CancellationToken cancellationToken) =>
        await this.SaveAsync(await complaints.DownloadFileAsync(Id, piece, cancellationToken), cancellationToken);
}
