using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ChangingComplaints;

/// <summary>Notes what was seen to of what the motive of a case asks for, without which it is neither answered nor closed.</summary>
internal static class SettlingChecks
{
    private const string Open = "open";

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/complaints/{id:guid}/checks/{check}", SettleAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Decision, "case.check")
        .WithName("settleCheck")
        .Reads("CheckSettled", (_, fields) => Read(fields))
        .GivesETag()
        .Refuses(CommonProblems.NotFound, CommonProblems.Stale, ComplaintsProblems.StateForbids, ComplaintsProblems.Erased, CommonProblems.NotInCatalogueYet)
        .WithSummary("Notes that a check of the motive is done or does not concern the case, or that it is open again.")
        .WithDescription("Role `handler` for the site of the case. `check` is a code of the catalogue, of the motive that the case has. As long as one is open, `answer` and `close` are refused. "
            + "The same again changes nothing; the version of the case stays.");

    /// <summary>Keys of what the motive of a case asks for.</summary>
    /// <exception cref="ProblemException">409: something of it is open; the problem names it.</exception>
    public static IReadOnlyList<string> Require(CaseDocument document, Catalogue catalogue)
    {
        var asked = ChecksOf(document, catalogue).Select(check => (Key: CaseCheck.KeyOf(document.State.Motive!, check.Code), check.Label)).ToList();
        var open = asked.Where(check => !document.Checks.Exists(one => one.Key == check.Key)).Select(check => check.Label).ToList();
        if (open.Count == 0) return [.. asked.Select(check => check.Key)];
        throw new ProblemException(new Problem(ComplaintsProblems.ChecksOpen)
        {
            Detail = new Words(
                $"Reste à vérifier avant de répondre ou de clore : {string.Join(" ; ", open)}. Notez que c'est fait, ou que c'est sans objet.",
                $"To be seen to before the case is answered or closed: {string.Join("; ", open)}. Note that it is done, or does not apply."),
        });
    }

    // Two round trips, three for the first time; one when it is settled like that already.
    private static async Task<Ok<CaseView>> SettleAsync(
        Guid id, string check, HttpContext context, CaseStore cases, CheckStore checks, SitePromises promises, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var (state, reason) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var caller = Caller.Of(context);
        var document = await cases.RequireChangeableAsync(id, caller, cancellationToken);
        if (ChecksOf(document, catalogue).All(one => one.Code != check)) throw new ProblemException(new Problem(CommonProblems.NotFound));

        var key = CaseCheck.KeyOf(document.State.Motive!, check);
        var place = document.Checks.FindIndex(one => one.Key == key);
        var known = place < 0 ? null : document.Checks[place];
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("check", key), ("state", state is null ? Open : CaseNames.Of(state.Value)));
        if ((known?.State, known?.Reason) == (state, reason)) return context.Answer(document, promises);
        if (!document.State.Status.IsOpen() && document.State.Status != CaseStatus.Answered) throw new ProblemException(new Problem(ComplaintsProblems.StateForbids));
        var settled = state is { } how ? new CaseCheck { Key = key, State = how, Reason = reason, At = time.GetUtcNow().UtcDateTime, By = caller.Name } : null;
        var isDone = settled is null ? await checks.TryOpenAsync(document, key, audit, cancellationToken) : await checks.TrySettleAsync(document, settled, audit, cancellationToken);
        if (!isDone) throw new ProblemException(new Problem(CommonProblems.Stale));
        if (place >= 0) document.Checks.RemoveAt(place);
        if (settled is not null) document.Checks.Add(settled);
        return context.Answer(document, promises);
    }

    private static IReadOnlyList<MotiveCheck> ChecksOf(CaseDocument document, Catalogue catalogue) =>
        catalogue.Motives.FirstOrDefault(motive => motive.Code == document.State.Motive)?.Checks ?? [];

    private static (CheckState? State, string? Reason) Read(JsonFields fields)
    {
        var name = fields.Code("state", [.. CaseNames.All<CheckState>(), Open], required: true);
        var state = name is null or Open ? (CheckState?)null : CaseNames.Parse<CheckState>(name);
        var reason = fields.Text("reason", CaseCheck.LongestReason, required: state == CheckState.NotApplicable);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return (state, state == CheckState.NotApplicable ? reason : null);
    }
}
