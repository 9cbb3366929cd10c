using QualiPref.Contracts.Surveys.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Indicators.Features.CountingFacts;

/// <summary>Turns the answers of a message into facts.</summary>
internal static class AnswerFacts
{
    public static IncomingFacts Read(SurveyResponsesRecorded message, Catalogue catalogue)
    {
        var facts = new IncomingFacts(FactSources.Surveys, message.Overrules);
        foreach (var response in message.Responses)
        {
            var id = new FactKey(FactSources.Surveys, response.ResponseId);
            if (Fault(message.Site, response, catalogue) is { } reason) facts.Bad.Add(new BadItem(id, response.Version, reason, message.Site, response.Date, response));
            else facts.Good.Add(ToFact(id, message.Site, response));
        }
        return facts;
    }

    private static string? Fault(string site, SurveyResponseState response, Catalogue catalogue) =>
        ItemRules.Version(response.Version)
        ?? ItemRules.Site(catalogue, site)
        ?? ItemRules.OneOf("status", response.Status, AnswerState.Counted, "setAside", "discarded", "abandoned", "voided")
        // A kiosk whose clock is wrong is set aside with whatever date it gave; only what counts needs a plausible one.
        ?? (response.Status == AnswerState.Counted ? ItemRules.Date("date", response.Date) : null)
        ?? ItemRules.Code("questionnaire", response.Questionnaire)
        ?? ItemRules.Code("channel", response.Channel)
        ?? ItemRules.Choices(response.Choices);

    private static Fact ToFact(FactKey id, string site, SurveyResponseState response) => new()
    {
        Id = id,
        Version = response.Version,
        Day = new SiteDay(site, response.Date),
        State = new AnswerState
        {
            Status = response.Status,
            Questionnaire = response.Questionnaire,
            QuestionnaireVersion = response.QuestionnaireVersion,
            Channel = response.Channel,
            Choices = response.Choices.OrderBy(choice => choice.Key, StringComparer.Ordinal).ToDictionary(),
            Partial = response.Partial,
        },
    };
}
