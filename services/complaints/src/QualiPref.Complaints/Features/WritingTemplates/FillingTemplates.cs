using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.WritingTemplates;

/// <summary>Fills standard letters in: with what is known of a case, or with samples.</summary>
internal static class FillingTemplates
{
    private static readonly QueryParameter Language = QueryParameter.Code("language", "Language of the text; that of the person when left out.", LetterLanguages.All);

    private static readonly QueryParameter Version = QueryParameter.Number("version", "Number of a version; the one that handlers use when left out.", 1, int.MaxValue);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{id:guid}/letter-preview", FillAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Read, "case.letterPreview")
            .WithName("previewLetter")
            .TakesQuery([QueryParameter.Text("template", "Code of a standard letter.", 50) with { IsRequired = true }, Version, Language])
            .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
            .WithSummary("A standard letter filled in with what is known of a case.")
            .WithDescription("Role `handler` for the site of the case. What has no value stands in the text as a blank, and its name in `missing`.");
        api.MapGet("/complaints/{id:guid}/letter-templates", ListAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .WithName("listLettersForComplaint")
            .TakesQuery(Language)
            .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
            .WithSummary("The standard letters that may be used for a case, and the standard paragraphs filled in.")
            .WithDescription("Role `handler` for the site of the case. Of each the newest version that the committee validated; as long as there is none, the newest that was not withdrawn. "
                + "Paragraphs tell nothing of the person.");
        api.MapGet("/letter-templates/{code}/versions/{version:int}/sample", SampleAsync)
            .Allow(Roles.Handler, SiteRule.None)
            .WithName("previewLetterSample")
            .TakesQuery(QueryParameter.Code("language", "Language of the text, French unless said otherwise.", LetterLanguages.All))
            .Refuses(CommonProblems.NotFound)
            .WithSummary("A version of a standard letter filled in with the sample of each field.")
            .WithDescription("Role `handler`.");
    }

    // Three round trips, four where no version is validated.
    private static async Task<Ok<FilledLetter>> FillAsync(
        Guid id, HttpContext context, CaseStore cases, LetterTemplateStore templates, SitePromises promises, Catalogue catalogue,
        [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var code = context.Request.Query["template"].ToString();
        TemplateReader.CheckCode(code, errors, "template");
        var version = ReadVersion(context.Request.Query, errors);
        var asked = ReadLanguage(context.Request.Query, errors);
        errors.ThrowIfAny();
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        var template = version is { } number ? await templates.FindAsync(code, number, cancellationToken) : await templates.FindOfferedAsync(code, cancellationToken);
        if (template is null) throw new ProblemException(new Problem(CommonProblems.NotFound));
        await audit.AppendAsync(context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("template", code)), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        var facts = FactsOf(document, promises, catalogue);
        return TypedResults.Ok(Filled(template, asked ?? LetterLanguages.OrFrench(document.Filing.Contact?.Language), facts));
    }

    // Two round trips.
    private static async Task<Ok<LetterChoices>> ListAsync(
        Guid id, HttpContext context, CaseStore cases, LetterTemplateStore templates, SitePromises promises, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var asked = ReadLanguage(context.Request.Query, errors);
        errors.ThrowIfAny();
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        var language = asked ?? LetterLanguages.OrFrench(document.Filing.Contact?.Language);
        var facts = FactsOf(document, promises, catalogue);
        var offered = await templates.ListOfferedAsync(cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new LetterChoices(
            language,
            [.. offered.Where(one => one.Use != TemplateUses.Paragraph).Select(one => new LetterChoice(one.Code, one.Label, one.Use, one.Version, one.Status, one.Languages))],
            [.. offered.Where(one => one.Use == TemplateUses.Paragraph).Select(one =>
            {
                var filled = Filled(one, language, facts);
                return new ParagraphChoice(one.Code, one.Label, one.Version, one.Status, filled.Language, filled.Body);
            })]));
    }

    private static async Task<Ok<FilledLetter>> SampleAsync(
        string code, int version, HttpContext context, LetterTemplateStore templates, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var language = ReadLanguage(context.Request.Query, errors) ?? LetterLanguages.French;
        errors.ThrowIfAny();
        var template = await templates.FindAsync(code, version, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        return TypedResults.Ok(Filled(template, language, LetterFacts.Sample));
    }

    private static Func<string, IReadOnlyDictionary<string, string>> FactsOf(CaseDocument document, SitePromises promises, Catalogue catalogue)
    {
        // Before the site is looked for: it says why a site that is not there is not.
        var today = promises.Today(document.State.Site);
        catalogue.TryGetSite(document.State.Site, out var site);
        return language => LetterFacts.Of(document, site!, catalogue, today, language);
    }

    private static FilledLetter Filled(LetterTemplateDocument template, string wished, Func<string, IReadOnlyDictionary<string, string>> factsIn)
    {
        var (words, language) = template.In(wished);
        var facts = factsIn(language);
        var (subject, body) = (LetterText.Fill(words.Subject, facts, language), LetterText.Fill(words.Body, facts, language));
        return new FilledLetter(
            template.Code, template.Version, template.Status, language, template.Languages, subject.Text, body.Text, [.. subject.Missing.Union(body.Missing)]);
    }

    private static int? ReadVersion(IQueryCollection query, FieldErrors errors)
    {
        var text = query[Version.Name].ToString();
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0) return version;
        errors.Add(Version.Name, "Un numéro à partir de 1 est attendu.", "A number from 1 is expected.");
        return null;
    }

    private static string? ReadLanguage(IQueryCollection query, FieldErrors errors)
    {
        var text = query[Language.Name].ToString();
        if (text.Length == 0) return null;
        if (LetterLanguages.All.Contains(text)) return text;
        var known = string.Join(", ", LetterLanguages.All);
        errors.Add(Language.Name, $"Langue inconnue ; langues admises : {known}.", $"Unknown language; allowed: {known}.");
        return null;
    }
}
