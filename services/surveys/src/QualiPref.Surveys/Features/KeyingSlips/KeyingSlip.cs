using System.Globalization;
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

/// <summary>Keys one slip of an open batch, and withdraws one that was keyed by mistake.</summary>
internal static class KeyingSlip
{
    public const string Withdrawn = "Fiche retirée pendant la saisie de son lot.";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/slip-batches/{id:guid}/slips/{slip:guid}", PutAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .WithName("PutSlip")
            .Reads("SlipBody", (_, fields) => SlipReader.Read(fields))
            .Refuses(CommonProblems.NotFound, SurveysProblems.OtherContent, SurveysProblems.BatchClosed, SurveysProblems.BatchFull, SurveysProblems.Busy, CommonProblems.NotInCatalogueYet)
            .WithSummary("Key a slip")
            .WithDescription("Becomes an answer of channel paper with the slip's id, dated on the day of the batch; partial where a required question is blank. Role agent, for its site. Idempotent on the id; answers its number, to be written on the slip.")
            .Produces<SlipReply>(StatusCodes.Status201Created)
            .Produces<SlipReply>();
        api.MapPost("/slip-batches/{id:guid}/slips/{slip:guid}/withdraw", WithdrawAsync)
            .Allow(Roles.Agent, SiteRule.Resource)
            .Audited(AuditKinds.Void, "slip.withdraw")
            .WithName("WithdrawSlip")
            .Refuses(CommonProblems.NotFound, SurveysProblems.BatchClosed, SurveysProblems.StateForbids, CommonProblems.Stale)
            .WithSummary("Withdraw a slip that was keyed by mistake")
            .WithDescription("Role agent, for its site, as long as its batch is open; later role quality may void its answer. Repeating it does nothing.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> PutAsync(
        Guid id, Guid slip, HttpContext context, SlipBatchStore batches, SlipReader reader, ResponseLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        var isKnown = batch.Slips.Exists(one => one.Id == slip);
        if (!isKnown && batch.ClosedAt is not null) return new Problem(SurveysProblems.BatchClosed);
        if (!isKnown && batch.Slips.Count >= SlipBatch.MostSlips) return new Problem(SurveysProblems.BatchFull);
        var keyed = reader.Read(body.RootElement, batch);
        var response = Admission.Admit(slip, keyed.Answer, keyed.Hash, new Submitter(Caller.Of(context)), new Sync(time.GetUtcNow()));
        var stored = await ledger.AddAsync(response);
        if (!stored.IsSameContent) return new Problem(SurveysProblems.OtherContent);
        // It is in the ledger: whatever became of the batch meanwhile, it belongs there.
        var changed = await batches.ChangeAsync(id, held => Add(held, slip), cancellationToken);
        var number = changed!.Slips.Find(one => one.Id == slip)!.Number;
        return TypedResults.Json(new SlipReply(slip, number), statusCode: isKnown ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static bool Add(SlipBatch batch, Guid slip)
    {
        if (batch.Slips.Exists(one => one.Id == slip)) return false;
        batch.Slips.Add(new Slip { Number = batch.Slips.Count + 1, Id = slip });
        return true;
    }

    private static async Task<IResult> WithdrawAsync(
        Guid id, Guid slip, HttpContext context, SlipBatchStore batches, DecisionStore decisions, DecisionJudge judge, TimeProvider time, CancellationToken cancellationToken)
    {
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (batch.Slips.Find(one => one.Id == slip) is not { } known) return new Problem(CommonProblems.NotFound);
        if (known.IsWithdrawn)
        {
            context.DidNothing();
            return TypedResults.NoContent();
        }
        if (batch.ClosedAt is not null) return new Problem(SurveysProblems.BatchClosed);
        await TakeBackAsync(slip, Withdrawn, "withdrawn", context, decisions, judge, time, cancellationToken);
        await batches.ChangeAsync(id, held => held.Slips.Find(one => one.Id == slip) is { IsWithdrawn: false } one && (one.IsWithdrawn = true), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Takes the answer of a slip out of the figures; nothing happens where it is out of them already.</summary>
    /// <exception cref="ProblemException">412: somebody else decided at the same moment.</exception>
    public static async Task TakeBackAsync(
        Guid slip, string reason, string outcome, HttpContext context, DecisionStore decisions, DecisionJudge judge, TimeProvider time, CancellationToken cancellationToken)
    {
        var held = await decisions.FindAsync(slip, cancellationToken);
        if (held is not { Status: ResponseStatus.Counted or ResponseStatus.SetAside })
        {
            context.DidNothing();
            return;
        }
        var action = held.Status == ResponseStatus.Counted ? Decisions.Void : Decisions.Discard;
        var decision = new Decision { Action = action, Reason = reason, By = Caller.Of(context).Name, At = time.GetUtcNow().UtcDateTime };
        var audit = context.Entry(AuditSubject.Of("response", slip), [held.Site!], ("version", (held.Version + 1).ToString(CultureInfo.InvariantCulture)), ("outcome", outcome));
        if (await decisions.CommitAsync(held, judge.Judge(held, action), decision, audit, cancellationToken) is null) throw new ProblemException(new Problem(CommonProblems.Stale));
    }
}
