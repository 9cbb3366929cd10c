using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>What goes by post: letters that wait for the printer, by site, and the batches in which others were printed.</summary>
internal sealed class APosterModel(ComplaintsClient complaints, Catalogue catalogue) : PortalPage
{
    /// <summary>Id of the batch that is asked for: whoever sends the form again is answered the same batch.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    internal LettersToPrint ToPrint { get; private set; } = new([]);

    internal IReadOnlyList<PrintBatch> Batches { get; private set; } = [];

    internal Catalogue Catalogue => catalogue;

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var batch = await complaints.MakeBatchAsync(Id, Site ?? "", cancellationToken);
            return LocalRedirect($"/reclamations/a-poster/{batch.Id}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, _ => null);
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Where the day of a batch is told.</summary>
    internal TimeZoneInfo ZoneOf(string site) => catalogue.TryGetSite(site, out var known) ? known.TimeZone : catalogue.Sites[0].TimeZone;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var toPrint = complaints.ReadToPrintAsync(cancellationToken);
        var batches = complaints.ListBatchesAsync(cancellationToken);
        await Task.WhenAll(toPrint, batches);
        (ToPrint, Batches) = (await toPrint, (await batches).Items);
    }
}
