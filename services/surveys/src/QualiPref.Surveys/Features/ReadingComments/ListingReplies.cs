using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ReadingComments;

/// <summary>What a site answered to comments; public.</summary>
internal static class ListingReplies
{
    /// <summary>How many are shown: what was answered long ago interests nobody who comes today.</summary>
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sites/{site}/replies", HandleAsync)
        .AllowAnybody()
        .WithName("ListRepliesOfSite")
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Read what a site answered to comments, the newest first")
        .WithDescription($"The newest {Most}. What was said is a summary in the words of who answered; neither the comment itself, nor its day, nor what else the person answered is told. Cacheable for a minute.");

    private static async Task<Ok<PublishedReplies>> HandleAsync(string site, HttpContext context, Catalogue catalogue, CommentStore comments, CancellationToken cancellationToken)
    {
        if (!catalogue.TryGetSite(site, out var known)) throw new ProblemException(new Problem(CommonProblems.NotFound));
        var replied = await comments.ListRepliedAsync(known.Code, Most, cancellationToken);
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Ok(new PublishedReplies(known.Code, [.. replied.Select(comment => PublishedReply.Of(comment.Date, comment.Note!.Reply!, known.TimeZone))]));
    }
}

/// <summary>What a site answered to comments.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Items">The newest first.</param>
internal sealed record PublishedReplies(string Site, IReadOnlyList<PublishedReply> Items);

/// <summary>One answer to a comment.</summary>
/// <param name="Month">First day of the month in which the comment was left, where the site is.</param>
/// <param name="RepliedOn">Local legal date on which it was answered.</param>
/// <param name="Said">What the comment said, in short, at most 300 characters.</param>
/// <param name="Text">What was answered, at most 2,000 characters.</param>
internal sealed record PublishedReply(DateOnly Month, DateOnly RepliedOn, string Said, string Text)
{
    public static PublishedReply Of(DateOnly date, PublicReply reply, TimeZoneInfo zone) =>
        new(new DateOnly(date.Year, date.Month, 1), DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(reply.At, zone)), reply.Said!, reply.Text);
}
