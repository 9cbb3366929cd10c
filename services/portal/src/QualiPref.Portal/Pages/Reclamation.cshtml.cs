using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>The public form. The receipt is the answer to the form itself: the tracking code is never part of an address.</summary>
internal sealed class ReclamationModel(ComplaintsClient complaints, Catalogue catalogue, Receipts receipts) : PortalPage
{
    [BindProperty]
    public FilingForm Form { get; set; } = new();

    public ReceiptView? Receipt { get; private set; }

    public int AnswerWorkingDays => catalogue.AnswerWorkingDays;

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    public IEnumerable<KeyValuePair<string, string>> Motives => catalogue.MotiveNames();

    protected override string? LabelOf(string field) => FilingForm.LabelOf(field);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        Form.ReceivedOn = null;
        try
        {
            var filed = await complaints.FileAsync(Form.ToFiling("web"), cancellationToken);
            Receipt = await receipts.ShowAsync(filed, Form.Site!, Form.AwaitsAnswer, cancellationToken);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FilingForm.FieldOf);
        }
    }
}
