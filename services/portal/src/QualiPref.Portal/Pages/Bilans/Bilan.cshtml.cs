using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>One report in the order of the committee's duties, with its balance, its editions and its documents.</summary>
internal sealed class BilanModel(ReportingClient reporting, Catalogue catalogue) : ReportPage(reporting, catalogue)
{
    internal Report Report { get; private set; } = null!;

    internal override Report Shown => Report;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await Reporting.ReadAsync(Id, cancellationToken);

    public Task<IActionResult> OnGetDocumentAsync(string format, CancellationToken cancellationToken) =>
        HandOnAsync($"reports/{Id}/document" + QueryText.Of(("format", format)), $"bilan-{Id}.{format}", cancellationToken);
}
