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

namespace QualiPref.Complaints.Features.ErasingCases;

/// <summary>Erases a case because the person asked for it.</summary>
internal static class ErasingCases
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:guid}/erase", EraseAsync)
        .Allow(Roles.Quality, SiteRule.Resource)
        .Audited(AuditKinds.Correction, "case.erase")
        .WithName("eraseComplaint")
        .Reads("Erase", (_, fields) => SendingLetters.SendingLetters.Empty(fields))
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.LegallyHeld, ComplaintsProblems.StillOwed, ComplaintsProblems.LetterUnderWay,
            CommonProblems.NotInCatalogueYet)
        .WithSummary("Erases what a case holds of persons, for good; its dates and codes stay.")
        .WithDescription("Role `quality` for the site of the case. Contact, texts, letters, notes and files go in one write; letters on paper that wait are taken back. Refused as long as an answer is owed, "
            + "an e-mail is about to leave, or a legal hold stands. `If-Match` is required.");

    // Three round trips; more for a case that is merged into another.
    private static async Task<Ok<CaseView>> EraseAsync(
        Guid id, HttpContext context, CaseStore cases, Erasing erasing, SitePromises promises, CancellationToken cancellationToken)
    {
        Preconditions.RequiredVersion(context.Request);
        await SendingLetters.SendingLetters.RequireEmptyAsync(context.Request, cancellationToken);
        var caller = Caller.Of(context);
        var document = await cases.RequireAsync(id, caller, cancellationToken);
        Preconditions.RequireVersion(context.Request, document.Version);
        if (await erasing.HindranceAsync(document, cancellationToken) is { } hindrance) throw new ProblemException(new Problem(hindrance));
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site],
            ("version", (document.Version + 1).ToString(CultureInfo.InvariantCulture)), ("reason", CaseNames.Of(ErasureReason.Request)));
        if (!await erasing.TryEraseAsync(document, erasing.Mark(caller.Name, ErasureReason.Request), audit, cancellationToken)) throw new ProblemException(new Problem(CommonProblems.Stale));
        return context.Answer(await cases.RequireAsync(id, caller, cancellationToken), promises);
    }
}
