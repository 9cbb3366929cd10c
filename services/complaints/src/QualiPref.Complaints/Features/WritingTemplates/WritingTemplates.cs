using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Standard letters (courriers types) and paragraphs: every change is a further version, which begins as a draft, and old versions stay.</summary>
internal static class WritingTemplates
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/letter-templates", ListAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("listLetterTemplates")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("The standard letters in their newest versions, by code, each with the version that handlers use.")
            .WithDescription("Role `handler`.");
        api.MapGet("/letter-templates/{code}", ListVersionsAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("listLetterTemplateVersions")
            .TakesQuery(QueryParameter.Page)
            .Refuses(CommonProblems.NotFound)
            .WithSummary("The versions of a standard letter, the newest first.")
            .WithDescription("Role `handler`. A further version takes the number of the newest as `If-Match`; a decision on a version takes that version's `revision`.");
        api.MapGet("/letter-fields", ListFields)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("listLetterFields")
            .WithSummary("The fields that standard letters may name: a closed list.")
            .WithDescription("Role `handler`.");
        api.MapPut("/letter-templates/{code}", WriteAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("writeLetterTemplate")
            .Reads("LetterTemplate", (_, fields) => TemplateReader.Read(fields))
            .TakesIfMatch(isRequired: false)
            .GivesETag()
            .WithSummary("Writes a standard letter: 201 for a new one, 200 for a further version. Either is a draft.")
            .WithDescription("Role `handler`. A further version takes `If-Match` with the version it follows in quotes, which is also the `ETag` of the answer. "
                + "Texts are plain text with the fields of `/letter-fields` in double braces and conditions.");
    }

    // Two round trips.
    private static async Task<Ok<Page<TemplateListItem>>> ListAsync(HttpContext context, LetterTemplateStore templates, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        errors.ThrowIfAny();
        var newest = await templates.ListNewestAsync(page.After ?? "", page.Size + 1, cancellationToken);
        var offered = (await templates.ListOfferedAsync(cancellationToken)).ToDictionary(one => one.Code, one => new OfferedVersion(one.Version, one.Status));
        return TypedResults.Ok(page.Cut(newest.ConvertAll(one => new TemplateListItem(TemplateView.Of(one), offered.GetValueOrDefault(one.Code))), view => view.Code));
    }

    private static async Task<Ok<Page<TemplateView>>> ListVersionsAsync(string code, HttpContext context, LetterTemplateStore templates, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var before = int.MaxValue;
        if (page.After is { } last && !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        }
        errors.ThrowIfAny();
        var versions = await templates.ListVersionsAsync(code, before, page.Size + 1, cancellationToken);
        if (versions.Count == 0 && page.After is null) throw new ProblemException(new Problem(CommonProblems.NotFound));
        return TypedResults.Ok(page.Cut(versions.ConvertAll(TemplateView.Of), view => view.Version.ToString(CultureInfo.InvariantCulture)));
    }

    private static Ok<Page<LetterFieldView>> ListFields() => TypedResults.Ok(new Page<LetterFieldView>(
        [.. LetterField.All.Select(one => new LetterFieldView(one.Name, one.Label, one.Kind, one.Personal, one.Sample))], null));

    private static async Task<Results<Created<TemplateView>, Ok<TemplateView>>> WriteAsync(
        string code, HttpContext context, LetterTemplateStore templates, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var errors = new FieldErrors();
        TemplateReader.CheckCode(code, errors);
        var written = TemplateReader.Read(new JsonFields(body.RootElement, errors));
        errors.ThrowIfAny();

        var newest = await templates.FindNewestAsync(code, cancellationToken);
        if (newest is not null) Preconditions.RequireVersion(context.Request, newest.Version);
        var next = new LetterTemplateDocument
        {
            Code = code,
            Version = (newest?.Version ?? 0) + 1,
            Label = written.Label,
            Use = written.Use,
            Subject = written.Words.Subject,
            Body = written.Words.Body,
            Translations = written.Translations,
            ChangedAt = time.GetUtcNow().UtcDateTime,
            ChangedBy = Caller.Of(context).Name,
        };
        if (!await templates.TryAddAsync(next, cancellationToken)) throw new ProblemException(new Problem(CommonProblems.Stale));
        Preconditions.SetETag(context.Response, next.Version);
        var view = TemplateView.Of(next);
        return newest is null ? TypedResults.Created(context.Request.Path, view) : TypedResults.Ok(view);
    }
}
