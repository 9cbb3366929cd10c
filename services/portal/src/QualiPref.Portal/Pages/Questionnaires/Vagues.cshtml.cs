using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>The waves, and the form that declares one.</summary>
internal sealed class VaguesModel(QuestionnairesClient questionnaires, Catalogue catalogue) : WavePage(questionnaires, catalogue)
{
    private const int PageSize = 100;

    [BindProperty]
    public string? Code { get; set; }

    internal ServicePage<Wave> Waves { get; private set; } = new([], null);

    public Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => ListAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var declared = await Client.WriteWaveAsync(Code?.Trim() is { Length: > 0 } code ? code : "-", Wave.ToContent(), null, cancellationToken);
            Done = "La vague est déclarée.";
            return LocalRedirect($"/questionnaires/vagues/{Uri.EscapeDataString(declared.Code)}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "code" ? nameof(Code) : WaveForm.FieldOf(pointer));
        }
        await ListAsync(null, cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => field == nameof(Code) ? "Code de la vague" : base.LabelOf(field);

    private async Task ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        Waves = await Client.ListWavesAsync(cursor, PageSize, cancellationToken);
        await ReadVersionsAsync(cancellationToken);
    }
}
