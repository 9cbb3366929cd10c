using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>One wave: changed until it begins, ended early after that.</summary>
internal sealed class VagueModel(QuestionnairesClient questionnaires, Catalogue catalogue) : WavePage(questionnaires, catalogue)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>The wave that the person saw when the form was drawn.</summary>
    [BindProperty]
    public string? Etag { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    internal Wave Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code)) return NotFound();
        await ReadAsync(cancellationToken);
        Wave = WaveForm.Of(Shown);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        DoAsync(seen => Client.WriteWaveAsync(Code, Wave.ToContent(), seen, cancellationToken), "La vague est modifiée.", cancellationToken);

    public Task<IActionResult> OnPostEndAsync(CancellationToken cancellationToken) =>
        DoAsync(seen => Client.EndWaveAsync(Code, seen, Reason?.Trim() ?? "", cancellationToken), "La vague est arrêtée : ses sites posent de nouveau leur questionnaire habituel.", cancellationToken);

    protected override string? LabelOf(string field) => field == nameof(Reason) ? "Raison de l'arrêt" : base.LabelOf(field);

    private async Task<IActionResult> DoAsync(Func<EntityTagHeaderValue, Task> act, string done, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Code)) return NotFound();
        if (!EntityTagHeaderValue.TryParse(Etag, out var seen) || !Ascii.IsValid(Etag)) return BadRequest();
        try
        {
            await act(seen);
            Done = done;
            return LocalRedirect($"/questionnaires/vagues/{Uri.EscapeDataString(Code)}");
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "La vague a été modifiée entre-temps : relisez-la avant de recommencer.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? nameof(Reason) : WaveForm.FieldOf(pointer));
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        Shown = await Client.ReadWaveAsync(Code, cancellationToken);
        await ReadVersionsAsync(cancellationToken);
    }
}
