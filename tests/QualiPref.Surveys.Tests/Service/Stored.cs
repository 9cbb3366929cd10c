using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Service;

internal static class Stored
{
    /// <summary>A counted answer as the ledger holds it; published unless it is said since when it is pending.</summary>
    public static SurveyResponse Answer(DateOnly? date = null, string site = SurveysHost.Site, DateTime? pendingSince = null, Guid? id = null, (Guid Id, long Sequence)? kiosk = null, DateTime? at = null, bool isPartial = false) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        Version = 1,
        PendingSince = pendingSince,
        Site = site,
        Date = date ?? new DateOnly(2026, 7, 3),
        AnsweredAt = at ?? new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        ReceivedAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        Status = ResponseStatus.Counted,
        Channel = kiosk is null ? "web" : "kiosk",
        Kiosk = kiosk?.Id,
        Enrolment = kiosk is null ? null : 1,
        Sequence = kiosk?.Sequence,
        Partial = isPartial,
        Questionnaire = "accueil-general",
        QuestionnaireVersion = 1,
        Choices = new() { ["global"] = "satisfait" },
        ContentHash = [1],
    };

    /// <summary>An answer with words, as the version stored it that did not mask them.</summary>
    public static SurveyResponse Unmasked(string? comment, DateOnly? date = null, Dictionary<string, string>? texts = null, string? raw = null, bool isNoted = false) => new()
    {
        Id = Guid.CreateVersion7(),
        Version = 1,
        Site = SurveysHost.Site,
        Date = date ?? new DateOnly(2026, 7, 3),
        AnsweredAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        ReceivedAt = new DateTime(2026, 7, 3, 8, 0, 0, DateTimeKind.Utc),
        Status = raw is null ? ResponseStatus.Counted : ResponseStatus.SetAside,
        Channel = "web",
        Questionnaire = "accueil-general",
        QuestionnaireVersion = 1,
        Choices = new() { ["global"] = "satisfait" },
        Comment = comment,
        Texts = texts,
        Raw = raw,
        Note = isNoted ? CommentNote.Of(comment, texts) : null,
        ContentHash = [1],
    };
}
