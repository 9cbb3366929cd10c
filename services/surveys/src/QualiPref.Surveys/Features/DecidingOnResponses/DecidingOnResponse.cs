using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.DecidingOnResponses;

/// <summary>What a person of role quality decides about one answer.</summary>
internal static class DecidingOnResponse
{
    public const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        Map(api, Decisions.Void, "VoidResponse", "Withdraw a counted answer");
        Map(api, Decisions.Accept, "AcceptResponse", "Count an answer that was set aside");
        Map(api, Decisions.Discard, "DiscardResponse", "Refuse for good an answer that was set aside");
    }

    private static void Map(IEndpointRouteBuilder api, string action, string name, string summary) =>
        api.MapPost($"/responses/{{id:guid}}/{action}",
                (Guid id, HttpContext context, DecisionStore store, DecisionJudge judge, TimeProvider time, CancellationToken cancellationToken) =>
                    HandleAsync(action, id, context, store, judge, time, cancellationToken))
            .Allow(Roles.Quality, SiteRule.Resource)
            .Audited(action == Decisions.Accept ? AuditKinds.Decision : AuditKinds.Void, $"response.{action}")
            .WithName(name)
            .Reads("DecisionBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound, SurveysProblems.StateForbids, SurveysProblems.StillUnreadable)
            .WithSummary(summary)
            .WithDescription("Needs the role quality and If-Match; raises the version, which is published again.")
            .Produces<DecisionReply>();

    private static async Task<IResult> HandleAsync(string action, Guid id, HttpContext context, DecisionStore store, DecisionJudge judge, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        // Missing altogether it is told before anything about the body.
        Preconditions.RequiredVersion(context.Request);
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        var held = await store.FindAsync(id, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        // An answer of no known site is the affair of those who see all sites.
        caller.RequireSites(held.Site ?? "*");
        Preconditions.RequireVersion(context.Request, held.Version);

        var decision = new Decision { Action = action, Reason = reason, By = caller.Name, At = time.GetUtcNow().UtcDateTime };
        var change = judge.Judge(held, action);
        var audit = context.Entry(AuditSubject.Of("response", id), held.Site is { } site ? [site] : [], ("version", (held.Version + 1).ToString(CultureInfo.InvariantCulture)));
        var decided = await store.CommitAsync(held, change, decision, audit, cancellationToken)
            ?? throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, decided.Version);
        return TypedResults.Ok(new DecisionReply(decided.Id, decided.Status, decided.Version, decided.Date, Preconditions.ETag(decided.Version)));
    }
}

/// <summary>The decisions, as the contract names them.</summary>
internal static class Decisions
{
    public const string Void = "void";
    public const string Accept = "accept";
    public const string Discard = "discard";
}

/// <summary>The answer as it stands after a decision.</summary>
internal sealed record DecisionReply(Guid Id, string Status, long Version, DateOnly Date, string Etag);
