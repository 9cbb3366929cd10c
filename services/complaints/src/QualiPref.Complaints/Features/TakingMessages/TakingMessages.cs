using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Features.TrackingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.TakingMessages;

/// <summary>Takes what a person adds to their case, and notes that a handler read it.</summary>
internal static class TakingMessages
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tracking/{trackingCode}/messages", AddAsync)
            .AllowAnybody()
            .WithName("addMessage")
            .Reads("AddedMessage", (_, fields) => Read(fields))
            .Refuses(CommonProblems.NotFound, CommonProblems.Stale, ComplaintsProblems.Gone, ComplaintsProblems.OtherContent, ComplaintsProblems.MessagesFull, CommonProblems.NotInCatalogueYet)
            .WithSummary("Adds a message of the person to their case.")
            .WithDescription("Public; the code is the key. In any state; a case that waits for the person goes on by it, a closed one stays closed until a handler reopens it. "
                + "Idempotent on the client's `id`.");
        api.MapPost("/complaints/{id:guid}/messages/{message:guid}/read", MarkReadAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Decision, "case.readMessage")
            .WithName("markMessageRead")
            .Reads("MessageRead", (_, fields) => SendingLetters.SendingLetters.Empty(fields))
            .GivesETag()
            .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
            .WithSummary("Notes that a handler has read a message of the person.")
            .WithDescription("Role `handler` for the site of the case. The version of the case stays.");
    }

    // Two round trips.
    private static async Task<Ok<TrackedComplaint>> AddAsync(
        string trackingCode, HttpContext context, CaseStore cases, MessageIntake intake, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var written = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var code = TrackingCodes.Read(trackingCode) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var document = await cases.FindTrackedAsync(code, cancellationToken) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var now = time.GetUtcNow();
        var message = new PersonMessage { Id = written.Id ?? Guid.CreateVersion7(now), At = now.UtcDateTime, Channel = Channels.Web, Text = written.Text, Unread = true };
        document = await intake.AddAsync(document, message, [], cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(TrackedComplaint.Of(document));
    }

    // Two round trips.
    private static async Task<Ok<CaseView>> MarkReadAsync(
        Guid id, Guid message, HttpContext context, CaseStore cases, MessageStore messages, SitePromises promises, CancellationToken cancellationToken)
    {
        await SendingLetters.SendingLetters.RequireEmptyAsync(context.Request, cancellationToken);
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        var place = document.Messages.FindIndex(one => one.Id == message);
        if (place < 0) throw new ProblemException(new Problem(CommonProblems.NotFound));
        var audit = context.Entry(AuditSubject.Of("case", id), [document.State.Site], ("message", message.ToString()));
        await messages.TryMarkReadAsync(id, message, audit, cancellationToken);
        document.Messages[place] = document.Messages[place] with { Unread = false };
        return context.Answer(document, promises);
    }

    private static AddedMessage Read(JsonFields fields)
    {
        var written = new AddedMessage(fields.Id("id"), fields.Text("text", PersonMessage.LongestText, required: true) ?? "");
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return written;
    }

    /// <summary>What adding a message takes.</summary>
    /// <param name="Id">Id made by the client, optional: a repeat with it adds nothing.</param>
    /// <param name="Text">At most 10,000 characters.</param>
    private sealed record AddedMessage(Guid? Id, string Text);
}
