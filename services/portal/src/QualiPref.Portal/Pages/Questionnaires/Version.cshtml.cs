using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A published version as people see it, and the form that withdraws it from use.</summary>
internal sealed class VersionModel(QuestionnairesClient questionnaires) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal QuestionnaireVersion? Listed { get; private set; }

    internal PreviewView Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? langue, string? appareil, CancellationToken cancellationToken)
    {
        if (!IsNamed) return NotFound();
        await ReadAsync(langue, appareil, cancellationToken);
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsNamed) return NotFound();
        try
        {
            await questionnaires.WithdrawAsync(Code, Version, Reason?.Trim() ?? "", cancellationToken);
            Done = "La version est retirée : elle n'est plus proposée. Les réponses déjà données comptent toujours.";
            return LocalRedirect(Address);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? nameof(Reason) : null);
        }
        await ReadAsync(null, null, cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => field == nameof(Reason) ? "Raison du retrait" : null;

    private bool IsNamed => ModelState.IsValid && Version > 0 && !string.IsNullOrWhiteSpace(Code);

    private string Address => FormattableString.Invariant($"/questionnaires/versions/{Uri.EscapeDataString(Code)}/{Version}");

    private async Task ReadAsync(string? language, string? device, CancellationToken cancellationToken)
    {
        Preview = new PreviewView(await questionnaires.ReadAsync(Code, Version, cancellationToken), Address, language, device);
        Listed = (await questionnaires.ListAsync(cancellationToken)).FirstOrDefault(one => one.Code == Code && one.Version == Version);
    }
}
