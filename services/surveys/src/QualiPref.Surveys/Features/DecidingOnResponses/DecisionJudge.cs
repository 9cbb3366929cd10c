using System.Text.Json;
using MongoDB.Driver;
using QualiPref.Platform.Http;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.SubmittingResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DecidingOnResponses;

/// <summary>Judges what a decision makes of an answer; nothing is read or written here.</summary>
internal sealed class DecisionJudge(AnswerReader reader, WaveBook waves)
{
    private static readonly UpdateDefinitionBuilder<SurveyResponse> Set = Builders<SurveyResponse>.Update;

    /// <summary>What a decision changes.</summary>
    /// <exception cref="ProblemException">409 when the state, or what was kept, does not allow it.</exception>
    public UpdateDefinition<SurveyResponse> Judge(SurveyResponse held, string action) => (action, held.Status) switch
    {
        (Decisions.Void, ResponseStatus.Counted) => Set.Set(r => r.Status, ResponseStatus.Voided),
        (Decisions.Discard, ResponseStatus.SetAside) => Set.Set(r => r.Status, ResponseStatus.Discarded),
        (Decisions.Accept, ResponseStatus.SetAside) when held.Raw is not null => ReadAgain(held),
        (Decisions.Accept, ResponseStatus.SetAside) => Set.Set(r => r.Status, Admission.StatusWhenAccepted(held.Outcome)),
        _ => throw new ProblemException(new Problem(SurveysProblems.StateForbids)
        {
            Detail = new Words($"La réponse est dans l'état « {held.Status} ».", $"The answer is in state \"{held.Status}\"."),
        }),
    };

    // The server may have learnt since what it could not read then.
    private UpdateDefinition<SurveyResponse> ReadAgain(SurveyResponse held)
    {
        var errors = new FieldErrors();
        var answer = ReadKept(held, errors);
        if (answer is not null && answer.Site.Code != held.Site)
        {
            errors.Add("/site", "Le site indiqué n'est pas celui de l'expéditeur.", "The site named is not that of the sender.");
        }
        if (answer is null || errors.Any) throw new ProblemException(new Problem(SurveysProblems.StillUnreadable) { Errors = errors.Found });
        return Set.Set(r => r.Status, Admission.StatusWhenAccepted(answer.Outcome))
            .Set(r => r.Abandoned, answer.Outcome == Outcomes.Abandoned)
            .Set(r => r.Partial, answer.Outcome == Outcomes.Partial)
            .Set(r => r.Channel, answer.Channel)
            .Set(r => r.Questionnaire, answer.Questionnaire)
            .Set(r => r.QuestionnaireVersion, answer.Version)
            .Set(r => r.Wave, waves.Of(held.Site, answer.Questionnaire, answer.Version, held.Date))
            .Set(r => r.Language, answer.Language)
            .Set(r => r.Choices, answer.Choices.Single)
            .Set(r => r.MultiChoices, answer.Choices.Multi)
            .Set(r => r.Texts, answer.Choices.Texts)
            .Set(r => r.Comment, answer.Comment)
            // The same words twice would have to be erased twice.
            .Unset(r => r.Raw)
            .NoteIs(CommentNote.Of(answer.Comment, answer.Choices.Texts));
    }

    private Answer? ReadKept(SurveyResponse held, FieldErrors errors)
    {
        try
        {
            using var kept = JsonDocument.Parse(held.Raw!);
            // Of a field that stands there twice nobody can tell which was meant.
            return ContentHash.TryCompute(kept.RootElement, out _) ? reader.Read(BatchItemReader.Open(kept.RootElement, errors)) : null;
        }
        catch (Exception exception) when (exception is JsonException or ProblemException)
        {
            // Cut off at 16 KB, or a name that is no text.
            return null;
        }
    }
}
