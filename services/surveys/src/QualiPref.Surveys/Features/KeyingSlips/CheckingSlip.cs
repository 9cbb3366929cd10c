using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>Keys a slip of the sample a second time, without its first entry in sight, and settles where the two differ.</summary>
internal static class CheckingSlip
{
    public const string Corrected = "Corrigée après la seconde saisie de la fiche.";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/slip-batches/{id:guid}/checks/{number:int}", PutAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .WithName("PutSlipCheck")
            .Reads("SlipBody", (_, fields) => SlipReader.Read(fields))
            .Refuses(CommonProblems.NotFound, SurveysProblems.NotInSample, SurveysProblems.OtherContent, CommonProblems.NotInCatalogueYet)
            .WithSummary("Key a slip of the sample a second time")
            .WithDescription("Role agent, for its site. Any question may be blank, and all of them: so may the slip be. Answers where it differs from the first entry; texts are not compared. Once only: the same again answers the same, "
                + "another content is refused.")
            .Produces<SlipCheckView>(StatusCodes.Status201Created)
            .Produces<SlipCheckView>();
        api.MapPost("/slip-batches/{id:guid}/checks/{number:int}/settle", SettleAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .Audited(AuditKinds.Correction, "slip.settle")
            .WithName("SettleSlipCheck")
            .Reads("SlipBody", (_, fields) => SlipReader.Read(fields))
            .Refuses(CommonProblems.NotFound, SurveysProblems.OtherContent, SurveysProblems.Busy, CommonProblems.Stale, CommonProblems.NotInCatalogueYet)
            .WithSummary("Say what stands on a slip that was keyed differently twice")
            .WithDescription("Role agent, for its site. `answers` names every question that differs, with the option on the slip or an empty text. Where the first entry was wrong its answer is "
                + "withdrawn and the right one takes its place with its texts and what was done with them; of a slip without anything nothing takes its place. Repeating it answers the same and finishes what was broken off; "
                + "who settles otherwise is refused.")
            .Produces<SlipCheckView>();
    }

    private static async Task<IResult> PutAsync(
        Guid id, int number, HttpContext context, SlipBatchStore batches, ResponseReader responses, SlipReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (!batch.Sample.Contains(number)) return new Problem(SurveysProblems.NotInSample);
        var second = reader.ReadChoices(body.RootElement, batch);
        // A batch is closed once all of its slips are in the ledger.
        var first = KeyedAnswers.Of((await responses.FindAsync([batch.Slips.Find(slip => slip.Number == number)!.Id], cancellationToken)).Single());
        List<string> compared = [.. reader.QuestionsOf(batch).Select(question => question.Code).Where(code => first.ContainsKey(code) || second.ContainsKey(code))];
        List<SlipDifference> differences = [.. from question in compared
                                               let one = first.GetValueOrDefault(question)
                                               let other = second.GetValueOrDefault(question)
                                               where one != other
                                               select new SlipDifference { Question = question, First = one, Second = other }];
        var check = new SlipCheck
        {
            Number = number,
            Choices = second,
            Compared = compared.Count,
            Differences = differences,
            IsDone = differences.Count == 0,
            At = time.GetUtcNow().UtcDateTime,
        };
        var isNew = false;
        var changed = await batches.ChangeAsync(id, held =>
        {
            isNew = held.CheckOf(number) is null;
            if (isNew) held.Checks.Add(check);
            return isNew;
        }, cancellationToken);
        var stored = changed!.CheckOf(number)!;
        if (!isNew && !IsSame(stored.Choices, second)) return KeyedOtherwise(number);
        return TypedResults.Json(SlipCheckView.Of(stored), statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static Problem KeyedOtherwise(int number) => new(SurveysProblems.OtherContent)
    {
        Detail = new Words($"La fiche n°\u00A0{number} a déjà une seconde saisie, différente de celle-ci\u00A0: rien n'a changé.", $"Slip {number} has a second entry already, another one: nothing was changed."),
    };

    private static Problem SettledOtherwise(int number) => new(SurveysProblems.OtherContent)
    {
        Detail = new Words($"Quelqu'un a déjà tranché autrement pour la fiche n°\u00A0{number}\u00A0: rien n'a changé.", $"Somebody settled slip {number} otherwise: nothing was changed."),
    };

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) => one.Count == other.Count && !one.Except(other).Any();

    private static async Task<IResult> SettleAsync(
        Guid id, int number, HttpContext context, SlipBatchStore batches, SlipReader reader, SlipCorrection correction, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (batch.CheckOf(number) is not { } check) return new Problem(CommonProblems.NotFound);
        var right = ReadRight(body.RootElement, check, reader.QuestionsOf(batch));
        // What is right is written into the batch first, by one writer alone; then the ledger is brought to it, again where that was broken off.
        batch = (await batches.ChangeAsync(id, held => held.CheckOf(number)!.Decide(right), cancellationToken))!;
        check = batch.CheckOf(number)!;
        if (!check.IsDecidedAs(right)) return SettledOtherwise(number);
        if (check.IsDone)
        {
            context.DidNothing();
            return TypedResults.Ok(SlipCheckView.Of(check));
        }
        await correction.CorrectAsync(batch, check, context, cancellationToken);
        var done = await batches.ChangeAsync(id, held => !held.CheckOf(number)!.IsDone && (held.CheckOf(number)!.IsDone = true), cancellationToken);
        return TypedResults.Ok(SlipCheckView.Of(done!.CheckOf(number)!));
    }

    // Every difference has to be named: what is left out would be taken for nothing on the slip.
    private static Dictionary<string, string?> ReadRight(JsonElement body, SlipCheck check, IEnumerable<PreparedQuestion> questions)
    {
        var errors = new FieldErrors();
        var right = new Dictionary<string, string?>();
        if (SlipReader.Read(new JsonFields(body, errors)) is { } answers)
        {
            foreach (var question in questions.Where(question => check.Differences.Exists(one => one.Question == question.Code)))
            {
                var given = answers.Text(question.Code, 1_000);
                if (given is null) answers.Refuse(question.Code, "Dites ce que porte la fiche, ou que rien n'y est coché (texte vide).", "Say what stands on the slip, or that nothing is ticked (an empty text).");
                List<string> options = [.. (given ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
                if (options.Except(question.Options).Any() || (options.Count > 1 && question.Type == QuestionType.SingleChoice)) answers.Refuse(question.Code, "Valeur inconnue.", "Unknown value.");
                right[question.Code] = options.Count == 0 ? null : string.Join(' ', options);
            }
            answers.RefuseUnknown();
        }
        errors.ThrowIfAny();
        return right;
    }
}

/// <summary>Puts the right answer in the place of one that was keyed wrongly.</summary>
internal sealed class SlipCorrection(SlipReader reader, ResponseLedger ledger, SlipWithdrawal withdrawal, TimeProvider time)
{
    // The corrected answer of a slip has the same id however often it is asked for.
    private static readonly Guid Space = new("7d1c3c0e-5f1b-4d0a-8a53-9f0f6d1f5b11");

    /// <summary>
    /// Stores the right answer, which counts or waits as the wrong one does, then withdraws the wrong one: broken off in between, the same call goes on from there. Of a slip that turned out to be blank
    /// nothing is stored.
    /// </summary>
    /// <exception cref="ProblemException">409 when the id of the right answer is taken; 412 when somebody else decided on the wrong one at the same moment.</exception>
    public async Task CorrectAsync(SlipBatch batch, SlipCheck check, HttpContext context, CancellationToken cancellationToken)
    {
        // Who withdrew it meanwhile did so for another reason: nothing takes its place.
        if (await withdrawal.FindAsync(batch.Slips.Find(slip => slip.Number == check.Number)!.Id, cancellationToken) is not { } held)
        {
            context.DidNothing();
            return;
        }
        var right = reader.Correct(batch, held, check, Uuid5.Create(Space, held.Id.ToString()), time.GetUtcNow().UtcDateTime);
        if (right is not null && !(await ledger.AddAsync(right)).IsSameContent) throw new ProblemException(new Problem(SurveysProblems.OtherContent));
        await withdrawal.TakeBackAsync(held, CheckingSlip.Corrected, "corrected", isMoved: right is not null, context, cancellationToken);
    }
}
