using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ListingResponses;

/// <summary>Answers one by one, oldest day first, for the person who has to judge them.</summary>
internal static class ListingResponses
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/responses", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .Audited(AuditKinds.Read, "response.list")
        .WithName("ListResponses")
        .TakesQuery([
            QueryParameter.Site, QueryParameter.Period with { IsRequired = false }, QueryParameter.Id("kiosk", "Only answers of this kiosk."),
            QueryParameter.Code("status", "Only answers in this state.", ResponseStatus.All),
            QueryParameter.Code("code", "Only answers that were set aside with this code.", SurveysProblems.ToDecide), .. QueryParameter.Page])
        .WithSummary("List answers without identity")
        .WithDescription("Needs the role quality. offsetSeconds: server minus device time when a kiosk's answer that is set aside came; uncertaintySeconds: how far answeredAt may be off; otherDate: the legal date by the device's other clock, "
            + "where the two disagree. outcome: null while what was sent is not readable; raw: what was sent then, empty once its time was over. sequenceRepeated: another answer of the kiosk bears the same sequence number; both count.");

    private static async Task<Ok<Page<ListedResponse>>> HandleAsync(HttpContext context, string? site, string? period, string? kiosk, string? status, string? code,
        ResponseReader responses, Catalogue catalogue, [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var query = new ResponseQuery
        {
            Sites = ReadSites(site, status, caller, catalogue, errors),
            Period = QueryFields.Period(period, errors),
            Kiosk = ReadKiosk(kiosk, errors),
            Status = QueryFields.Code("status", status, ResponseStatus.All, errors),
            Code = QueryFields.Code("code", code, SurveysProblems.ToDecide, errors),
            After = QueryFields.Position(page, errors),
        };
        errors.ThrowIfAny();
        var found = await responses.ListAsync(query, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, QueryFields.KeyOf);
        await audit.AppendListAsync(context, "response", cut.Items.Select(response => (response.Id, response.Site)), cancellationToken);
        return TypedResults.Ok(new Page<ListedResponse>([.. cut.Items.Select(ListedResponse.Of)], cut.Next));
    }

    private static IReadOnlyList<string>? ReadSites(string? site, string? status, Caller caller, Catalogue catalogue, FieldErrors errors)
    {
        // What was set aside without a site must be found by somebody. Other lists name their sites: the index begins with them.
        if (string.IsNullOrEmpty(site) && caller.Sites is null && status == ResponseStatus.SetAside) return null;
        return QueryFields.Sites(site, caller, catalogue, errors);
    }

    private static Guid? ReadKiosk(string? text, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Guid.TryParseExact(text, "D", out var kiosk)) return kiosk;
        errors.Add("kiosk", "Un UUID est attendu.", "A UUID is expected.");
        return null;
    }
}

/// <summary>One answer in a list.</summary>
internal sealed record ListedResponse(
    Guid Id, string? Site, DateOnly Date, string Channel, string Status, long Version, string Etag, string? Code,
    string Questionnaire, int QuestionnaireVersion, string? Language, DateTimeOffset AnsweredAt, DateTimeOffset ReceivedAt,
    double? OffsetSeconds, double? UncertaintySeconds, DateOnly? OtherDate, string? Outcome, Guid? Kiosk, int? Enrolment, long? Sequence, bool SequenceRepeated,
    IReadOnlyDictionary<string, object> Answers, string? Comment, string? Raw, IReadOnlyList<ListedDecision> Decisions,
    string? Wave)
{
    public static ListedResponse Of(SurveyResponse response) => new(
        response.Id, response.Site, response.Date, response.Channel, response.Status, response.Version, Preconditions.ETag(response.Version), response.Code,
        response.Questionnaire, response.QuestionnaireVersion, response.Language, response.AnsweredAt, response.ReceivedAt,
        response.OffsetSeconds, response.UncertaintySeconds, response.OtherDate, response.Raw is null ? response.Outcome : null, response.Kiosk, response.Enrolment, response.Sequence,
        response.SequenceRepeated,
        AnswersOf(response), response.Comment, response.Raw,
        [.. (response.Decisions ?? []).Select(decision => new ListedDecision(decision.Action, decision.Reason, decision.By, decision.At))],
        response.Wave);

    private static Dictionary<string, object> AnswersOf(SurveyResponse response)
    {
        var answers = new Dictionary<string, object>();
        foreach (var (question, option) in response.Choices ?? []) answers[question] = option;
        foreach (var (question, options) in response.MultiChoices ?? []) answers[question] = options;
        foreach (var (question, text) in response.Texts ?? []) answers[question] = text;
        return answers;
    }
}

/// <summary>What was decided about an answer.</summary>
internal sealed record ListedDecision(string Action, string Reason, string By, DateTimeOffset At);
