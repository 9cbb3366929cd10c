using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Services;

/// <summary>Writes the receipt of a filing from what the person may see of the case.</summary>
internal sealed class Receipts(ComplaintsClient complaints, Catalogue catalogue)
{
    public async Task<ReceiptView> ShowAsync(FilingReceipt filed, string site, bool awaitsAnswer, CancellationToken cancellationToken)
    {
        var tracking = await complaints.TrackAsync(filed.TrackingCode, cancellationToken);
        return new ReceiptView(
            filed.Reference, filed.TrackingCode, catalogue.SiteName(site), tracking.ReceivedOn,
            awaitsAnswer ? tracking.DueOn : null,
            awaitsAnswer && tracking.Kind == "complaint" ? tracking.LegalDueOn : null);
    }
}
