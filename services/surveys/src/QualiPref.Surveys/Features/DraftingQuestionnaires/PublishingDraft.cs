using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DraftingQuestionnaires;

/// <summary>Makes a version of a draft, for ever; and takes one out of use.</summary>
internal static class PublishingDraft
{
    private const int MostRaces = 5;
    private const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/questionnaire-drafts/{id:guid}/publish", PublishAsync)
            .Allow(Roles.Quality, SiteRule.All)
            .Audited(AuditKinds.Publication, "questionnaire.publish")
            .WithName("PublishQuestionnaireDraft")
            .TakesIfMatch()
            .Refuses(CommonProblems.NotFound, SurveysProblems.NotPublishable)
            .WithSummary("Publish a draft as the next version of its questionnaire")
            .WithDescription("Needs the role quality at every site: whoever asks for no version of its own gets this one after half a minute. The version never changes; "
                + "publishing the draft again in the same state answers the same.")
            .Produces<PublishedVersion>(StatusCodes.Status201Created)
            .Produces<PublishedVersion>();
        api.MapPost("/questionnaires/{code}/versions/{version:int}/withdraw", WithdrawAsync)
            .Allow(Roles.Quality, SiteRule.All)
            .Audited(AuditKinds.Decision, "questionnaire.withdraw")
            .WithName("WithdrawQuestionnaireVersion")
            .Reads("WithdrawalBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .Refuses(SurveysProblems.NotPublishedHere)
            .WithSummary("Withdraw a version from use")
            .WithDescription("Needs the role quality at every site. It is offered no more, can be read as before, and answers to it still count. Only versions that were "
                + "published in the platform; repeating it answers the same.")
            .Produces<PublishedVersion>();
    }

    private static async Task<IResult> PublishAsync(Guid id, HttpContext context, DraftStore drafts, PublicationStore publications, PublishedStore published,
        LiveCatalogue live, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(id, cancellationToken) is not { } draft) return new Problem(CommonProblems.NotFound);
        Preconditions.RequireVersion(context.Request, draft.Revision);
        for (var race = 0; race < MostRaces; race++)
        {
            if (await publications.FindAsync(id, draft.Revision, cancellationToken) is { } done)
            {
                context.DidNothing();
                return TypedResults.Ok(PublishedVersion.Of(done));
            }
            // What others published meanwhile counts, whether this replica has looked or not.
            await live.TakeAsync(published.ReadAsync, cancellationToken);
            var next = DraftCheck.AsNext(draft, live.Current);
            if (DraftCheck.Faults(next, live.Current) is { Count: > 0 } faults) return new Problem(SurveysProblems.NotPublishable) { Errors = faults };
            var publication = Publication(draft, next, Caller.Of(context).Name, time.GetUtcNow());
            var entry = context.Entry(AuditSubject.Of("questionnaire", publication.Id), details: ("draft", id.ToString()));
            if (!await publications.TryAddAsync(publication, entry, cancellationToken)) continue;
            await live.TakeAsync(published.ReadAsync, cancellationToken);
            return TypedResults.Created((string?)null, PublishedVersion.Of(publication));
        }
        return new Problem(CommonProblems.Stale);
    }

    private static async Task<IResult> WithdrawAsync(string code, int version, HttpContext context, PublicationStore publications, PublishedStore published, LiveCatalogue live,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        if (await publications.FindAsync(code, version, cancellationToken) is not { } publication) return new Problem(SurveysProblems.NotPublishedHere);
        var entry = context.Entry(AuditSubject.Of("questionnaire", publication.Id));
        await publications.WithdrawAsync(publication, Caller.Of(context).Name, reason, time.GetUtcNow().UtcDateTime, entry, cancellationToken);
        await live.TakeAsync(published.ReadAsync, cancellationToken);
        return TypedResults.Ok(PublishedVersion.Of((await publications.FindAsync(code, version, cancellationToken))!));
    }

    private static PublicationDocument Publication(QuestionnaireDraft draft, Questionnaire next, string by, DateTimeOffset now) => new()
    {
        Id = PublicationDocument.IdOf(next.Code, next.Version),
        Code = next.Code,
        Version = next.Version,
        Json = Encoding.UTF8.GetString(QuestionnaireJson.Write(next)),
        PublishedAt = now.UtcDateTime,
        PublishedBy = by,
        Draft = draft.Id,
        Revision = draft.Revision,
    };
}

/// <summary>A version that was published in the platform.</summary>
/// <param name="Code">Code of the questionnaire.</param>
/// <param name="Version">Its version.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="OfferedFrom">From when on it is offered to whoever asks for no version of its own.</param>
/// <param name="WithdrawnAt">When it was withdrawn from use; null while it is not.</param>
internal sealed record PublishedVersion(string Code, int Version, DateTimeOffset PublishedAt, DateTimeOffset OfferedFrom, DateTimeOffset? WithdrawnAt)
{
    public static PublishedVersion Of(PublicationDocument publication) => new(
        publication.Code, publication.Version, publication.PublishedAt, publication.PublishedAt + PublishedQuestionnaire.Settling, publication.WithdrawnAt);
}
