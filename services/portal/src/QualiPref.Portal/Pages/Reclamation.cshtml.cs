using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Pages;

/// <summary>
/// The public form, in the five languages. The receipt is the answer to the form itself: the tracking code is never part of an address. Whatever is refused, what was
/// typed and which files were taken stay in the form.
/// </summary>
[TakesFiles]
internal sealed partial class ReclamationModel(ComplaintsClient complaints, Catalogue catalogue, Receipts receipts, ILogger<ReclamationModel> logger) : PortalPage
{
    [BindProperty]
    public FilingForm Form { get; set; } = new();

    /// <summary>The language that the address asks for.</summary>
    [BindProperty(SupportsGet = true, Name = "langue")]
    public string? Asked { get; set; }

    /// <summary>The language to go on in, when that was asked for instead of sending.</summary>
    [BindProperty(Name = "vers")]
    public string? Switch { get; set; }

    public ReceiptView? Receipt { get; private set; }

    public FilingWords Words => FilingWords.Of(Form.Language);

    public int AnswerWorkingDays => catalogue.AnswerWorkingDays;

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    public IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    public IEnumerable<KeyValuePair<string, string>> Kinds =>
        [KeyValuePair.Create("complaint", Words.Form.Complaint), KeyValuePair.Create("suggestion", Words.Form.Suggestion), KeyValuePair.Create("thanks", Words.Form.Thanks)];

    protected override string? LabelOf(string field) => Words.IsFrench ? FilingForm.LabelOf(field) : null;

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Form.Language = FilingWords.Of(Asked).Code;
        return ProveAsync(cancellationToken);
    }

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        // What binding itself found strange, such as a file field that bears a text, says nothing to anybody.
        ModelState.Clear();
        Form.ReceivedOn = null;
        // Of the public in any case, also where the form could not be prepared.
        Form.Proof ??= "";
        Form.Language = FilingWords.Of(Switch ?? Form.Language).Code;
        if (!string.IsNullOrEmpty(Form.Blank))
        {
            Refuse("", Words.Faults.Blank);
            return;
        }
        try
        {
            var refused = await FilingFiles.TakeAsync(complaints, Form, cancellationToken);
            foreach (var file in refused) Refuse("Form.Files", $"{file.Name}\u00A0: {Words.Faults.OfFile(file.Problem.Code)}");
            if (refused.Count > 0 || Switch is not null) return;
            var filed = await complaints.FileAsync(Form.ToFiling("web"), cancellationToken);
            Receipt = await receipts.ShowAsync(filed, Form, cancellationToken);
        }
        catch (ServiceRefusedException refused)
        {
            await ShowAsync(refused.Problem, cancellationToken);
        }
        catch (ServiceAwayException)
        {
            Refuse("", Words.Faults.Away);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task ShowAsync(ServiceProblem problem, CancellationToken cancellationToken)
    {
        var others = problem.Errors.Where(error => !IsOfProof(error)).ToList();
        Form.Forget(others.Select(error => error.Pointer));
        if (others.Count < problem.Errors.Count)
        {
            await ProveAsync(cancellationToken);
            Refuse("", Words.Faults.Proof);
            if (others.Count == 0) return;
        }
        if (Words.IsFrench) ShowRefusal(problem with { Errors = others }, FilingForm.FieldOf);
        else ShowInWords(problem with { Errors = others });
    }

    // The service speaks French and English; here one sentence a field says what to do.
    private void ShowInWords(ServiceProblem problem)
    {
        foreach (var field in problem.Errors.Select(error => FilingForm.FieldOf(error.Pointer) ?? "").Distinct()) Refuse(field, Words.Faults.Of(field, isFilled: !string.IsNullOrWhiteSpace(Form.Text)));
        if (problem.Errors.Count == 0) Refuse("", problem.Status == StatusCodes.Status429TooManyRequests ? Words.Faults.TooMany : Words.Faults.Other);
        Response.StatusCode = problem.Status;
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

    private void Refuse(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    [LoggerMessage(EventId = 5010, Level = LogLevel.Warning, Message = "A form for complaints was shown without the proof that it needs: {Fault}")]
    private partial void LogUnproven(string fault);
}
