using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Pages;

/// <summary>Staff type in what came on paper or by telephone.</summary>
[TakesFiles]
internal sealed class SaisieModel(ComplaintsClient complaints, Catalogue catalogue, Receipts receipts) : PortalPage
{
    [BindProperty]
    public FilingForm Form { get; set; } = new() { Channel = "desk-slip" };

    public ReceiptView? Receipt { get; private set; }

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    public IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    public IEnumerable<KeyValuePair<string, string>> Channels => catalogue.ChannelNames();

    protected override string? LabelOf(string field) => FilingForm.LabelOf(field);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var files = await FilingFiles.TakeAsync(complaints, Form, cancellationToken);
            foreach (var file in files) ModelState.AddModelError("Form.Files", $"{file.Name}\u00A0: {FilingInFrench.Words.Faults.OfFile(file.Problem.Code)}");
            if (files.Count > 0)
            {
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return;
            }
            var filed = await complaints.FileAsync(Form.ToFiling(Form.Channel ?? ""), cancellationToken);
            Receipt = await receipts.ShowAsync(filed, Form, cancellationToken);
            // The next slip of the pile: same place, day and channel, nothing of the person before.
            Form = new FilingForm { Site = Form.Site, Channel = Form.Channel, ReceivedOn = Form.ReceivedOn };
            ModelState.Clear();
        }
        catch (ServiceRefusedException refused)
        {
            Form.Forget(refused.Problem.Errors.Select(error => error.Pointer));
            ShowRefusal(refused.Problem, FilingForm.FieldOf);
        }
    }
}
