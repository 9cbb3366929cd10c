using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using QualiPref.Complaints.Attachments;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.SharingCases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.AttachingFiles;

/// <summary>Takes files for a case that is about to be filed, one a call; the filing then names them.</summary>
internal static class AttachingFiles
{
    private const string WithProof = "with a proof", WithoutProof = "without a proof";

    private const int PartLength = 64 * 1024, LongestName = 1_000;

    private const long MostDrained = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{id:guid}/attachments", AttachAsync)
        .AllowAnybody(WithProof)
        .Allow(Roles.Agent, SiteRule.Resource, WithoutProof)
        .WithName("attachFile")
        .TakesHeader(HeaderNames.ContentDisposition, "Names the file: `attachment; filename*=UTF-8''photo.jpg`.", LongestName)
        .TakesHeader(FilingProofs.Header, "The proof of `POST /filing-proofs` for this id; not needed with an agent's token.", FilingProofs.LongestProof)
        .Accepts<string>(MediaTypeNames.Application.Octet)
        .Refuses(ComplaintsProblems.FileKindRefused, ComplaintsProblems.FileTooLarge, ComplaintsProblems.TooManyFiles, ComplaintsProblems.FileInfected, ComplaintsProblems.FileWithMacros,
            ComplaintsProblems.FileDamaged, ComplaintsProblems.FileEmpty, ComplaintsProblems.TooMuchUnnamed, ComplaintsProblems.TooSoon, CommonProblems.TooLarge, CommonProblems.UnsupportedMediaType)
        .WithSummary("Takes a file for a case that is about to be filed.")
        .WithDescription("The body is the file as it is. Its kind is found in its content: PDF, JPEG, PNG, plain text, DOCX or ODT without macros, at most 10 MB, 20 of a case and 25 MB of them together unless "
            + "set otherwise. Without a proof it takes role `agent`, for the site of the case where there is one already; within a day an agent may have handed in as much as ten cases may have that no case names. "
            + "`POST /complaints` names it under `attachments` within the day, else it is taken away. The same file for the same case is stored once and answers the same.");

    // Two round trips, of an agent four, and one to the antivirus.
    private static async Task<Created<FileTaken>> AttachAsync(
        Guid id, HttpContext context, CaseStore cases, AttachmentIntake intake, FilingProofs proofs, IOptions<AttachmentOptions> options, CancellationToken cancellationToken)
    {
        var isProven = context.Request.Headers.TryGetValue(FilingProofs.Header, out var proof);
        if (isProven) await RequireProofAsync(id, proof, proofs);
        else await RequireAgentAsync(id, Caller.Of(context), cases, cancellationToken);
        var name = ContentDispositionHeaderValue.TryParse(context.Request.Headers.ContentDisposition.ToString(), out var disposition)
            ? HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString()
            : null;
        var content = await ReadAsync(context.Request, options.Value.MostBytes, cancellationToken);
        var taking = await intake.TakeAsync(isProven
            ? new NewFile(id, name, content, AttachmentSource.Person)
            : new NewFile(id, name, content, AttachmentSource.Handler, KeepingDrafts.OwnerOf(context)), cancellationToken);
        if (taking is Taking.Refused refused) throw new ProblemException(new Problem(refused.Reason));
        var taken = ((Taking.Stored)taking).Attachment;
        return TypedResults.Created((string?)null, new FileTaken(taken.Id, taken.Name, taken.MediaType, taken.Bytes, taken.State));
    }

    private static async Task RequireProofAsync(Guid id, string? proof, FilingProofs proofs)
    {
        var errors = new FieldErrors();
        var proven = await proofs.ReadAsync(id, proof, errors);
        errors.ThrowIfAny();
        proofs.RequireOld(proven!.Value);
    }

    // Before a case is there, it is at no site: its filing asks for that.
    private static async Task RequireAgentAsync(Guid id, Caller caller, CaseStore cases, CancellationToken cancellationToken)
    {
        caller.RequireGrant(WithoutProof);
        if (await cases.FindSiteAsync(id, cancellationToken) is { } found) caller.RequireSites(found.Site);
    }

    // Grows with what comes, so that a length that is only announced takes no memory.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        // Of what is too large the rest is drained as far as that: the caller can read the refusal instead of a broken pipe.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostDrained;
        if (request.ContentLength > most) throw new ProblemException(new Problem(ComplaintsProblems.FileTooLarge));
        var content = new MemoryStream();
        var part = new byte[PartLength];
        while (await request.Body.ReadAsync(part, cancellationToken) is var read and > 0)
        {
            if (content.Length + read > most) throw new ProblemException(new Problem(ComplaintsProblems.FileTooLarge));
            content.Write(part, 0, read);
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}

/// <summary>A file that was taken.</summary>
/// <param name="Id">What the filing names it by.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="MediaType">What it was found to be.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="State">What the antivirus said of it.</param>
internal sealed record FileTaken(Guid Id, string Name, string MediaType, long Bytes, AttachmentState State);
