using QualiPref.Platform.Http;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Answers;

/// <summary>Decides what becomes of a valid answer: its instant, its local legal date, and whether it counts.</summary>
internal static class Admission
{
    /// <summary>Answers of the last 24 months count by themselves.</summary>
    public const int OldestInMonths = 24;

    /// <summary>
    /// An answer may seem this far ahead of the server: clocks of servers and of typing staff differ by seconds to minutes, and setting
    /// such answers aside would help nobody.
    /// </summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Makes the ledger's document.</summary>
    /// <param name="id">The client's id.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="hash">Hash of its content.</param>
    /// <param name="submitter">Who sent it.</param>
    /// <param name="sync">When, by which clocks.</param>
    public static SurveyResponse Admit(Guid id, Answer answer, byte[] hash, Submitter submitter, Sync sync)
    {
        var (kiosk, enrolment) = answer.Channel == Channels.Kiosk
            ? (submitter.Kiosk, answer.Enrolment ?? submitter.Enrolment)
            : (null, null);
        var corrected = Date(answer, enrolment, submitter, sync);
        var reservation = ReservationOf(corrected.At, sync.ReceivedAt);
        var date = LegalDate(answer.Site.TimeZone, corrected, sync);
        return new SurveyResponse
        {
            Id = id,
            Version = 1,
            PendingSince = sync.ReceivedAt.UtcDateTime,
            TraceParent = TraceContext.Current,
            Site = answer.Site.Code,
            Date = date,
            OtherDate = OtherDate(answer.Site.TimeZone, date, corrected),
            AnsweredAt = corrected.At.UtcDateTime,
            ReceivedAt = sync.ReceivedAt.UtcDateTime,
            UncertaintySeconds = corrected.Uncertainty?.TotalSeconds,
            // For whoever has to decide: what is counted needs it no more.
            OffsetSeconds = reservation is not null && kiosk is not null ? sync.Offset?.TotalSeconds : null,
            Status = reservation is not null ? ResponseStatus.SetAside : StatusWhenAccepted(answer.Outcome),
            Code = reservation?.Code,
            Channel = answer.Channel,
            Questionnaire = answer.Questionnaire,
            QuestionnaireVersion = answer.Version,
            Language = answer.Language,
            Abandoned = answer.Outcome == Outcomes.Abandoned,
            Partial = answer.Outcome == Outcomes.Partial,
            Kiosk = kiosk,
            Enrolment = enrolment,
            Sequence = answer.Sequence,
            Choices = answer.Choices.Single,
            MultiChoices = answer.Choices.Multi,
            Texts = answer.Choices.Texts,
            Comment = answer.Comment,
            Note = CommentNote.Of(answer.Comment, answer.Choices.Texts),
            ContentHash = hash,
        };
    }

    /// <summary>Where an accepted answer stands: an abandoned one uses up its sequence number but never counts.</summary>
    public static string StatusWhenAccepted(string outcome) => outcome == Outcomes.Abandoned ? ResponseStatus.Abandoned : ResponseStatus.Counted;

    /// <summary>Why an answer of a date cannot count by itself; null when it can.</summary>
    public static ProblemKind? ReservationOf(DateTimeOffset answeredAt, DateTimeOffset now)
    {
        if (answeredAt > now + Ahead) return SurveysProblems.InTheFuture;
        return answeredAt < now.AddMonths(-OldestInMonths) ? SurveysProblems.TooOld : null;
    }

    /// <summary>
    /// The legal date that an answer is kept under: that of its instant. A clock beyond repair names years that no period can hold; what it says is set aside, and
    /// found under the day on which it came.
    /// </summary>
    public static DateOnly LegalDate(TimeZoneInfo zone, CorrectedInstant corrected, Sync sync)
    {
        var date = zone.LocalDate(corrected.At);
        return date.Year is >= Period.FirstYear and <= Period.LastYear ? date : zone.LocalDate(sync.ReceivedAt);
    }

    /// <summary>The legal date by the device's other clock; null when that is the same one, or there is no other.</summary>
    public static DateOnly? OtherDate(TimeZoneInfo zone, DateOnly date, CorrectedInstant corrected) =>
        corrected.OtherReading is { } reading && zone.LocalDate(reading) is var other && other != date ? other : null;

    private static CorrectedInstant Date(Answer answer, int? enrolment, Submitter submitter, Sync sync)
    {
        if (answer.Channel == Channels.Kiosk) return DeviceClock.Correct(answer.AnsweredAt, answer.Clock, enrolment, sync);
        // A public form's clock is anybody's: the server dates the answer itself. Staff may date back what they type.
        return new(submitter.MayDate(answer.Site.Code) ? answer.AnsweredAt : sync.ReceivedAt, null);
    }
}
