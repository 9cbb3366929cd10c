using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>Freezes a report: the figures as they are become an edition that never changes.</summary>
internal sealed class ArretModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    // What the service answers when the balance does not close.
    internal const string StillOpen = "QP-REPORTING-003";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Made with the form: sent twice, it freezes once.</summary>
    [BindProperty]
    public Guid Cle { get; set; } = Guid.CreateVersion7();

    /// <summary>The rows that stay open, each with its reason.</summary>
    [BindProperty]
    public IReadOnlyList<DeclaredRow> Declared { get; set; } = [];

    internal Report Report { get; private set; } = null!;

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await reporting.ReadAsync(Id, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!Declared.All(SaysWhich)) return BadRequest();
        if (Declared.Any(row => string.IsNullOrWhiteSpace(row.Reason)))
        {
            AskForReasons();
        }
        else
        {
            try
            {
                var frozen = await reporting.FreezeAsync(Id, Cle, Declared, cancellationToken);
                return LocalRedirect(frozen.Result?.Frozen is { } edition ? $"/bilans/editions/{edition}" : $"/bilans/operations/{frozen.Operation}?bilan={Id}");
            }
            catch (ServiceRefusedException refused) when (refused.Problem.Operation is { } underWay)
            {
                return LocalRedirect($"/bilans/operations/{underWay}?bilan={Id}");
            }
            catch (ServiceRefusedException refused)
            {
                ShowOpen(InWords(refused.Problem));
            }
        }
        Report = await reporting.ReadAsync(Id, cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => null;

    /// <summary>Name of the field of a row's reason.</summary>
    internal static string ReasonOf(int row) => $"Declared[{row}].Reason";

    // A form that was made by hand may leave any of it out.
    private static bool SaysWhich(DeclaredRow row) => row is { Source: not null, Site: not null, Month: not null };

    /// <summary>What is open is listed beside: the service tells programs how to declare it.</summary>
    internal static ServiceProblem InWords(ServiceProblem problem) => problem.Code == StillOpen ? problem with { Detail = BalanceWords.NotClosed } : problem;

    private void ShowOpen(ServiceProblem problem)
    {
        ModelState.Clear();
        ShowRefusal(problem, _ => null);
        if (problem.Code != StillOpen) return;
        var reasons = Declared.ToDictionary(row => (row.Source, row.Site, row.Month), row => row.Reason);
        Declared = [.. problem.Open.Select(row => new DeclaredRow(row.Source, row.Site, row.Month, row.Pending, reasons.GetValueOrDefault((row.Source, row.Site, row.Month))))];
        // Other rows than before are another request: it needs a key of its own, and the form that comes back carries it.
        Cle = Guid.CreateVersion7();
    }

    private void AskForReasons()
    {
        ModelState.Clear();
        for (var row = 0; row < Declared.Count; row++)
        {
            if (!string.IsNullOrWhiteSpace(Declared[row].Reason)) continue;
            ModelState.AddModelError(ReasonOf(row), "Dites pourquoi il peut manquer, ou attendez qu'il soit compté.");
            ViewData[LabelKey(ReasonOf(row))] = BalanceWords.Row(Declared[row], Sites);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
