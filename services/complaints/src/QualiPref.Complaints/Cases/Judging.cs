namespace QualiPref.Complaints.Cases;

/// <summary>The verdict on the first answer, and its response days.</summary>
internal static class Judging
{
    /// <summary>
    /// Brings verdict and response days up to date. Whether the first answer was in time is judged once, against the due date that
    /// stood then: neither a correction of the reception nor a reopening changes it, so no late answer can be typed away. Thanks are
    /// apart as long as the case is one of thanks. Response days are counted when they are not known.
    /// </summary>
    public static ComplaintCase Judged(this ComplaintCase complaint, AnswerPromise promise)
    {
        var judged = complaint.InTime is null && complaint is { AnsweredOn: { } answered, Kind: not Kinds.Thanks }
            ? complaint with { InTime = answered <= complaint.DueOn }
            : complaint;
        var verdict = VerdictOf(judged);
        return judged with
        {
            Verdict = verdict,
            ResponseDays = verdict is Verdict.InTime or Verdict.Late
                ? judged.ResponseDays ?? promise.Calendar.WorkingDaysBetween(judged.ReceivedOn, judged.AnsweredOn!.Value)
                : null,
        };
    }

    private static Verdict VerdictOf(ComplaintCase complaint) => complaint switch
    {
        { Kind: Kinds.Thanks } or { Anonymous: true } => Verdict.NotApplicable,
        { InTime: { } inTime } => inTime ? Verdict.InTime : Verdict.Late,
        _ => complaint.Status.IsOpen() ? Verdict.Pending : Verdict.NotApplicable,
    };
}
