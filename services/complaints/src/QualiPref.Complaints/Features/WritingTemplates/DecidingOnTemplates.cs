using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Takes versions of standard letters to the users' committee, notes its opinion and withdraws versions.</summary>
internal static class DecidingOnTemplates
{
    private static readonly Step[] Steps =
    [
        new("submit", TemplateStatus.Submitted, [TemplateStatus.Draft], Roles.Handler, _ => (null, null)),
        new("validate", TemplateStatus.Validated, [TemplateStatus.Submitted], Roles.Quality,
            fields => (fields.Date("committeeOn", required: true), fields.Text("opinion", 2_000))),
        new("withdraw", TemplateStatus.Withdrawn, [TemplateStatus.Draft, TemplateStatus.Submitted, TemplateStatus.Validated], Roles.Quality,
            fields => (null, fields.Text("reason", 2_000, required: true))),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        foreach (var step in Steps)
        {
            api.MapPost($"/letter-templates/{{code}}/versions/{{version:int}}/{step.Name}", (string code, int version, HttpContext context,
                    LetterTemplateStore templates, TimeProvider time, CancellationToken cancellationToken) =>
                    DecideAsync(step, code, version, context, templates, time, cancellationToken))
                .Allow(step.Role, SiteRule.None)
                .Audited(AuditKinds.Decision, $"letterTemplate.{step.Name}")
                .WithName($"{step.Name}-letter-template")
                .Reads($"{char.ToUpperInvariant(step.Name[0])}{step.Name[1..]}LetterTemplate", (_, fields) =>
                {
                    step.Read(fields);
                    fields.RefuseUnknown();
                })
                .TakesIfMatch()
                .GivesETag()
                .Refuses(CommonProblems.NotFound, ComplaintsProblems.TemplateStatusForbids)
                .WithSummary($"Takes a version of a standard letter to the status `{step.To.ToString().ToLowerInvariant()}`; answers it with its new revision as `ETag`.")
                .WithDescription($"Role `{step.Role}`. `If-Match` with the `revision` of the version in quotes is required. From {string.Join(", ", step.From.Select(one => $"`{one.ToString().ToLowerInvariant()}`"))}.");
        }
    }

    // Two round trips.
    private static async Task<Ok<TemplateView>> DecideAsync(
        Step step, string code, int version, HttpContext context, LetterTemplateStore templates, TimeProvider time, CancellationToken cancellationToken)
    {
        Preconditions.RequiredVersion(context.Request);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var (committeeOn, note) = step.Read(fields);
        // A day ahead of the server's is already today somewhere in France.
        if (committeeOn > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1))
            fields.Refuse("committeeOn", "L'avis ne peut pas être daté d'un jour à venir.", "The opinion cannot be of a day to come.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();

        var found = await templates.FindAsync(code, version, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Preconditions.RequireVersion(context.Request, found.Revision);
        if (!step.From.Contains(found.Status)) throw new ProblemException(new Problem(ComplaintsProblems.TemplateStatusForbids));
        var decision = new TemplateDecision
        {
            To = step.To,
            At = time.GetUtcNow().UtcDateTime,
            By = Caller.Of(context).Name,
            CommitteeOn = committeeOn,
            Note = string.IsNullOrWhiteSpace(note) ? null : note,
        };
        var audit = context.Entry(AuditSubject.Of("letterTemplate", code), details: [("version", version.ToString(CultureInfo.InvariantCulture))]);
        var decided = await templates.TryDecideAsync(found, decision, audit, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, decided.Revision);
        return TypedResults.Ok(TemplateView.Of(decided));
    }

    private sealed record Step(
        string Name, TemplateStatus To, IReadOnlyList<TemplateStatus> From, string Role, Func<JsonFields, (DateOnly? CommitteeOn, string? Note)> Read);
}
