using QualiPref.Contracts.Surveys.V1;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Surveys.Storage;

/// <summary>Packs answers into messages. The same answers give the same message whenever they are packed.</summary>
internal static class ResponseMessages
{
    private const int Largest = 500;

    private static readonly Guid Space = new("7c9f0c7e-64c4-4b8c-9d0a-0a6c3b7d51f2");
    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public static IEnumerable<OutgoingMessage<SurveyResponsesRecorded>> Of(IReadOnlyList<SurveyResponse> responses) => responses
        .Where(response => response.Site is not null)
        .GroupBy(response => response.Site!)
        .SelectMany(site => site.OrderBy(response => response.Id).ThenBy(response => response.Version).Chunk(Largest)
            .Select(chunk => Pack(site.Key, chunk)));

    private static OutgoingMessage<SurveyResponsesRecorded> Pack(string site, SurveyResponse[] responses) => new(
        Uuid5.Create(Space, string.Join('\n', responses.Select(response => FormattableString.Invariant($"{response.Id}:{response.Version}")))),
        new SurveyResponsesRecorded { Site = site, Responses = [.. responses.Select(StateOf)] },
        TraceContext.CausesOf(responses.Select(response => response.TraceParent)));

    private static SurveyResponseState StateOf(SurveyResponse response) => new()
    {
        ResponseId = response.Id,
        Version = (int)response.Version,
        Date = response.Date,
        Questionnaire = response.Questionnaire,
        QuestionnaireVersion = response.QuestionnaireVersion,
        Channel = response.Channel,
        Status = response.Status,
        Choices = response.Status == ResponseStatus.Counted ? response.Choices ?? None : None,
        Partial = response is { Status: ResponseStatus.Counted, Partial: true },
    };
}
