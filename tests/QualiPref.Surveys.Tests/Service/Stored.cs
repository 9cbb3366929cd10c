using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Service;

internal static class Stored
{
    /// <summary>A counted answer as the ledger holds it; published unless it is said since when it is pending.</summary>
    public static SurveyResponse Answer(DateOnly? date = null, string site = SurveysHost.Site, DateTime? pendingSince = null, Guid? id = null, (Guid Id, long Sequence)? kiosk = null) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        Version = 1,
        PendingSince = pendingSince,
        Site = site,
        Date = date ?? new DateOnly(2026, 7, 3),
        AnsweredAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        ReceivedAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        Status = ResponseStatus.Counted,
        Channel = kiosk is null ? "web" : "kiosk",
        Kiosk = kiosk?.Id,
        Enrolment = kiosk is null ? null : 1,
        Sequence = kiosk?.Sequence,
        Questionnaire = "accueil-general",
        QuestionnaireVersion = 1,
        Choices = new() { ["global"] = "satisfait" },
        ContentHash = [1],
    };
}
