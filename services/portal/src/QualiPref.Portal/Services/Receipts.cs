using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Pages;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Services;

/// <summary>Writes the receipt of a filing from what the person may see of the case.</summary>
internal sealed class Receipts(ComplaintsClient complaints, Catalogue catalogue)
{
    public async Task<ReceiptView> ShowAsync(FilingReceipt filed, FilingForm form, CancellationToken cancellationToken)
    {
        var awaitsAnswer = form.AwaitsAnswer;
        var tracking = await complaints.TrackAsync(filed.TrackingCode, cancellationToken);
        return new ReceiptView(
            filed.Reference, filed.TrackingCode, catalogue.SiteName(form.Site!), tracking.ReceivedOn,
            awaitsAnswer ? tracking.DueOn : null,
            awaitsAnswer && tracking.Kind == "complaint" ? tracking.LegalDueOn : null)
        {
            Copy = new MessageCopy(form.Subject, form.Text, form.KeptFiles),
            Words = FilingWords.Of(form.Language),
        };
    }
}
