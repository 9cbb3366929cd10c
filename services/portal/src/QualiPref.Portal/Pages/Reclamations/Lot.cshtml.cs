using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>Letters that were printed together: the document, and the word that they were given to the post.</summary>
internal sealed class LotModel(ComplaintsClient complaints, Catalogue catalogue) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal PrintBatch Batch { get; private set; } = null!;

    internal string SiteName => catalogue.TryGetSite(Batch.Site, out var site) ? site.Name : Batch.Site;

    internal TimeZoneInfo Zone => catalogue.TryGetSite(Batch.Site, out var site) ? site.TimeZone : catalogue.Sites[0].TimeZone;

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>The document with its own name; the browser holds a cookie, not a token.</summary>
    public async Task<IActionResult> OnGetDocumentAsync(CancellationToken cancellationToken)
    {
        var response = await complaints.DownloadBatchAsync(Id, cancellationToken);
        HttpContext.Response.RegisterForDispose(response);
        var content = response.Content;
        Response.Headers.CacheControl = "no-store";
        return File(await content.ReadAsStreamAsync(cancellationToken), "application/pdf", content.Headers.ContentDisposition?.FileNameStar ?? $"courriers-{Id}.pdf");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            await complaints.PostBatchAsync(Id, cancellationToken);
            Done = "C'est enregistré : chaque dossier dit que son courrier est remis à la poste.";
            return LocalRedirect($"/reclamations/a-poster/{Id}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, _ => null);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellationToken) => Batch = await complaints.ReadBatchAsync(Id, cancellationToken);
}
