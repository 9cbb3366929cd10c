using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.SplittingCases;

/// <summary>Makes a second case of one that is about two things. Merging the second into the first undoes it.</summary>
internal static class Splitting
{
    /// <summary>What the histories of both call it: that of the first, and that of the second.</summary>
    public const string Step = "split", FromAnother = "split-from";

    // Each loss means that somebody else's step was stored meanwhile.
    private const int Attempts = 10;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost($"/complaints/{{id:guid}}/{Step}", SplitAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Decision, $"case.{Step}")
        .WithName("splitComplaint")
        .Reads("SecondCase", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>()))
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.StateForbids, ComplaintsProblems.OtherContent, ComplaintsProblems.Erased, ComplaintsProblems.HistoryFull, CommonProblems.NotInCatalogueYet)
        .WithSummary("Makes a second case of an open one that is about two things; answers the second.")
        .WithDescription("Role `handler` for the site of the case. The second has the person, the day of reception and the due date of the first, and counts as a further case received. Both name each other; "
            + "files stay with the first. Idempotent on the client's `id`; `If-Match` with the first case's `ETag` is required. Merging the second into the first undoes it.");

    // Five round trips.
    private static async Task<Created<CaseView>> SplitAsync(
        Guid id, HttpContext context, CaseStore cases, SitePromises promises, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        Preconditions.RequiredVersion(context.Request);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var second = Read(new JsonFields(body.RootElement, new FieldErrors()), catalogue);
        var caller = Caller.Of(context);
        var first = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        var made = await cases.FindAsync(second.Id, cancellationToken);
        if (made is null)
        {
            Preconditions.RequireVersion(context.Request, first.Version);
            RequireSplittable(first);
            var step = new Step(first.Version, promises.Today(first.State.Site), time.GetUtcNow(), caller.Name, promises.Of(first.State.Site));
            var document = second.MadeOf(first, await cases.NextNumberAsync(first.State.Site, first.State.ReceivedOn.Year, cancellationToken), step);
            made = await cases.TryCreateAsync(document, cancellationToken) ? document : await cases.FindAsync(second.Id, cancellationToken);
        }
        if (made?.Filing.Digest != second.DigestOf(id)) throw new ProblemException(new Problem(ComplaintsProblems.OtherContent));
        await NoteAsync(first, made, context, caller, cases, promises, time, cancellationToken);

        Preconditions.SetETag(context.Response, made.Version);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/{ComplaintsModule.ServiceName}/v1/complaints/{made.Id}", new CaseView(made, promises));
    }

    // The second is there by now: whatever is done with the first meanwhile, it says so. After a death between both, the same call again does.
    private static async Task NoteAsync(
        CaseDocument first, CaseDocument second, HttpContext context, Caller caller, CaseStore cases, SitePromises promises, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var audit = context.Entry(
                AuditSubject.Of("case", first.Id), [first.State.Site], ("version", (first.Version + 1).ToString(CultureInfo.InvariantCulture)), ("second", second.Id.ToString()));
            if (first.SplitInto.Contains(second.Id)) return;
            var entry = new HistoryEntry
            {
                Version = first.Version + 1,
                Transition = Step,
                At = time.GetUtcNow().UtcDateTime,
                OccurredOn = promises.Today(first.State.Site),
                BackDated = false,
                By = caller.Name,
                From = first.State.Status,
                To = first.State.Status,
                Note = second.Reference,
            };
            if (await cases.TrySplitAsync(first, first.State, entry, second.Id, audit, cancellationToken)) return;
            first = await cases.RequireChangeableAsync(first.Id, caller, cancellationToken);
        }
        throw new ProblemException(new Problem(CommonProblems.Stale));
    }

    private static void RequireSplittable(CaseDocument first)
    {
        if (!first.State.Status.IsOpen()) throw new ProblemException(new Problem(ComplaintsProblems.StateForbids));
        if (first.Version >= Transitions.LongestHistory) throw new ProblemException(new Problem(ComplaintsProblems.HistoryFull));
    }

    private static SecondCase Read(JsonFields fields, Catalogue catalogue)
    {
        var second = new SecondCase(
            fields.Id("id", required: true) ?? default,
            fields.CatalogueCode("motive", [.. catalogue.Motives.Select(motive => motive.Code)], required: true) ?? "",
            fields.Text("subject", 200) is { } subject && !string.IsNullOrWhiteSpace(subject) ? subject : null,
            fields.Text("text", 10_000, required: true) ?? "");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return second;
    }
}
