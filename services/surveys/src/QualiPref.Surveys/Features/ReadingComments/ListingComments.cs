using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>What people wrote, the newest day first: kiosks promise that agents read it, so any agent of the site may.</summary>
internal static class ListingComments
{
    public static void Map(IEndpointRouteBuilder api)
    {
        MapOne(api);
        MapList(api);
    }

    private static void MapOne(IEndpointRouteBuilder api) => api.MapGet("/comments/{id:guid}", ReadAsync)
        .Allow(Roles.Agent, SiteRule.Resource)
        .Audited(AuditKinds.Read, "comment.read")
        .WithName("GetComment")
        .GivesETag()
        .Refuses(CommonProblems.NotFound)
        .WithSummary("One comment without identity")
        .WithDescription("Needs the role agent.");

    private static async Task<Ok<ListedComment>> ReadAsync(Guid id, HttpContext context, CommentStore comments, [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var held = await comments.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(held.Site ?? "*");
        await audit.AppendListAsync(context, "comment", [(held.Id, held.Site)], cancellationToken);
        Preconditions.SetETag(context.Response, held.Note!.Version);
        return TypedResults.Ok(ListedComment.Of(held));
    }

    private static void MapList(IEndpointRouteBuilder api) => api.MapGet("/comments", HandleAsync)
        .Allow(Roles.Agent, SiteRule.Query)
        .Audited(AuditKinds.Read, "comment.list")
        .WithName("ListComments")
        .TakesQuery([.. CommentQueryReader.Parameters, .. QueryParameter.Page])
        .WithSummary("List comments without identity")
        .WithDescription("Needs the role agent. With what else the person answered, dated to the day; neither kiosk nor time of day. Answers that were voided or discarded are left out.");

    private static async Task<Ok<Page<ListedComment>>> HandleAsync(HttpContext context, CommentQueryReader reader, CommentStore comments,
        [FromKeyedServices(SurveysModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var query = reader.Read(context, errors) with { After = QueryFields.Position(page, errors) };
        errors.ThrowIfAny();
        var cut = page.Cut(await comments.ListAsync(query, page.Size + 1, cancellationToken), QueryFields.KeyOf);
        await audit.AppendListAsync(context, "comment", cut.Items.Select(comment => (comment.Id, comment.Site)), cancellationToken);
        return TypedResults.Ok(new Page<ListedComment>([.. cut.Items.Select(ListedComment.Of)], cut.Next));
    }
}

/// <summary>A comment with what the person answered, and what was done with it.</summary>
internal sealed record ListedComment(
    Guid Id, string Site, DateOnly Date, string Channel, string? Language, string Questionnaire, int QuestionnaireVersion, string Status,
    IReadOnlyDictionary<string, object> Answers, string? Comment, IReadOnlyDictionary<string, string> Texts,
    string State, long Version, string Etag, IReadOnlyList<string> Themes, bool Quotable, ListedReply? Reply, ListedPassing? PassedOn, ListedErasure? Erased)
{
    public static ListedComment Of(SurveyResponse response) => Of(response, response.Note!);

    private static ListedComment Of(SurveyResponse response, CommentNote note) => new(
        response.Id, response.Site ?? "", response.Date, response.Channel, response.Language, response.Questionnaire, response.QuestionnaireVersion,
        response.Status, AnswersOf(response), response.Comment, response.Texts ?? [],
        note.State, note.Version, Preconditions.ETag(note.Version), note.Themes ?? [], note.Quotable,
        note.Reply is { } reply ? new ListedReply(reply.Said, reply.Text, reply.By, reply.At) : null,
        note.PassedOn is { } passed ? new ListedPassing(passed.Case, passed.Reference, passed.At) : null,
        note.Erased is { } erased ? new ListedErasure(erased.Reason, erased.By, erased.At) : null);

    private static Dictionary<string, object> AnswersOf(SurveyResponse response)
    {
        var answers = new Dictionary<string, object>();
        foreach (var (question, option) in response.Choices ?? []) answers[question] = option;
        foreach (var (question, options) in response.MultiChoices ?? []) answers[question] = options;
        return answers;
    }
}

/// <summary>What was answered, for everybody to read; not before it is also said what was answered.</summary>
internal sealed record ListedReply(string? Said, string Text, string By, DateTimeOffset At);

/// <summary>The suggestion that it was passed on as.</summary>
internal sealed record ListedPassing(Guid Case, string Reference, DateTimeOffset At);

/// <summary>Why its words are gone; without a reason the rule of retention took them.</summary>
internal sealed record ListedErasure(string? Reason, string? By, DateTimeOffset At);
