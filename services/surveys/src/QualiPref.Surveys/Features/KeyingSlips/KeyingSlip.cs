using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Features.SubmittingResponses;
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
            .Refuses(
                CommonProblems.NotFound, SurveysProblems.OtherContent, SurveysProblems.StateForbids, SurveysProblems.BatchClosed, SurveysProblems.BatchFull, SurveysProblems.Busy,
                CommonProblems.NotInCatalogueYet)
            .WithSummary("Key a slip")
            .WithDescription("Becomes an answer of channel paper with the slip's id, dated on the day of the batch; partial where a required question is blank. Role agent, for its site. Idempotent on the id, also once the batch is closed; "
                + "answers its number, to be written on the slip, and whether it counts.")
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
        if (batch.RefusalOf(slip) is { } refusal) return new Problem(refusal);
        var keyed = reader.Read(body.RootElement, batch);
        // The batch first: whatever breaks off from here on, the slip has its place and its number there, and sending it again finds both.
        batch = (await batches.ChangeAsync(id, held => held.Take(slip), cancellationToken))!;
        if (batch.SlipOf(slip) is not { } place) return new Problem(batch.RefusalOf(slip)!);
        if (place.IsWithdrawn) return WasWithdrawn(place);
        var stored = await ledger.AddAsync(Admission.Admit(slip, keyed.Answer, keyed.Hash, new Submitter(Caller.Of(context)), new Sync(time.GetUtcNow())));
        if (!stored.IsSameContent) return new Problem(SurveysProblems.OtherContent);
        // Somebody withdrew it while it was on its way: it is there after all, and can be withdrawn again.
        if (stored.Stored.Status is ResponseStatus.Counted or ResponseStatus.SetAside) await batches.ChangeAsync(id, held => held.SlipOf(slip)!.Withdraw(false), cancellationToken);
        return TypedResults.Json(new SlipReply(slip, place.Number, SubmissionOutcome.Of(stored)), statusCode: stored.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static Problem WasWithdrawn(Slip slip) => new(SurveysProblems.StateForbids)
    {
        Detail = new Words($"La fiche n°\u00A0{slip.Number} a été retirée de son lot\u00A0: rien n'a été enregistré.", $"Slip {slip.Number} was withdrawn from its batch: nothing was stored."),
    };

    private static async Task<IResult> WithdrawAsync(
        Guid id, Guid slip, HttpContext context, SlipBatchStore batches, SlipWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        var batch = await KeepingBatches.FindAsync(batches, id, context, cancellationToken);
        if (batch.SlipOf(slip) is not { } known) return new Problem(CommonProblems.NotFound);
        if (batch.ClosedAt is not null && !known.IsWithdrawn) return new Problem(SurveysProblems.BatchClosed);
        // The ledger first: broken off in between, the slip can still be withdrawn, and closing the batch looks into the ledger.
        if (batch.ClosedAt is null && await withdrawal.FindAsync(slip, cancellationToken) is { } held) await withdrawal.TakeBackAsync(held, Withdrawn, "withdrawn", isMoved: false, context, cancellationToken);
        else context.DidNothing();
        await batches.ChangeAsync(id, changed => changed.SlipOf(slip)!.Withdraw(true), cancellationToken);
        return TypedResults.NoContent();
    }
}
