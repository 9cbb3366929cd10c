using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.HearingPersons;

/// <summary>Cases as the person with the code finds them.</summary>
internal static class TrackedCases
{
    /// <summary>The case with a code. One round trip.</summary>
    /// <exception cref="ProblemException">404, or 410: it was erased.</exception>
    public static async Task<CaseDocument> RequireTrackedAsync(this CaseStore cases, string trackingCode, CancellationToken cancellationToken)
    {
        var document = TrackingCodes.Read(trackingCode) is { } code ? await cases.FindTrackedAsync(code, cancellationToken) : null;
        if (document is null) throw new ProblemException(new Problem(CommonProblems.NotFound));
        return document.Erased is null ? document : throw new ProblemException(new Problem(ComplaintsProblems.Gone));
    }

    /// <summary>The last answer that was not taken back, and does not wait to be sent: what waits is not said yet.</summary>
    public static Letter? LastAnswer(this CaseDocument document) => document.Letters.LastOrDefault(letter => letter.Kind == Transitions.Answering && letter.IsSaid());

    /// <summary>Whether the letter that announced something does not wait any more.</summary>
    public static bool IsAnnounced(this CaseDocument document, PersonPromise promise) => document.Letters.Find(letter => letter.Id == promise.Letter)?.IsSaid() == true;

    private static bool IsSaid(this Letter letter) => letter.Delivery?.State is not (DeliveryState.TakenBack or DeliveryState.Queued);
}
