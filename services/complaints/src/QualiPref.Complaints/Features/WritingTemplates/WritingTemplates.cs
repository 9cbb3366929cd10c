using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Standard letters (courriers types): every change is a further version, and old versions stay.</summary>
internal static partial class WritingTemplates
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/letter-templates", ListAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("listLetterTemplates")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("The standard letters in their newest versions, by code.")
            .WithDescription("Role `handler`.");
        api.MapPut("/letter-templates/{code}", WriteAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("writeLetterTemplate")
            .Reads("LetterTemplate", (_, fields) => Read(fields))
            .TakesIfMatch(isRequired: false)
            .GivesETag()
            .WithSummary("Writes a standard letter: 201 for a new one, 200 for a further version.")
            .WithDescription("Role `handler`. A further version takes `If-Match` with the version it follows in quotes, which is also the `ETag` of the answer.");
    }

    private static async Task<Ok<Page<LetterTemplateView>>> ListAsync(HttpContext context, LetterTemplateStore templates, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        errors.ThrowIfAny();
        var newest = await templates.ListNewestAsync(page.After ?? "", page.Size + 1, cancellationToken);
        return TypedResults.Ok(page.Cut(newest.ConvertAll(LetterTemplateView.Of), view => view.Code));
    }

    private static async Task<Results<Created<LetterTemplateView>, Ok<LetterTemplateView>>> WriteAsync(
        string code, HttpContext context, LetterTemplateStore templates, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        if (!Code().IsMatch(code)) errors.Add("code", "Minuscules, chiffres et tirets, 50 au plus.", "Lower-case letters, digits and hyphens, at most 50.");
        var written = Read(new JsonFields(body.RootElement, errors));
        errors.ThrowIfAny();

        var newest = await templates.FindNewestAsync(code, cancellationToken);
        if (newest is not null) Preconditions.RequireVersion(context.Request, newest.Version);
        var next = new LetterTemplateDocument
        {
            Code = code,
            Version = (newest?.Version ?? 0) + 1,
            Label = written.Label,
            Subject = written.Subject,
            Body = written.Body,
            ChangedAt = time.GetUtcNow().UtcDateTime,
            ChangedBy = Caller.Of(context).Name,
        };
        if (!await templates.TryAddAsync(next, cancellationToken)) throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, next.Version);
        var view = LetterTemplateView.Of(next);
        return newest is null ? TypedResults.Created(context.Request.Path, view) : TypedResults.Ok(view);
    }

    private static LetterTemplate Read(JsonFields fields)
    {
        var written = new LetterTemplate(
            fields.Text("label", 200, required: true) ?? "", fields.Text("subject", 200, required: true) ?? "", fields.Text("body", 10_000, required: true) ?? "");
        fields.RefuseUnknown();
        return written;
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

/// <summary>What writing a standard letter takes.</summary>
/// <param name="Label">What handlers choose it by, at most 200 characters.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Body">At most 10,000 characters.</param>
internal sealed record LetterTemplate(string Label, string Subject, string Body);

/// <summary>A standard letter in one version.</summary>
internal sealed record LetterTemplateView(string Code, int Version, string Label, string Subject, string Body, DateTime ChangedAt, string ChangedBy)
{
    public static LetterTemplateView Of(LetterTemplateDocument template) => new(
        template.Code, template.Version, template.Label, template.Subject, template.Body, template.ChangedAt, template.ChangedBy);
}
