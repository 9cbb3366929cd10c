using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Messaging;

namespace QualiPref.Messaging.Tests;

internal static class Answers
{
    public static IReadOnlyList<OutgoingMessage<SurveyResponsesRecorded>> Messages(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Message(Guid.CreateVersion7()))];

    public static OutgoingMessage<SurveyResponsesRecorded> Message(Guid id) => new(id, new SurveyResponsesRecorded
    {
        Site = "91-EVRY",
        Responses =
        [
            new SurveyResponseState
            {
                ResponseId = id,
                Version = 1,
                Date = new DateOnly(2026, 7, 3),
                Questionnaire = "accueil-general",
                QuestionnaireVersion = 1,
                Channel = "kiosk",
                Status = "counted",
                Choices = new Dictionary<string, string> { ["global"] = "satisfait" },
            },
        ],
    });
}
