using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ReadingComplaints;
using QualiPref.Complaints.Features.SendingLetters;
using QualiPref.Complaints.Features.TrackingComplaints;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.HearingPersons;

/// <summary>Asks the person once whether it was of use to them, and notes that a handler read what they say.</summary>
internal static class ReviewingAnswers
{
    private static readonly DeliveryState[] Arrived = [DeliveryState.HandedOver, DeliveryState.Posted, DeliveryState.Handed];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tracking/{trackingCode}/review", ReviewAsync)
            .AllowAnybody()
            .WithName("reviewAnswer")
            .Reads("Review", (_, fields) => Read(fields))
            .Refuses(CommonProblems.NotFound, ComplaintsProblems.Gone, ComplaintsProblems.ReviewGiven, ComplaintsProblems.NothingToReview, CommonProblems.NotInCatalogueYet)
            .WithSummary("What the person says of the answer: whether it helped, and why.")
            .WithDescription("Public; the code is the key. Once, as soon as the answer arrived as far as its record says, or the case is closed. The same again answers the same.");
        api.MapPost("/complaints/{id:guid}/review/read", MarkReadAsync)
            .Allow(Roles.Handler, SiteRule.Resource)
            .Audited(AuditKinds.Decision, "case.readReview")
            .WithName("markReviewRead")
            .Reads("ReviewRead", (_, fields) => SendingLetters.SendingLetters.Empty(fields))
            .GivesETag()
            .Refuses(CommonProblems.NotFound, CommonProblems.NotInCatalogueYet)
            .WithSummary("Notes that a handler has read what the person says of the answer.")
            .WithDescription("Role `handler` for the site of the case. The version of the case stays.");
    }

    /// <summary>Whether the person may say now what they think of the answer.</summary>
    public static bool MayBeReviewed(this CaseDocument document) =>
        document is { Review: null, Erased: null } && document.State.Kind != Kinds.Thanks
        && (document.State.Status == CaseStatus.Closed || (document.LastAnswer()?.Delivery is { } last && Arrived.Contains(last.State)));

    // Two round trips.
    private static async Task<Ok<TrackedComplaint>> ReviewAsync(
        string trackingCode, HttpContext context, CaseStore cases, PersonWords words, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var (said, text) = Read(new JsonFields(body.RootElement, new FieldErrors()));
        var document = await cases.RequireTrackedAsync(trackingCode, cancellationToken);
        if (document.Review is null && !document.MayBeReviewed()) throw new ProblemException(new Problem(ComplaintsProblems.NothingToReview));
        var review = new PersonReview { At = time.GetUtcNow().UtcDateTime, Said = said, Text = text, Unread = true };
        if (document.Review is null && await words.TryReviewAsync(document.Id, review, cancellationToken)) document.Review = review;
        // Sent twice, or at the same moment from two windows.
        else document = await cases.RequireTrackedAsync(trackingCode, cancellationToken);
        if ((document.Review?.Said, document.Review?.Text) != (said, text)) throw new ProblemException(new Problem(ComplaintsProblems.ReviewGiven));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(TrackedComplaint.Of(document));
    }

    // Two round trips.
    private static async Task<Ok<CaseView>> MarkReadAsync(Guid id, HttpContext context, CaseStore cases, PersonWords words, SitePromises promises, CancellationToken cancellationToken)
    {
        await SendingLetters.SendingLetters.RequireEmptyAsync(context.Request, cancellationToken);
        var document = await cases.RequireAsync(id, Caller.Of(context), cancellationToken);
        if (document.Review is not { } review) throw new ProblemException(new Problem(CommonProblems.NotFound));
        await words.MarkReviewReadAsync(id, context.Entry(AuditSubject.Of("case", id), [document.State.Site]), cancellationToken);
        document.Review = review with { Unread = false };
        return context.Answer(document, promises);
    }

    private static (ReviewVerdict Said, string? Text) Read(JsonFields fields)
    {
        var said = fields.Code("said", CaseNames.All<ReviewVerdict>(), required: true);
        var text = fields.Text("text", PersonReview.LongestText);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return (said is null ? default : CaseNames.Parse<ReviewVerdict>(said), string.IsNullOrWhiteSpace(text) ? null : text);
    }
}
