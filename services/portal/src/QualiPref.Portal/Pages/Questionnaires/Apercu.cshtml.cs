using Microsoft.AspNetCore.Mvc;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A draft as people would see it.</summary>
internal sealed class ApercuModel(QuestionnairesClient questionnaires) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    internal Draft Draft { get; private set; } = null!;

    internal PreviewView Preview { get; private set; } = null!;

    public async Task OnGetAsync(string? langue, string? appareil, CancellationToken cancellationToken)
    {
        Draft = await questionnaires.ReadDraftAsync(Id, cancellationToken);
        Preview = new PreviewView(Draft.Questionnaire, $"/questionnaires/{Id}/apercu", langue, appareil);
    }
}
