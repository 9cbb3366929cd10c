using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>The public form. The receipt is the answer to the form itself: the tracking code is never part of an address.</summary>
internal sealed partial class ReclamationModel(ComplaintsClient complaints, Catalogue catalogue, Receipts receipts, ILogger<ReclamationModel> logger) : PortalPage
{
    [BindProperty]
    public FilingForm Form { get; set; } = new();

    public ReceiptView? Receipt { get; private set; }

    public int AnswerWorkingDays => catalogue.AnswerWorkingDays;

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    public IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    protected override string? LabelOf(string field) => FilingForm.LabelOf(field);

    public Task OnGetAsync(CancellationToken cancellationToken) => ProveAsync(cancellationToken);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        Form.ReceivedOn = null;
        if (!string.IsNullOrEmpty(Form.Blank))
        {
            Refuse("Un champ invisible du formulaire était rempli, par un programme ou par le remplissage automatique de votre navigateur : il a été vidé. Rien n'est "
                + "enregistré pour l'instant. Relisez votre message et envoyez-le de nouveau.");
            return;
        }
        try
        {
            var filed = await complaints.FileAsync(Form.ToFiling("web"), cancellationToken);
            Receipt = await receipts.ShowAsync(filed, Form.Site!, Form.AwaitsAnswer, cancellationToken);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Any(IsOfProof))
        {
            await ProveAsync(cancellationToken);
            Refuse("Rien n'est enregistré pour l'instant : le formulaire était ouvert depuis trop longtemps ou n'a pas pu être préparé. Relisez votre message et envoyez-le de nouveau.");
            var others = refused.Problem.Errors.Where(error => !IsOfProof(error)).ToList();
            if (others.Count > 0) ShowRefusal(refused.Problem with { Errors = others }, FilingForm.FieldOf);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FilingForm.FieldOf);
        }
    }

    private static bool IsOfProof(ServiceFieldError error) => error.Pointer == "/proof";

    // While the service is away the form can be read and filled in; whoever sends it then gets a proof and sends it once more.
    private async Task ProveAsync(CancellationToken cancellationToken)
    {
        Form.Proof = null;
        try
        {
            Form.Proof = (await complaints.ProveAsync(Form.Id, cancellationToken)).Proof;
        }
        catch (Exception fault) when (fault is ServiceAwayException or ServiceRefusedException)
        {
            LogUnproven(fault.Message);
        }
    }

    private void Refuse(string sentence)
    {
        ModelState.AddModelError("", sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Warning, Message = "A form for complaints was shown without the proof that it needs: {Fault}")]
    private partial void LogUnproven(string fault);
}
