using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>Staff type in what came on paper or by telephone.</summary>
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
            var filed = await complaints.FileAsync(Form.ToFiling(Form.Channel ?? ""), cancellationToken);
            Receipt = await receipts.ShowAsync(filed, Form.Site!, Form.AwaitsAnswer, cancellationToken);
            // The next slip of the pile: same place, day and channel, nothing of the person before.
            Form = new FilingForm { Site = Form.Site, Channel = Form.Channel, ReceivedOn = Form.ReceivedOn };
            ModelState.Clear();
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FilingForm.FieldOf);
        }
    }
}
