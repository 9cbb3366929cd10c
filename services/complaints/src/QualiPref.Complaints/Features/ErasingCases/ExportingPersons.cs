using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ErasingCases;

/// <summary>Gives out all that is held about a person, as a file for them.</summary>
internal static class ExportingPersons
{
    private const int MostCases = 50;

    private const string Zip = "application/zip";

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/persons/export", ExportAsync)
        .Allow(Roles.Quality, SiteRule.Body)
        .Audited(AuditKinds.Read, "person.export")
        .WithName("exportPerson")
        .Reads("Export", (_, fields) => Read(fields))
        .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
        .Produces(StatusCodes.Status200OK)
        .Gives(Zip)
        .WithSummary($"All that some cases hold, at most {MostCases}, as a ZIP with a JSON file for each, and the files that came with it.")
        .WithDescription("Role `quality` for the sites of the cases. Each file is what `GET /complaints/{id}` answers: contact, texts, history and letters with what became of them.");

    // One round trip for each case, two for each of its files, and one for the log.
    private static async Task<IResult> ExportAsync(
        HttpContext context, CaseStore cases, AttachmentStore files, SitePromises promises, IOptions<JsonOptions> json, [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit,
        CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var ids = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var caller = Caller.Of(context);
        var documents = new List<CaseDocument>(ids.Count);
        foreach (var id in ids) documents.Add(await cases.RequireAsync(id, caller, cancellationToken));
        await audit.AppendListAsync(context, "case", documents.Select(document => (document.Id, (string?)document.State.Site)), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        // The archive ends each of its entries with a write that does not wait.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        var options = new JsonSerializerOptions(json.Value.SerializerOptions) { WriteIndented = true };
        return TypedResults.Stream(target => WriteAsync(target, documents, document => new CaseView(document, promises), files, options, cancellationToken), Zip, "donnees-personnelles.zip");
    }

    private static async Task WriteAsync(
        Stream target, IEnumerable<CaseDocument> documents, Func<CaseDocument, CaseView> viewOf, AttachmentStore files, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var document in documents)
        {
            await using (var entry = await zip.CreateEntry($"{document.Reference}.json").OpenAsync(cancellationToken))
                await JsonSerializer.SerializeAsync(entry, viewOf(document), options, cancellationToken);
            foreach (var (file, number) in document.Attachments.Select((file, at) => (file, at + 1)))
            {
                // One that no antivirus has seen yet is given to nobody; one that it stopped is gone.
                if (file.State is AttachmentState.Unchecked or AttachmentState.Infected || await files.ReadAsync(file.Id, cancellationToken) is not { } bytes) continue;
                await using var entry = await zip.CreateEntry(FormattableString.Invariant($"{document.Reference}/{number:00}-{file.Name}")).OpenAsync(cancellationToken);
                await entry.WriteAsync(bytes, cancellationToken);
            }
        }
    }

    private static IReadOnlyList<Guid> Read(JsonFields fields)
    {
        var ids = fields.Array("cases", MostCases, required: true) ?? [];
        var read = ids.Select(one => JsonFields.TextOf(one) is { } text && Guid.TryParse(text, out var id) ? id : (Guid?)null).ToList();
        if (read.Contains(null)) fields.Refuse("cases", "Des identifiants de dossiers sont attendus.", "Ids of cases are expected.");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return [.. read.OfType<Guid>().Distinct()];
    }
}
