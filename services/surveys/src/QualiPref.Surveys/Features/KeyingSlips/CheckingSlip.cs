using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.DecidingOnResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>Keys a slip of the sample a second time, without its first entry in sight, and settles where the two differ.</summary>
internal static class CheckingSlip
{
    public const string Corrected = "Corrigée après la seconde saisie de la fiche.";

    // The corrected answer of a slip has the same id however often it is asked for.
    private static readonly Guid Space = new("7d1c3c0e-5f1b-4d0a-8a53-9f0f6d1f5b11");

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/slip-batches/{id:guid}/checks/{number:int}", PutAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .WithName("PutSlipCheck")
            .Reads("SlipBody", (_, fields) => SlipReader.Read(fields))
            .Refuses(CommonProblems.NotFound, SurveysProblems.NotInSample, SurveysProblems.OtherContent, CommonProblems.NotInCatalogueYet)
            .WithSummary("Key a slip of the sample a second time")
            .WithDescription("Role agent, for its site. Answers where it differs from the first entry; texts are not compared. Once only: the same again answers the same, another content is refused.")
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
                + "withdrawn and the right one takes its place. Repeating it answers the same.")
            .Produces<SlipCheckView>();
    }

    private static async Task<IResult> PutAsync(
        Guid id, int number, HttpContext context, SlipBatchStore batches, ResponseReader responses, SlipReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (!batch.Sample.Contains(number)) return new Problem(SurveysProblems.NotInSample);
        var answer = reader.Read(body.RootElement, batch).Answer;
        var second = KeyedAnswers.Of(answer.Choices.Single, answer.Choices.Multi);
        var first = KeyedAnswers.Of((await responses.FindAsync([batch.Slips.Find(slip => slip.Number == number)!.Id], cancellationToken)).Single());
        List<string> questions = [.. reader.QuestionsOf(batch).Select(question => question.Code)];
        var check = new SlipCheck
        {
            Number = number,
            Choices = second,
            Compared = questions.Count,
            Differences = [.. from question in questions
                              let one = first.GetValueOrDefault(question)
                              let other = second.GetValueOrDefault(question)
                              where one != other
                              select new SlipDifference { Question = question, First = one, Second = other }],
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
        if (!isNew && !IsSame(stored.Choices, second)) return new Problem(SurveysProblems.OtherContent);
        return TypedResults.Json(SlipCheckView.Of(stored), statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) => one.Count == other.Count && !one.Except(other).Any();

    private static async Task<IResult> SettleAsync(
        Guid id, int number, HttpContext context, SlipBatchStore batches, SlipReader reader, SlipCorrection correction, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (batch.CheckOf(number) is not { } check) return new Problem(CommonProblems.NotFound);
        var right = ReadRight(body.RootElement, check, reader.QuestionsOf(batch));
        if (check.IsSettled)
        {
            context.DidNothing();
            return check.Differences.TrueForAll(one => one.Right == right[one.Question]) ? TypedResults.Ok(SlipCheckView.Of(check)) : new Problem(SurveysProblems.OtherContent);
        }
        var slip = batch.Slips.Find(one => one.Number == number)!.Id;
        if (check.Differences.Exists(one => one.First != right[one.Question])) await correction.CorrectAsync(batch, slip, Uuid5.Create(Space, slip.ToString()), right, context, cancellationToken);
        else context.DidNothing();
        var changed = await batches.ChangeAsync(id, held =>
        {
            foreach (var one in held.CheckOf(number)!.Differences) (one.Right, one.IsSettled) = (right[one.Question], true);
            return true;
        }, cancellationToken);
        return TypedResults.Ok(SlipCheckView.Of(changed!.CheckOf(number)!));
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
                else if (given.Length > 0 && given.Split(' ').Except(question.Options).Any()) answers.Refuse(question.Code, "Valeur inconnue.", "Unknown value.");
                right[question.Code] = string.IsNullOrEmpty(given) ? null : given;
            }
            answers.RefuseUnknown();
        }
        errors.ThrowIfAny();
        return right;
    }
}

/// <summary>Puts the right answer in the place of one that was keyed wrongly.</summary>
internal sealed class SlipCorrection(SlipReader reader, ResponseLedger ledger, DecisionStore decisions, DecisionJudge judge, TimeProvider time)
{
    /// <summary>Stores the right answer, then withdraws the wrong one: broken off in between, the same call goes on from there.</summary>
    /// <exception cref="ProblemException">422 when it cannot be so; 412 when somebody else decided on it at the same moment.</exception>
    public async Task CorrectAsync(SlipBatch batch, Guid slip, Guid corrected, IReadOnlyDictionary<string, string?> right, HttpContext context, CancellationToken cancellationToken)
    {
        var held = await decisions.FindAsync(slip, cancellationToken);
        // Who withdrew it meanwhile did so for another reason: nothing takes its place.
        if (held is { Status: ResponseStatus.Counted })
        {
            var keyed = reader.Correct(batch, held, right);
            await ledger.AddAsync(Admission.Admit(corrected, keyed.Answer, keyed.Hash, new Submitter(Caller.Of(context)), new Sync(time.GetUtcNow())));
        }
        await KeyingSlip.TakeBackAsync(slip, CheckingSlip.Corrected, "corrected", context, decisions, judge, time, cancellationToken);
    }
}
