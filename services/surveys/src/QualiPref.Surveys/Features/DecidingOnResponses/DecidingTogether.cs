using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MongoDB.Driver;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DecidingOnResponses;

/// <summary>One decision, with one reason, about many answers that were set aside: each is judged, committed and audited by itself.</summary>
internal static class DecidingTogether
{
    private const int Most = 200;

    // Each is one write of one document, which waits for the journal.
    private const int AtOnce = 8;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/responses/decide", HandleAsync)
        .Allow(Roles.Quality, SiteRule.EachItem)
        .Audited(AuditKinds.Decision, "response.decide")
        .WithName("DecideResponses")
        .Reads("DecisionsBody", (_, fields) => Read(fields))
        .WithSummary("Decide about many answers that were set aside")
        .WithDescription($"Needs the role quality. Either ids, at most {Most}, or a group: the answers of one cause, site and kiosk (null for those of none) that had come by an instant, of which "
            + $"{Most} are taken at once, the oldest first; remaining says how many of the group are left. Results: decided; unchanged where that was decided before; refused where "
            + "the state or what was kept forbids it; invalid for an answer that is not there or of no site of the token.")
        .Produces<DecidedTogether>();

    private static async Task<Ok<DecidedTogether>> HandleAsync(HttpContext context, DecisionStore store, DecisionJudge judge, TimeProvider time, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var (action, reason, ids, group) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var held = group is null ? await store.FindAsync(ids, cancellationToken)
            : caller.Covers(group.Site ?? "*") ? await store.FindAsync(group, Most, cancellationToken) : [];
        var byId = held.ToDictionary(one => one.Id);
        IReadOnlyList<Guid> asked = group is null ? ids : [.. held.Select(one => one.Id)];
        // Nothing of them may be left to do.
        context.DidNothing();
        List<Judged> judged = [.. asked.Select(id => Judge(id, byId.GetValueOrDefault(id), action, context, judge))];
        var decision = new Decision { Action = action, Reason = reason, By = caller.Name, At = time.GetUtcNow().UtcDateTime };
        var replies = new DecidedOne[judged.Count];
        await Parallel.ForEachAsync(judged.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, token) =>
            replies[one.Index] = one.Item.Reply ?? await CommitAsync(one.Item, decision, context.Request, store, token));
        return TypedResults.Ok(new DecidedTogether(replies, group is null || held.Count == 0 ? null : await store.CountAsync(group, cancellationToken)));
    }

    private static Judged Judge(Guid id, SurveyResponse? held, string action, HttpContext context, DecisionJudge judge)
    {
        if (held is null || !Caller.Of(context).Covers(held.Site ?? "*")) return new(id, DecidedOne.Of(id, "invalid", null, CommonProblems.NotFound, context.Request));
        if (IsSo(held, action)) return new(id, DecidedOne.Of(id, "unchanged", held.Status));
        try
        {
            var change = judge.Judge(held, action);
            var audit = context.Entry(AuditSubject.Of("response", id), held.Site is { } site ? [site] : [],
                ("decision", action), ("version", (held.Version + 1).ToString(CultureInfo.InvariantCulture)));
            return new(id, null, held, change, audit);
        }
        catch (ProblemException exception)
        {
            return new(id, DecidedOne.Of(id, "refused", held.Status, exception.Problem.Kind, context.Request));
        }
    }

    private static async Task<DecidedOne> CommitAsync(Judged one, Decision decision, HttpRequest request, DecisionStore store, CancellationToken cancellationToken) =>
        await store.CommitAsync(one.Held!, one.Change!, decision, one.Audit!, cancellationToken) is { } decided
            ? DecidedOne.Of(one.Id, "decided", decided.Status)
            : DecidedOne.Of(one.Id, "refused", null, CommonProblems.Stale, request);

    // Sent again because the first reply was lost, or because somebody was faster with the same.
    private static bool IsSo(SurveyResponse held, string action) => held.Decisions?.LastOrDefault()?.Action == action && held.Status != ResponseStatus.SetAside;

    private static (string Action, string Reason, IReadOnlyList<Guid> Ids, AsideGroup? Group) Read(JsonFields fields)
    {
        var action = fields.Code("decision", [Decisions.Accept, Decisions.Discard], required: true);
        var reason = fields.Text("reason", DecidingOnResponse.LongestReason, required: true);
        var ids = new List<Guid>();
        foreach (var one in fields.Objects("items", Most) ?? [])
        {
            if (one.Id("id", required: true) is { } id) ids.Add(id);
            one.RefuseUnknown();
        }
        var group = ReadGroup(fields.Object("group"));
        fields.RefuseUnknown();
        if (!fields.Errors.Any && (group is null) == (ids.Count == 0)) fields.Refuse("items", "Indiquez des réponses ou un groupe.", "Name either answers or a group.");
        fields.Errors.ThrowIfAny();
        return (action!, reason!, [.. ids.Distinct()], group);
    }

    private static AsideGroup? ReadGroup(JsonFields? group)
    {
        if (group is null) return null;
        var code = group.Code("code", SurveysProblems.ToDecide, required: true);
        var site = group.Text("site", 100);
        var kiosk = group.Id("kiosk");
        var until = group.Instant("until", required: true);
        group.RefuseUnknown();
        return new AsideGroup(code ?? "", string.IsNullOrEmpty(site) ? null : site, kiosk, until.GetValueOrDefault());
    }

    /// <summary>One answer with what is to be written; or already with its result.</summary>
    private sealed record Judged(Guid Id, DecidedOne? Reply, SurveyResponse? Held = null, UpdateDefinition<SurveyResponse>? Change = null, AuditEntry? Audit = null);
}

/// <summary>What became of each answer, in the order asked; and how many of the group still wait.</summary>
internal sealed record DecidedTogether(IReadOnlyList<DecidedOne> Items, long? Remaining);

/// <summary>What became of one: decided, unchanged, refused or invalid.</summary>
internal sealed record DecidedOne(Guid Id, string Result, string? Status, string? Code, string? Detail)
{
    public static DecidedOne Of(Guid id, string result, string? status, ProblemKind? why = null, HttpRequest? request = null) =>
        new(id, result, status, why?.CodeOf(SurveysModule.ServiceName), request is null ? null : why?.Title.For(request));
}
