using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.FilingComplaints;
using QualiPref.Complaints.Features.HearingPersons;
using QualiPref.Complaints.Storage;
using QualiPref.Complaints.Templates;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.TrackingComplaints;

/// <summary>Shows a person where their case stands.</summary>
internal static class TrackingComplaints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/tracking/{trackingCode}", TrackAsync)
        .AllowAnybody()
        .WithName("trackComplaint")
        .Refuses(CommonProblems.NotFound, ComplaintsProblems.Gone)
        .WithSummary("What the person may see: status, dates, answer.")
        .WithDescription("Public; the code is the key. Hyphens, spaces and case do not matter. Name, address and text are not repeated.");

    // One round trip.
    private static async Task<Ok<TrackedComplaint>> TrackAsync(
        string trackingCode, HttpContext context, CaseStore cases, CancellationToken cancellationToken)
    {
        var code = TrackingCodes.Read(trackingCode) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var document = await cases.FindTrackedAsync(code, cancellationToken)
            ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        if (document.Erased is not null) throw new ProblemException(new Problem(ComplaintsProblems.Gone));
        // The address holds the code: nobody between us and the person keeps the page.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(TrackedComplaint.Of(document));
    }
}

/// <summary>What the person may see. Every member is always there; <c>announcedOn</c> is the day that the last holding reply promised,
/// <c>language</c> the one that the person writes in as they filed it, French where they did not say.</summary>
internal sealed record TrackedComplaint(
    string Reference,
    string Site,
    string Language,
    string Kind,
    CaseStatus Status,
    DateOnly ReceivedOn,
    DateOnly DueOn,
    DateOnly LegalDueOn,
    DateOnly? AcknowledgedOn,
    DateOnly? AnnouncedOn,
    DateOnly? AnsweredOn,
    DateOnly? ClosedOn,
    TrackedAnswer? Answer,
    IReadOnlyList<TrackedFile> Attachments,
    IReadOnlyList<TrackedMessage> Messages,
    bool MayReview,
    TrackedReview? Review,
    IReadOnlyList<TrackedPromise> Promises)
{
    public static TrackedComplaint Of(CaseDocument document)
    {
        var answer = document.LastAnswer();
        return new TrackedComplaint(
            document.Reference,
            document.State.Site,
            LetterLanguages.OrFrench(document.Filing.Contact?.Language),
            document.State.Kind,
            document.State.Status,
            document.State.ReceivedOn,
            document.State.DueOn,
            document.State.LegalDueOn,
            document.State.AcknowledgedOn,
            document.History.LastOrDefault(entry => entry.AnnouncedOn is not null)?.AnnouncedOn,
            document.State.AnsweredOn,
            document.State.ClosedOn,
            answer is null ? null : new TrackedAnswer(answer.DatedOn, answer.Subject, answer.Body, answer.Language, answer.Delivery is { } last ? new TrackedDelivery(last.Way, last.State, last.LastAt) : null),
            [.. document.Attachments.Where(file => file.IsOfThePerson).Select(file => new TrackedFile(file.Id, file.Name, file.Bytes, file.State))],
            [.. document.Messages.Select(message => new TrackedMessage(message.Id, message.At))],
            document.MayBeReviewed(),
            document.Review is { } review ? new TrackedReview(review.Said, review.At) : null,
            [.. document.Promises.Where(promise => document.IsAnnounced(promise)).Select(TrackedPromise.Of)]);
    }
}

/// <summary>A file that the person handed in.</summary>
internal sealed record TrackedFile(Guid Id, string Name, long Bytes, AttachmentState State);

/// <summary>The last answer, and the language that it is written in.</summary>
internal sealed record TrackedAnswer(DateOnly SentOn, string Subject, string Body, string Language, TrackedDelivery? Delivery);

/// <summary>What became of the answer, and since when (UTC).</summary>
internal sealed record TrackedDelivery(DeliveryWay Way, DeliveryState State, DateTime At);

/// <summary>What the person said of the answer, and when (UTC); why is not repeated.</summary>
internal sealed record TrackedReview(ReviewVerdict Said, DateTime At);

/// <summary>Something that an answer announced, by when, and what became of it.</summary>
internal sealed record TrackedPromise(Guid Id, string Text, DateOnly DueOn, PromiseState State, DateOnly? KeptOn, string? Reason)
{
    public static TrackedPromise Of(PersonPromise promise) => new(promise.Id, promise.Text, promise.DueOn, promise.State, promise.KeptOn, promise.Reason);
}

/// <summary>What the person wrote after the filing: that it is there, and since when (UTC).</summary>
internal sealed record TrackedMessage(Guid Id, DateTime At);
