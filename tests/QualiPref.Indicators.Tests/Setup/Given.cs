using System.Globalization;
using QualiPref.Contracts.Complaints.V1;
using QualiPref.Contracts.Surveys.V1;

namespace QualiPref.Indicators.Tests.Setup;

/// <summary>Plain answers and cases, to be varied with <c>with</c>.</summary>
internal static class Given
{
    public const string Site = "91-EVRY";
    public const string Date = "2026-03-10";

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static SurveyResponseState Answer(string global = "satisfait", string date = Date) => new()
    {
        ResponseId = Guid.CreateVersion7(),
        Version = 1,
        Date = Day(date),
        Questionnaire = "accueil-general",
        QuestionnaireVersion = 1,
        Channel = "kiosk",
        Status = "counted",
        Choices = new Dictionary<string, string> { ["global"] = global },
    };

    public static SurveyResponseState Voided(this SurveyResponseState answer) => answer with
    {
        Version = answer.Version + 1,
        Status = "voided",
        Choices = new Dictionary<string, string>(),
    };

    public static SurveyResponsesRecorded Recorded(params IReadOnlyList<SurveyResponseState> answers) => new() { Site = Site, Responses = answers };

    public static ComplaintState Case(string receivedOn = Date, string channel = "desk-slip", string? motive = "attente") => new()
    {
        ComplaintId = Guid.CreateVersion7(),
        Version = 1,
        Site = Site,
        Kind = "complaint",
        Channel = channel,
        Motive = motive,
        Module = "accueil-general",
        ReceivedOn = Day(receivedOn),
        DueOn = Day(receivedOn).AddDays(21),
        Verdict = "pending",
    };

    public static ComplaintsChanged Changed(params IReadOnlyList<ComplaintState> cases) => new() { Complaints = cases };
}
