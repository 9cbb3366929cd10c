using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.RunningWaves;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>Begins a batch of slips, shows it, and closes it once its last slip is keyed.</summary>
internal static class KeepingBatches
{
    private const int MostLast = 5;

    // Keying a batch may take days, and the last slip has to count like the first: a month less than what counts.
    private const int OldestInMonths = Admission.OldestInMonths - 1;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/slip-batches/{id:guid}", PutAsync)
            .Allow(Roles.Agent, SiteRule.Body)
            .WithName("PutSlipBatch")
            .Reads("SlipBatchBody", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>(), services.GetRequiredService<TimeProvider>()))
            .Refuses(SurveysProblems.OtherBatch, SurveysProblems.UnknownQuestionnaire, CommonProblems.NotInCatalogueYet)
            .WithSummary("Begin a batch of slips")
            .WithDescription("The slips of one emptying of an urn, answered with one version of a questionnaire: what the site asks today when none is named, else the newest in use of the one that is. "
                + "Role agent, for the site. Idempotent on the client's id.")
            .Produces<SlipBatchSummary>(StatusCodes.Status201Created)
            .Produces<SlipBatchSummary>();
        api.MapGet("/slip-batches/{id:guid}", ShowAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .WithName("GetSlipBatch")
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Read a batch of slips")
            .WithDescription("Role agent, for its site. While it is open the slips keyed last; then which are to be keyed a second time, and where second entries differ.")
            .Produces<SlipBatchView>();
        api.MapPost("/slip-batches/{id:guid}/close", CloseAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .WithName("CloseSlipBatch")
            .Refuses(CommonProblems.NotFound, SurveysProblems.BatchUnfinished)
            .WithSummary("Close a batch and draw its sample")
            .WithDescription("Role agent, for its site. Takes no slip any more; refused while a slip of it is not stored. The sample are the slips whose SHA-256 of `<batch>/<number>` is the smallest: anybody draws the same. "
                + "Repeating it answers the same.")
            .Produces<SlipBatchView>();
    }

    /// <summary>The batch of a route, once it is known that the caller may see it.</summary>
    /// <exception cref="ProblemException">404, or 403 at another site.</exception>
    public static async Task<SlipBatch> FindAsync(SlipBatchStore batches, Guid id, HttpContext context, CancellationToken cancellationToken)
    {
        var batch = await batches.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(batch.Site);
        return batch;
    }

    private static async Task<IResult> PutAsync(
        Guid id, HttpContext context, SlipBatchStore batches, WaveBook waves, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var fields = new JsonFields(body.RootElement, errors);
        if (fields.Raw("site") is { } named) caller.RequireInCatalogue(catalogue, JsonFields.TextOf(named));
        var (site, emptiedOn, code, version) = Read(fields, catalogue, time);
        errors.ThrowIfAny();
        caller.RequireSites(site!.Code);
        if (Find(site, code, version, catalogue, waves, time) is not { } asked) return new Problem(SurveysProblems.UnknownQuestionnaire);
        var (batch, isNew) = await batches.AddOrFindAsync(new SlipBatch
        {
            Id = id,
            Site = site.Code,
            EmptiedOn = emptiedOn!.Value,
            Questionnaire = asked.Code,
            QuestionnaireVersion = asked.Version,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        }, cancellationToken);
        // Of another site it is told of no more than that the id is taken.
        if ((batch.Site, batch.EmptiedOn) != (site.Code, emptiedOn.Value) || (code ?? batch.Questionnaire, version ?? batch.QuestionnaireVersion) != (batch.Questionnaire, batch.QuestionnaireVersion))
            return new Problem(SurveysProblems.OtherBatch);
        return TypedResults.Json(SlipBatchSummary.Of(batch), statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<Ok<SlipBatchView>> ShowAsync(Guid id, HttpContext context, SlipBatchStore batches, ResponseReader responses, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(batches, id, context, cancellationToken);
        return TypedResults.Ok(SlipBatchView.Of(batch, await LastOfAsync(batch, responses, cancellationToken)));
    }

    private static async Task<Ok<SlipBatchView>> CloseAsync(
        Guid id, HttpContext context, SlipBatchStore batches, ResponseReader responses, IOptions<SlipOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        await FindAsync(batches, id, context, cancellationToken);
        var closed = await batches.ChangeAsync(id, async batch =>
        {
            if (batch.ClosedAt is not null) return false;
            // Judged for the very version that is written: no slip is left behind that the batch has and the ledger has not.
            var held = await responses.StatusesAsync(batch.Slips.Select(slip => slip.Id), cancellationToken);
            DemandAll(batch, held);
            foreach (var slip in batch.Slips.Where(slip => held.ContainsKey(slip.Id))) slip.Withdraw(held[slip.Id] is ResponseStatus.Voided or ResponseStatus.Discarded);
            batch.ClosedAt = time.GetUtcNow().UtcDateTime;
            batch.Sample = batch.Draw(options.Value.Share, options.Value.Least);
            return true;
        }, cancellationToken);
        return TypedResults.Ok(SlipBatchView.Of(closed!, []));
    }

    private static void DemandAll(SlipBatch batch, Dictionary<Guid, string> held)
    {
        var missing = string.Join(", ", batch.Kept.Where(slip => !held.ContainsKey(slip.Id)).Select(slip => slip.Number));
        if (missing.Length == 0) return;
        throw new ProblemException(new Problem(SurveysProblems.BatchUnfinished)
        {
            Detail = new Words($"Fiches dont l'enregistrement n'est pas terminé\u00A0: {missing}. Renvoyez-les depuis la page où elles ont été saisies, ou retirez-les et saisissez-les de nouveau.",
                $"Slips whose storing was broken off: {missing}. Send them again from the page where they were keyed, or withdraw them and key them anew."),
        });
    }

    private static async Task<IReadOnlyList<KeyedSlipView>> LastOfAsync(SlipBatch batch, ResponseReader responses, CancellationToken cancellationToken)
    {
        if (batch.ClosedAt is not null) return [];
        var stored = await responses.StatusesAsync(batch.Slips.Select(slip => slip.Id), cancellationToken);
        List<Slip> last = [.. batch.Slips.AsEnumerable().Reverse().Where((slip, position) => position < MostLast || (!slip.IsWithdrawn && !stored.ContainsKey(slip.Id)))];
        var held = (await responses.FindAsync([.. last.Select(slip => slip.Id)], cancellationToken)).ToDictionary(response => response.Id, KeyedAnswers.Of);
        return [.. last.Select(slip => new KeyedSlipView(slip.Number, slip.Id, slip.IsWithdrawn, held.ContainsKey(slip.Id), held.GetValueOrDefault(slip.Id) ?? []))];
    }

    private static Questionnaire? Find(Site site, string? code, int? version, Catalogue catalogue, WaveBook waves, TimeProvider time)
    {
        if (code is null) return AskingASite.Of(site, catalogue, waves, time) is { } asked ? catalogue.FindQuestionnaire(asked.Questionnaire, asked.Version) : null;
        return version is null ? catalogue.OfferedQuestionnaire(code, time.GetUtcNow()) : catalogue.FindQuestionnaire(code, version);
    }

    private static (Site? Site, DateOnly? EmptiedOn, string? Questionnaire, int? Version) Read(JsonFields fields, Catalogue catalogue, TimeProvider time)
    {
        Site? site = null;
        if (fields.Text("site", 100, required: true) is { } code && !catalogue.TryGetSite(code, out site)) fields.Refuse("site", "Site inconnu.", "Unknown site.");
        var emptiedOn = fields.Date("emptiedOn", required: true);
        if (site is not null && emptiedOn is { } day)
        {
            var today = site.TimeZone.Today(time);
            if (day > today) fields.Refuse("emptiedOn", "Cette date est à venir.", "This date is in the future.");
            else if (day < today.AddMonths(-OldestInMonths)) fields.Refuse("emptiedOn", "Plus de 23 mois\u00A0: à 24 mois les réponses ne sont plus comptées.", "More than 23 months ago: from 24 months on answers are not counted any more.");
        }
        var questionnaire = fields.Text("questionnaire", 100);
        var version = (int?)fields.Integer("version", 1, int.MaxValue);
        if (questionnaire is null && version is not null) fields.Refuse("version", "Nommez aussi le questionnaire.", "Name the questionnaire too.");
        fields.RefuseUnknown();
        return (site, emptiedOn, questionnaire, version);
    }
}
