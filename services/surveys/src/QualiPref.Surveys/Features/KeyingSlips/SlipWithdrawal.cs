using System.Globalization;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Features.DecidingOnResponses;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.KeyingSlips;

/// <summary>Takes the answer of a slip out of the figures.</summary>
internal sealed class SlipWithdrawal(DecisionStore decisions, DecisionJudge judge, TimeProvider time)
{
    /// <summary>The answer of a slip; null when it is out of the figures already, or never was in them.</summary>
    public async Task<SurveyResponse?> FindAsync(Guid slip, CancellationToken cancellationToken) =>
        await decisions.FindAsync(slip, cancellationToken) is { Status: ResponseStatus.Counted or ResponseStatus.SetAside } held ? held : null;

    /// <summary>Takes it back.</summary>
    /// <param name="held">The answer.</param>
    /// <param name="reason">Why, for whoever reads it later.</param>
    /// <param name="outcome">The same in a word, for the audit log.</param>
    /// <param name="isMoved">Whether its words stand in another answer now: kept here too, they would outlive their erasure there.</param>
    /// <param name="context">The request.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ProblemException">412: somebody else decided at the same moment.</exception>
    public async Task TakeBackAsync(SurveyResponse held, string reason, string outcome, bool isMoved, HttpContext context, CancellationToken cancellationToken)
    {
        var action = held.Status == ResponseStatus.Counted ? Decisions.Void : Decisions.Discard;
        var change = judge.Judge(held, action);
        if (isMoved) change = change.Unset(r => r.Comment).Unset(r => r.Texts).NoteIs(null);
        var decision = new Decision { Action = action, Reason = reason, By = Caller.Of(context).Name, At = time.GetUtcNow().UtcDateTime };
        var audit = context.Entry(AuditSubject.Of("response", held.Id), [held.Site!], ("version", (held.Version + 1).ToString(CultureInfo.InvariantCulture)), ("outcome", outcome));
        if (await decisions.CommitAsync(held, change, decision, audit, cancellationToken) is null) throw new ProblemException(new Problem(CommonProblems.Stale));
    }
}
