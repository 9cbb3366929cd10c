using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Http;
using QualiPref.Reporting.Features.FreezingReports;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.Operations;

/// <summary>Work that takes longer than a call waits.</summary>
/// <param name="Id">Id of the operation.</param>
/// <param name="Status"><c>running</c>, <c>succeeded</c> or <c>failed</c>.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Result">What came of it: the edition and its address, or the verification; null until then.</param>
/// <param name="Problem">Why nothing came of it, as a problem document; null otherwise.</param>
internal sealed record OperationView(Guid Id, string Status, double Progress, JsonObject? Result, JsonObject? Problem)
{
    /// <summary>A freezing: half of it is the cut, half of it the edition.</summary>
    public static OperationView Of(ReportDocument report, Freezing freezing, HttpContext context)
    {
        if (FreezeProblems.Of(freezing) is { } problem) return Failed(freezing.CutId, problem, context);
        return freezing.Edition is { } edition
            ? new OperationView(freezing.CutId, "succeeded", 1, new JsonObject
            {
                ["edition"] = edition.Id,
                ["address"] = Addresses.Edition(edition.Id),
                ["revision"] = edition.Revision,
                ["report"] = report.Id,
            }, null)
            : new OperationView(freezing.CutId, "running", freezing.Step == FreezingStep.Taken ? 0.5 : 0, null, null);
    }

    /// <summary>A verification; one whose process has not been heard of for <paramref name="silence"/> was interrupted; <paramref name="now"/> is by the clock of the database.</summary>
    public static OperationView Of(VerificationDocument verification, DateTime now, TimeSpan silence, HttpContext context)
    {
        if (verification.Outcome is { } outcome) return new OperationView(verification.Id, "succeeded", 1, JsonNode.Parse(outcome)!.AsObject(), null);
        return verification.IsInterrupted || now - verification.AliveAt > silence
            ? Failed(verification.Id, new Problem(ReportingProblems.VerificationInterrupted), context)
            : new OperationView(verification.Id, "running", verification.Progress, null, null);
    }

    private static OperationView Failed(Guid id, Problem problem, HttpContext context) => new(id, "failed", 1, null, problem.Describe(context));
}
