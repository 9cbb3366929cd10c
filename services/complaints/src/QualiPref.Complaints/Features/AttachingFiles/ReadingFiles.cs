using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.AttachingFiles;

/// <summary>Gives the files of a case to its handlers, and those that a person handed in back to them: to be saved, never to be shown by a browser.</summary>
internal static class ReadingFiles
{
    private static readonly IReadOnlyList<string> MediaTypes = [.. FileKind.All.Select(kind => kind.MediaType)];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/{id:guid}/attachments/{attachment:guid}", ReadAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Read, "case.attachment")
            .WithName("readAttachment")
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.FileUnchecked, ComplaintsProblems.FileGone)
            .Produces(StatusCodes.Status200OK)
            .Gives(MediaTypes)
            .WithSummary("A file of a case, to be saved.")
            .WithDescription("Role `handler` for the site of the case. Its media type is what its content was found to be. Nobody is given what an antivirus has still to see, or found something in.");
        api.MapGet("/tracking/{trackingCode}/attachments/{attachment:guid}", ReadOwnAsync)
            .AllowAnybody()
            .WithName("readOwnAttachment")
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.FileUnchecked, ComplaintsProblems.FileGone)
            .Produces(StatusCodes.Status200OK)
            .Gives(MediaTypes)
            .WithSummary("A file that the person handed in, to be saved.")
            .WithDescription("Public; the code is the key. What agents attached is not among them.");
    }

    // Three round trips, and the file.
    private static async Task<IResult> ReadAsync(
        Guid id, Guid attachment, HttpContext context, CaseStore cases, AttachmentStore files, [FromKeyedServices(ComplaintsModule.ServiceName)] AuditLog audit,
        CancellationToken cancellationToken)
    {
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        var file = document.Attachments.Find(one => one.Id == attachment) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var content = await OpenAsync(file, files, cancellationToken);
        await audit.AppendAsync(context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("attachment", attachment.ToString())), cancellationToken);
        return Save(context, file, content);
    }

    // Two round trips, and the file.
    private static async Task<IResult> ReadOwnAsync(string trackingCode, Guid attachment, HttpContext context, CaseStore cases, AttachmentStore files, CancellationToken cancellationToken)
    {
        var document = TrackingCodes.Read(trackingCode) is { } code ? await cases.FindTrackedAsync(code, cancellationToken) : null;
        var file = document?.Attachments.Find(one => one.Id == attachment && one.IsOfThePerson) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        return Save(context, file, await OpenAsync(file, files, cancellationToken));
    }

    private static async Task<Stream> OpenAsync(Attachment file, AttachmentStore files, CancellationToken cancellationToken)
    {
        if (file.State == AttachmentState.Unchecked) throw new ProblemException(new Problem(ComplaintsProblems.FileUnchecked));
        var content = file.State == AttachmentState.Infected ? null : await files.OpenAsync(file.Id, cancellationToken);
        return content ?? throw new ProblemException(new Problem(ComplaintsProblems.FileGone));
    }

    // Whatever it is, a browser runs nothing in it; that it guesses nothing either is said of every answer.
    private static FileStreamHttpResult Save(HttpContext context, Attachment file, Stream content)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "sandbox";
        return TypedResults.Stream(content, file.MediaType, file.Name);
    }
}
