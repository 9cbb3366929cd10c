using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Keeps cases from being erased, and lets them go again.</summary>
internal static class LegalHolds
{
    private const string Put = "legal-hold", Release = "release-legal-hold";

    public static void Map(IEndpointRouteBuilder api)
    {
        As(api, Put, "case.legal-hold", "putLegalHold", "Keeps a case from being erased until that is released.", ComplaintsProblems.LegallyHeld);
        As(api, Release, "case.release-legal-hold", "releaseLegalHold", "Lets a case be erased again.", ComplaintsProblems.NotHeld);
    }

    private static void As(IEndpointRouteBuilder api, string call, string act, string name, string summary, ProblemKind refusal) =>
        api.MapPost($"/complaints/{{id:guid}}/{call}", (Guid id, HttpContext context, CaseStore cases, SitePromises promises, TimeProvider time, CancellationToken cancellationToken) =>
                ChangeAsync(id, context, call == Put, cases, promises, time, cancellationToken))
            .Allow(Roles.Quality, SiteRule.Resource)
            .Audited(AuditKinds.Decision, act)
            .WithName(name)
            .Reads(char.ToUpperInvariant(name[0]) + name[1..], (_, fields) => ReasonBody.Read(fields, LegalHold.LongestReason))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound, refusal, ComplaintsProblems.Erased, ComplaintsProblems.HistoryFull, CommonProblems.NotInCatalogueYet)
            .WithSummary(summary)
            .WithDescription("Role `quality` for the site of the case. The reason stands in its history. `If-Match` is required.");

    // Two round trips.
    private static async Task<Ok<CaseView>> ChangeAsync(
        Guid id, HttpContext context, bool isPut, CaseStore cases, SitePromises promises, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        Preconditions.RequiredVersion(context.Request);
        var reason = await ReasonBody.ReadAsync(context.Request, LegalHold.LongestReason, cancellationToken);
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        Preconditions.RequireVersion(context.Request, document.Version);
        if (isPut == document.LegalHold is not null) throw new ProblemException(new Problem(isPut ? ComplaintsProblems.LegallyHeld : ComplaintsProblems.NotHeld));
        if (document.Version >= Transitions.LongestHistory) throw new ProblemException(new Problem(ComplaintsProblems.HistoryFull));

        var entry = new HistoryEntry
        {
            Version = document.Version + 1,
            Transition = isPut ? Put : Release,
            At = time.GetUtcNow().UtcDateTime,
            OccurredOn = promises.Today(document.State.Site),
            BackDated = false,
            By = caller.Name,
            From = document.State.Status,
            To = document.State.Status,
            Note = reason,
        };
        var hold = isPut ? new LegalHold { At = entry.At, By = entry.By, Reason = reason } : null;
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("version", entry.Version.ToString(CultureInfo.InvariantCulture)));
        if (!await cases.TryHoldAsync(document, hold, entry, audit, cancellationToken)) throw new ProblemException(new Problem(CommonProblems.Stale));
        document.LegalHold = hold;
        document.Version = entry.Version;
        document.History.Add(entry);
        return context.Answer(document, promises);
    }
}
