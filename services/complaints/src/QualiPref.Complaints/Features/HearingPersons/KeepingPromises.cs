using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Features.TrackingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.HearingPersons;

/// <summary>Follows up what answers announced: a handler says what became of it, and the person whether it is so.</summary>
internal static class KeepingPromises
{
    private static readonly IReadOnlyList<string> Settled = [CaseNames.Of(PromiseState.Open), CaseNames.Of(PromiseState.Kept), CaseNames.Of(PromiseState.NotKept)];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/complaints/{id:guid}/promises/{promise:guid}/settle", SettleAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Decision, "case.settlePromise")
            .WithName("settlePromise")
            .Reads("PromiseSettled", (_, fields) => ReadSettled(fields))
            .GivesETag()
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, ComplaintsProblems.PromiseMoved, CommonProblems.NotInCatalogueYet)
            .WithSummary("Says what became of something that an answer announced.")
            .WithDescription("Role `handler` for the site of the case. `kept` takes `keptOn`, today when absent; `notKept` needs a `reason`, which the person reads; `open` mends a mistake. "
                + "Refused once the person has confirmed it. The version of the case stays.");
        api.MapPost("/tracking/{trackingCode}/promises/{promise:guid}/confirm", ConfirmAsync)
            .AllowAnybody()
            .WithName("confirmPromise")
            .Reads("PromiseConfirmed", (_, fields) => ReadConfirmed(fields))
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Gone, ComplaintsProblems.PromiseMoved, CommonProblems.NotInCatalogueYet)
            .WithSummary("What the person says of something that is said to be done.")
            .WithDescription("Public; the code is the key. Only of what is `kept` as a handler says. The same again answers the same.");
    }

    // Two round trips.
    private static async Task<Ok<CaseView>> SettleAsync(
        Guid id, Guid promise, HttpContext context, CaseStore cases, PersonWords words, SitePromises promises, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var (state, keptOn, reason) = ReadSettled(fields);
        var document = await cases.RequireChangeableAsync(id, Caller.Of(context), cancellationToken);
        var (place, before) = Require(document, promise);
        var today = promises.Today(document.State.Site);
        if (keptOn > today || keptOn < document.State.ReceivedOn)
            fields.Refuse("keptOn", $"La date doit être comprise entre la réception et aujourd'hui ({today.InFrench()}).", $"The date must lie between reception and today ({today:yyyy-MM-dd}).");
        fields.Errors.ThrowIfAny();
        if (before.State == PromiseState.Confirmed) throw new ProblemException(new Problem(ComplaintsProblems.PromiseMoved));
        var after = before with
        {
            State = state,
            KeptOn = state == PromiseState.Kept ? keptOn ?? today : null,
            Reason = reason,
            At = time.GetUtcNow().UtcDateTime,
            By = Caller.Of(context).Name,
        };
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("promise", promise.ToString()), ("state", CaseNames.Of(state)));
        if (!await words.TryReplaceAsync(id, before, after, audit, cancellationToken)) throw new ProblemException(new Problem(ComplaintsProblems.PromiseMoved));
        document.Promises[place] = after;
        return context.Answer(document, promises);
    }

    // Two round trips.
    private static async Task<Ok<TrackedComplaint>> ConfirmAsync(
        string trackingCode, Guid promise, HttpContext context, CaseStore cases, PersonWords words, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var state = ReadConfirmed(new JsonFields(body.RootElement, new FieldErrors())) ? PromiseState.Confirmed : PromiseState.Denied;
        var document = await cases.RequireTrackedAsync(trackingCode, cancellationToken);
        var (place, before) = Require(document, promise);
        if (before.State == PromiseState.Kept)
        {
            var after = before with { State = state, At = time.GetUtcNow().UtcDateTime };
            if (await words.TryReplaceAsync(document.Id, before, after, audit: null, cancellationToken)) document.Promises[place] = after;
            else document = await cases.RequireTrackedAsync(trackingCode, cancellationToken);
        }
        if (document.Promises.Find(one => one.Id == promise)?.State != state) throw new ProblemException(new Problem(ComplaintsProblems.PromiseMoved));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(TrackedComplaint.Of(document));
    }

    private static (int Place, PersonPromise Promise) Require(CaseDocument document, Guid promise)
    {
        var place = document.Promises.FindIndex(one => one.Id == promise);
        return place < 0 ? throw new ProblemException(new Problem(CommonProblems.NotFound)) : (place, document.Promises[place]);
    }

    private static (PromiseState State, DateOnly? KeptOn, string? Reason) ReadSettled(JsonFields fields)
    {
        var name = fields.Code("state", Settled, required: true);
        var state = name is null ? default : CaseNames.Parse<PromiseState>(name);
        var keptOn = fields.Date("keptOn");
        var reason = fields.Text("reason", PersonPromise.LongestReason) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
        if (state == PromiseState.NotKept && reason is null) fields.Refuse("reason", "Dites à la personne pourquoi.", "Tell the person why.");
        if (state != PromiseState.NotKept && reason is not null) fields.Refuse("reason", "Seul un engagement qui ne sera pas tenu a une raison.", "Only a promise that is not kept has a reason.");
        if (state != PromiseState.Kept && keptOn is not null) fields.Refuse("keptOn", "Seul un engagement tenu a cette date.", "Only a promise that was kept has this date.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return (state, keptOn, reason);
    }

    private static bool ReadConfirmed(JsonFields fields)
    {
        var isKept = fields.Flag("kept", required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return isKept ?? false;
    }
}
