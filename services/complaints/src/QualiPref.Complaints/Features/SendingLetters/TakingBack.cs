using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SendingLetters;

/// <summary>Takes letters back that have not gone.</summary>
internal sealed class TakingBack(CaseStore cases, SitePromises promises, TimeProvider time)
{
    // Two round trips.
    public async Task<Ok<CaseView>> TakeBackAsync(Guid id, Guid letter, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        Preconditions.RequiredVersion(context.Request);
        await SendingLetters.RequireEmptyAsync(context.Request, cancellationToken);
        var (document, written) = await cases.RequireLetterAsync(id, letter, caller, cancellationToken);
        Preconditions.RequireVersion(context.Request, document.Version);
        // The receipt was promised by the filing, and goes at once.
        if (written is not { Kind: not Letter.Receipt, Delivery: { MayBeTakenBack: true } before }) throw DeliveryProblems.Forbids(written);

        var now = time.GetUtcNow().UtcDateTime;
        var after = before.After(DeliveryState.TakenBack, now, caller.Name);
        // What was sent again had gone once: only the further attempt ends.
        var step = written.Before is { } previous && written.Deliveries.Count == 1 ? EntryOf(document, previous, letter, now, caller.Name) : null;
        var isDone = step is null
            ? await cases.TryReplaceAsync(id, before, after, context.EntryOf(document, letter), cancellationToken)
            : await cases.TryTakeBackAsync(document, written.Before!, step, before, after, AuditOf(context, document, step), cancellationToken);
        if (!isDone) throw DeliveryProblems.Forbids(written);
        document = document.With(written with { Deliveries = [.. written.Deliveries.SkipLast(1), after] });
        if (step is not null)
        {
            document.State = written.Before!;
            document.Version = step.Version;
            document.History.Add(step);
            document.Promises.RemoveAll(promise => promise.Letter == letter);
        }
        return context.Answer(document, promises);
    }

    private HistoryEntry EntryOf(CaseDocument document, ComplaintCase previous, Guid letter, DateTime now, string by)
    {
        if (document.History[^1].Letter != letter)
        {
            throw new ProblemException(new Problem(ComplaintsProblems.DeliveryForbids)
            {
                Detail = new Words(
                    "Une autre étape a suivi celle qui a écrit ce courrier : il ne peut plus être repris seul.",
                    "Another step followed the one that wrote this letter: it can no longer be taken back by itself."),
            });
        }
        if (document.Version >= Transitions.LongestHistory) throw new ProblemException(new Problem(ComplaintsProblems.HistoryFull));
        return new HistoryEntry
        {
            Version = document.Version + 1,
            Transition = Transitions.TakingBack,
            At = now,
            OccurredOn = promises.Today(document.State.Site),
            BackDated = false,
            By = by,
            From = document.State.Status,
            To = previous.Status,
            Changes = CaseChanges.Between(document.State, previous),
            Letter = letter,
        };
    }

    private static AuditEntry AuditOf(HttpContext context, CaseDocument document, HistoryEntry step) => context.Entry(
        AuditSubject.Of("case", document.Id), [document.State.Site],
        ("letter", step.Letter!.Value.ToString()), ("version", step.Version.ToString(CultureInfo.InvariantCulture)));
}
