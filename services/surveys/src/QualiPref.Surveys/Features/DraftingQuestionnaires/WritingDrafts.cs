using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DraftingQuestionnaires;

/// <summary>Drafts of questionnaires: written, changed and checked by whoever answers for quality, seen by nobody else.</summary>
internal static class WritingDrafts
{
    private static readonly Guid Space = new("a3b1b1f6-5b7c-4b5e-9a80-0c5b4f6b1d39");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/questionnaire-drafts", ListAsync)
            .Allow(Roles.Quality, SiteRule.None)
            .WithName("ListQuestionnaireDrafts")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("List the drafts of questionnaires")
            .WithDescription("Needs the role quality.");
        api.MapPost("/questionnaire-drafts", CreateAsync)
            .Allow(Roles.Quality, SiteRule.None)
            .Audited(AuditKinds.Decision, "questionnaire.draft")
            .WithName("CreateQuestionnaireDraft")
            .Reads("NewQuestionnaireDraft", (_, fields) => DraftReader.Read(fields))
            .TakesIdempotencyKey()
            .GivesETag()
            .WithSummary("Begin a draft of a questionnaire")
            .WithDescription("Needs the role quality. The body is a questionnaire as GET /questionnaires/{code} answers it; its version does not matter. "
                + "With the same Idempotency-Key the same draft answers.")
            .Produces<DraftView>(StatusCodes.Status201Created);
        api.MapGet("/questionnaire-drafts/{id:guid}", ReadAsync)
            .Allow(Roles.Quality, SiteRule.None)
            .WithName("GetQuestionnaireDraft")
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Read a draft")
            .WithDescription("Needs the role quality.")
            .Produces<DraftView>();
        api.MapPut("/questionnaire-drafts/{id:guid}", ChangeAsync)
            .Allow(Roles.Quality, SiteRule.None)
            .Audited(AuditKinds.Decision, "questionnaire.draft")
            .WithName("ChangeQuestionnaireDraft")
            .Reads("QuestionnaireDraft", (_, fields) => DraftReader.Read(fields))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Change a draft")
            .WithDescription("Needs the role quality. A draft may lack whatever it likes; its check says what keeps it from being published.")
            .Produces<DraftView>();
        api.MapGet("/questionnaire-drafts/{id:guid}/check", CheckAsync)
            .Allow(Roles.Quality, SiteRule.None)
            .WithName("CheckQuestionnaireDraft")
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Say what keeps a draft from being published")
            .WithDescription("Needs the role quality. Changes nothing.")
            .Produces<DraftVerdict>();
    }

    private static async Task<Ok<Page<ListedDraft>>> ListAsync(HttpContext context, DraftStore drafts, PublicationStore publications, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var after = Guid.Empty;
        if (page.After is not null && !Guid.TryParse(page.After, out after))
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        errors.ThrowIfAny();
        var cut = page.Cut(await drafts.ListAsync(after, page.Size + 1, cancellationToken), draft => draft.Id.ToString());
        var published = await publications.OfDraftsAsync(cut.Items.Select(draft => draft.Id), cancellationToken);
        return TypedResults.Ok(new Page<ListedDraft>([.. cut.Items.Select(draft => ListedDraft.Of(draft, published))], cut.Next));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, DraftStore drafts, TimeProvider time, CancellationToken cancellationToken)
    {
        var questionnaire = await ReadBodyAsync(context.Request, cancellationToken);
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > 200)
        {
            var errors = new FieldErrors();
            errors.Add("Idempotency-Key", "200 caractères au plus.", "At most 200 characters.");
            errors.ThrowIfAny();
        }
        var now = time.GetUtcNow();
        var draft = Draft(key.Length > 0 ? Uuid5.Create(Space, key) : Guid.CreateVersion7(now), 1, questionnaire, context, now);
        var held = await drafts.AddOrFindAsync(draft, context.Entry(AuditSubject.Of("draft", draft.Id)), cancellationToken);
        if (held is not null && held.Revision == 1 && held.Json != draft.Json) throw new ProblemException(new Problem(CommonProblems.KeyReused));
        if (held is not null) context.DidNothing();
        Preconditions.SetETag(context.Response, (held ?? draft).Revision);
        return TypedResults.Created($"{context.Request.Path}/{draft.Id}", DraftView.Of(held ?? draft, null));
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, DraftStore drafts, PublicationStore publications, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(id, cancellationToken) is not { } draft) return new Problem(CommonProblems.NotFound);
        Preconditions.SetETag(context.Response, draft.Revision);
        return TypedResults.Ok(DraftView.Of(draft, (await publications.FindAsync(id, draft.Revision, cancellationToken))?.Version));
    }

    private static async Task<IResult> ChangeAsync(Guid id, HttpContext context, DraftStore drafts, TimeProvider time, CancellationToken cancellationToken)
    {
        var questionnaire = await ReadBodyAsync(context.Request, cancellationToken);
        if (await drafts.FindAsync(id, cancellationToken) is not { } draft) return new Problem(CommonProblems.NotFound);
        Preconditions.RequireVersion(context.Request, draft.Revision);
        var next = Draft(id, draft.Revision + 1, questionnaire, context, time.GetUtcNow());
        if (!await drafts.ChangeAsync(next, context.Entry(AuditSubject.Of("draft", id)), cancellationToken)) return new Problem(CommonProblems.Stale);
        Preconditions.SetETag(context.Response, next.Revision);
        return TypedResults.Ok(DraftView.Of(next, null));
    }

    private static async Task<IResult> CheckAsync(Guid id, HttpContext context, DraftStore drafts, Catalogue catalogue, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(id, cancellationToken) is not { } draft) return new Problem(CommonProblems.NotFound);
        var next = DraftCheck.AsNext(draft, catalogue);
        return TypedResults.Ok(DraftVerdict.Of(next, DraftCheck.Faults(next, catalogue), context.Request));
    }

    private static async Task<Questionnaire> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(request, cancellationToken, DraftReader.MostBytes);
        var errors = new FieldErrors();
        var questionnaire = DraftReader.Read(new JsonFields(body.RootElement, errors));
        errors.ThrowIfAny();
        return questionnaire;
    }

    private static QuestionnaireDraft Draft(Guid id, long revision, Questionnaire questionnaire, HttpContext context, DateTimeOffset now) => new()
    {
        Id = id,
        Revision = revision,
        Code = questionnaire.Code,
        Json = Encoding.UTF8.GetString(QuestionnaireJson.Write(questionnaire)),
        ChangedAt = now.UtcDateTime,
        ChangedBy = Caller.Of(context).Name,
    };
}
