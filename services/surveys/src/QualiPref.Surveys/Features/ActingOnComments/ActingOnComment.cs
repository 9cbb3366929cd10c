using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Features.ReadingComments;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ActingOnComments;

/// <summary>What is done with one comment. Any agent of the site may say that it was read; what becomes of it is for role quality.</summary>
internal static class ActingOnComment
{
    public static void Map(IEndpointRouteBuilder api)
    {
        Describe(api.MapPost("/comments/{id:guid}/read", (Guid id, HttpContext context, ActHandler handler, CancellationToken cancellationToken) =>
                handler.DoAsync(id, context, new CommentAct.Read(), cancellationToken)), Roles.Agent, AuditKinds.Decision, "comment.markRead")
            .WithName("MarkCommentRead")
            .WithSummary("Say that a comment was read");
        Describe(api.MapPost("/comments/{id:guid}/withdraw-reply", (Guid id, HttpContext context, ActHandler handler, CancellationToken cancellationToken) =>
                handler.DoAsync(id, context, new CommentAct.WithdrawReply(), cancellationToken)), Roles.Quality, AuditKinds.Publication, "comment.withdrawReply")
            .WithName("WithdrawReplyToComment")
            .WithSummary("Take what was answered to a comment out of what everybody may read");
        Map(api, "themes", AuditKinds.Decision, "comment.sort", "SortComment", "CommentThemes", CommentAct.Sort.From)
            .WithSummary("Give a comment its themes, of the network's list");
        Map(api, "reply", AuditKinds.Publication, "comment.reply", "ReplyToComment", "CommentReply", CommentAct.Reply.From)
            .WithSummary("Publish what is answered to a comment, beside a summary of what it said; the comment itself is not published");
        Map(api, "quotable", AuditKinds.Decision, "comment.quote", "QuoteComment", "CommentQuote", CommentAct.Quote.From)
            .WithSummary("Say whether a comment may be quoted in the dossier, which quotes none yet");
        Map(api, "pass-on", AuditKinds.Decision, "comment.passOn", "PassCommentOn", "CommentPassing", CommentAct.PassOn.From)
            .Refuses(SurveysProblems.PassedOnAlready)
            .WithSummary("Note the suggestion that a comment was filed as; the same once more changes nothing");
        Map(api, "erase", AuditKinds.Correction, "comment.erase", "EraseComment", "CommentErasure", CommentAct.Erase.From)
            .WithSummary("Take the words of a comment away for good, and those of the slip in whose place it is; the answer still counts, and a suggestion that was filed stays");
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder api, string action, string kind, string act, string name, string schema, Func<JsonFields, CommentAct> read) =>
        Describe(api.MapPost($"/comments/{{id:guid}}/{action}", async (Guid id, HttpContext context, ActHandler handler, CancellationToken cancellationToken) =>
                await handler.DoAsync(id, context, await ReadAsync(context, read, cancellationToken), cancellationToken)), Roles.Quality, kind, act)
            .WithName(name)
            .Reads(schema, (_, fields) => Read(fields, read));

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder call, string role, string kind, string act) => call
        .Allow(role, SiteRule.Resource)
        .Audited(kind, act)
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound, SurveysProblems.CommentErased)
        .WithDescription($"Needs the role {role} and If-Match with the version of the comment, which is not that of the answer: what the answer counts for stays as it was.");

    private static async Task<CommentAct> ReadAsync(HttpContext context, Func<JsonFields, CommentAct> read, CancellationToken cancellationToken)
    {
        // Missing altogether it is told before anything about the body.
        Preconditions.RequiredVersion(context.Request);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var act = Read(fields, read);
        fields.Errors.ThrowIfAny();
        return act;
    }

    private static CommentAct Read(JsonFields fields, Func<JsonFields, CommentAct> read)
    {
        var act = read(fields);
        fields.RefuseUnknown();
        return act;
    }
}

/// <summary>Does an act, once it is known whether the caller may.</summary>
internal sealed class ActHandler(CommentStore comments, CommentActs acts, TimeProvider time)
{
    public async Task<Ok<ListedComment>> DoAsync(Guid id, HttpContext context, CommentAct act, CancellationToken cancellationToken)
    {
        Preconditions.RequiredVersion(context.Request);
        var caller = Caller.Of(context);
        var held = await comments.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        // An answer of no known site is the affair of those who see all sites.
        caller.RequireSites(held.Site ?? "*");
        if (act is CommentAct.PassOn passing && held.Note!.PassedOn?.Case == passing.Case) return Unchanged(context, held);
        Preconditions.RequireVersion(context.Request, held.Note!.Version);
        if (await acts.JudgeAsync(held, act, caller.Name, time.GetUtcNow().UtcDateTime, cancellationToken) is not { } change) return Unchanged(context, held);
        return Told(context, await CommitAsync(held, change, context, cancellationToken));
    }

    private async Task<SurveyResponse> CommitAsync(SurveyResponse held, UpdateDefinition<SurveyResponse> change, HttpContext context, CancellationToken cancellationToken)
    {
        var version = (held.Note!.Version + 1).ToString(CultureInfo.InvariantCulture);
        var audit = context.Entry(AuditSubject.Of("comment", held.Id), held.Site is { } site ? [site] : [], ("version", version));
        return await comments.CommitAsync(held, change, audit, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.Stale));
    }

    private static Ok<ListedComment> Unchanged(HttpContext context, SurveyResponse held)
    {
        context.DidNothing();
        return Told(context, held);
    }

    private static Ok<ListedComment> Told(HttpContext context, SurveyResponse comment)
    {
        Preconditions.SetETag(context.Response, comment.Note!.Version);
        return TypedResults.Ok(ListedComment.Of(comment));
    }
}
