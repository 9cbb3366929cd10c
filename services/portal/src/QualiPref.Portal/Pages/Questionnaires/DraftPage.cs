using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Questionnaires;

/// <summary>A page of one draft: its content, and changes of it by the state that the person saw.</summary>
internal abstract class DraftPage(QuestionnairesClient questionnaires) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The draft that the person saw when the form was drawn.</summary>
    [BindProperty]
    public long Revision { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal Draft Draft { get; private set; } = null!;

    internal DraftVerdict Verdict { get; private set; } = null!;

    protected QuestionnairesClient Client => questionnaires;

    protected async Task ReadAsync(CancellationToken cancellationToken)
    {
        Draft = await questionnaires.ReadDraftAsync(Id, cancellationToken);
        Verdict = await questionnaires.CheckDraftAsync(Id, cancellationToken);
    }

    /// <summary>Writes another content; what is wrong is shown on the page, with what the person wrote.</summary>
    /// <returns>Whether it is written.</returns>
    protected async Task<bool> WriteAsync(Questionnaire next, Func<string, string?> fieldOf, CancellationToken cancellationToken)
    {
        try
        {
            await questionnaires.ChangeDraftAsync(Id, Revision, next, cancellationToken);
            return true;
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "Le brouillon a été modifié entre-temps par vous ou un collègue : rien n'a été enregistré. Rechargez la page avant de recommencer.");
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, fieldOf);
        }
        return false;
    }
}
