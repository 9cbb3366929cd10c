using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>One report in the order of the committee's duties, with its balance and its documents.</summary>
internal sealed class BilanModel(ReportingClient reporting, IndicatorsClient indicators, Catalogue catalogue) : ReportPage(reporting, catalogue)
{
    internal Report Report { get; private set; } = null!;

    /// <summary>Null when it cannot be had: the report can still be read.</summary>
    internal Balance? Balance { get; private set; }

    internal override Report Shown => Report;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Report = await Reporting.ReadAsync(Id, cancellationToken);
        try
        {
            Balance = await indicators.ReadBalanceAsync(Report.Network, Report.Period, cancellationToken);
        }
        catch (Exception fault) when (fault is ServiceRefusedException or ServiceAwayException)
        {
            Balance = null;
        }
    }

    public Task<IActionResult> OnGetDocumentAsync(string format, CancellationToken cancellationToken) =>
        HandOnAsync($"reports/{Id}/document" + QueryText.Of(("format", format)), $"bilan-{Id}.{format}", cancellationToken);
}
