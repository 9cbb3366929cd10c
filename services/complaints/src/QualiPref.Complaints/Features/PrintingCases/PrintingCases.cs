using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Printing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.PrintingCases;

/// <summary>Gives a whole case as one document, for a meeting, a court or a mediator.</summary>
internal static class PrintingCases
{
    // Each is held in memory with its files.
    private static readonly SemaphoreSlim Room = new(2);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints/{id:guid}/document", DrawAsync)
        .Allow(Roles.Handler, SiteRule.Resource)
        .Audited(AuditKinds.Read, "case.document")
        .WithName("readCaseDocument")
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.Erased, CommonProblems.NotInCatalogueYet)
        .Produces(StatusCodes.Status200OK)
        .Gives(MediaTypeNames.Application.Pdf)
        .WithSummary("The whole case as one PDF: what was filed, what was written and what became of it, its history, and its files.")
        .WithDescription($"Role `handler` for the site of the case. At most {BlockPages.Most} pages, then it says so. Files are enclosed as they are, at most 40 MB of them, photographs drawn besides; the document says "
            + "of each what became of it.");

    // Two round trips, and two for each file.
    private static async Task<IResult> DrawAsync(
        Guid id, HttpContext context, CaseStore cases, AttachmentStore store, SitePromises promises, Catalogue catalogue, TimeProvider time,
        [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit, CancellationToken cancellationToken)
    {
        var document = await cases.RequireChangeableAsync(id, Caller.Of(context), cancellationToken);
        // Of a site that is not in the catalogue here this is refused.
        var today = promises.Today(document.State.Site);
        catalogue.TryGetSite(document.State.Site, out var site);
        await audit.AppendAsync(context.Entry(AuditSubject.Of("case", id), [document.State.Site]), cancellationToken);
        await Room.WaitAsync(cancellationToken);
        try
        {
            var at = time.GetUtcNow().UtcDateTime;
            var files = await CaseFile.ReadAsync(document, store, cancellationToken);
            var blocks = new CaseDocumentText(document, new CaseDocumentWords(catalogue, site!.TimeZone), today).Blocks(files, at);
            var pdf = BlockPdf.Write(
                blocks, files.Select(file => file.Photo).OfType<PrintedPhoto>(), files.Select(file => file.Enclosed).OfType<EnclosedFile>(), $"Dossier {document.Reference}", at);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.File(pdf, MediaTypeNames.Application.Pdf, FormattableString.Invariant($"dossier-{document.Reference}.pdf"));
        }
        finally
        {
            Room.Release();
        }
    }
}
