using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The files of a case.</summary>
internal sealed partial class DossierModel
{
    /// <summary>What a handler adds.</summary>
    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    /// <summary>Whether what was added is still to be mended.</summary>
    internal bool IsAdding { get; private set; }

    /// <summary>One of them, to be saved.</summary>
    public async Task<IActionResult> OnGetPieceAsync(Guid piece, CancellationToken cancellationToken) =>
        await this.SaveAsync(await complaints.DownloadFileAsync(Id, piece, cancellationToken), cancellationToken);

    /// <summary>All of it as one document, to be saved.</summary>
    public async Task<IActionResult> OnGetDocumentAsync(CancellationToken cancellationToken) =>
        await this.SaveAsync(await complaints.DownloadCaseAsync(Id, cancellationToken), cancellationToken);

    /// <summary>Adds files: all of them, or none where one is refused.</summary>
    public async Task<IActionResult> OnPostAttachAsync(CancellationToken cancellationToken)
    {
        if (Files.Count == 0) return await RefuseFilesAsync(["Choisissez au moins un fichier."], StatusCodes.Status422UnprocessableEntity, cancellationToken);
        var (taken, refused) = (new List<Guid>(), new List<string>());
        foreach (var file in Files)
        {
            try
            {
                taken.Add((await complaints.AttachAsync(Id, proof: null, file.FileName, file.OpenReadStream(), cancellationToken)).Id);
            }
            catch (ServiceRefusedException fault) when (FilingFiles.OfFiles.Any(code => fault.Problem.Code.EndsWith(code, StringComparison.Ordinal)))
            {
                refused.Add($"{Path.GetFileName(file.FileName)}\u00A0: {FilingInFrench.Words.Faults.OfFile(fault.Problem.Code)}");
            }
        }
        if (refused.Count > 0) return await RefuseFilesAsync(refused, StatusCodes.Status422UnprocessableEntity, cancellationToken);
        try
        {
            await complaints.AddFilesAsync(Id, Version, taken.Distinct(), cancellationToken);
            Done = taken.Count == 1 ? "Le fichier est joint au dossier." : "Les fichiers sont joints au dossier.";
            return LocalRedirect(AddressOf(Id));
        }
        catch (ServiceRefusedException fault)
        {
            return await RefuseFilesAsync([fault.Problem.Errors is [{ } first, ..] ? first.Detail : fault.Problem.Sentence], fault.Problem.Status, cancellationToken);
        }
    }

    private async Task<IActionResult> RefuseFilesAsync(IEnumerable<string> sentences, int status, CancellationToken cancellationToken)
    {
        IsAdding = true;
        await ReadAsync(cancellationToken);
        foreach (var sentence in sentences) ModelState.AddModelError(nameof(Files), sentence);
        Response.StatusCode = status;
        return Page();
    }
}
