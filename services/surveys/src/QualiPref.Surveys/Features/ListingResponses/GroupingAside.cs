using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.ListingResponses;

/// <summary>The answers that wait for a decision, by what they have in common: a wrong clock or a wrong date is one case, however many answers it spoilt.</summary>
internal static class GroupingAside
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/responses/set-aside", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("GroupSetAside")
        .TakesQuery(QueryParameter.Site)
        .WithSummary("Answers that wait for a decision, by cause, site and kiosk")
        .WithDescription($"Needs the role quality. At most {Most} groups, the largest first. readAt: what had come by then is counted, and may be decided about as a group. offsets: server minus device time "
            + "when they came, smallest and largest, where the kiosk said its time.")
        .Produces<AsideGroups>();

    // Two reads.
    private static async Task<Ok<AsideGroups>> HandleAsync(HttpContext context, string? site, ResponseReader responses, KioskStore kiosks, Catalogue catalogue, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        if (!string.IsNullOrEmpty(site) && !catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        errors.ThrowIfAny();
        var readAt = time.GetUtcNow();
        var groups = await responses.GroupAsideAsync(!string.IsNullOrEmpty(site) ? [site] : caller.Sites, readAt.UtcDateTime, Most, cancellationToken);
        var labels = await kiosks.LabelsAsync([.. groups.Select(group => group.Kiosk).OfType<Guid>().Distinct()], cancellationToken);
        return TypedResults.Ok(new AsideGroups(readAt, [.. groups.Select(group => ListedAsideGroup.Of(group, group.Kiosk is { } kiosk ? labels.GetValueOrDefault(kiosk) : null))]));
    }
}

/// <summary>The groups, and up to when they were read.</summary>
internal sealed record AsideGroups(DateTimeOffset ReadAt, IReadOnlyList<ListedAsideGroup> Items);

/// <summary>One cause at one site and kiosk.</summary>
internal sealed record ListedAsideGroup(
    string Code, string? Site, Guid? Kiosk, string? KioskLabel, int Count, DateOnly FirstDate, DateOnly LastDate, DateTimeOffset FirstReceivedAt, DateTimeOffset LastReceivedAt,
    double? LeastOffsetSeconds, double? MostOffsetSeconds)
{
    public static ListedAsideGroup Of(AsideCount group, string? label) => new(
        group.Code, group.Site, group.Kiosk, label, group.Count, group.FirstDate, group.LastDate, group.FirstReceivedAt, group.LastReceivedAt, group.LeastOffset, group.MostOffset);
}
