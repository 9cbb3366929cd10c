using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>The kiosks and what is missing from each. Three reads, and two more for each kiosk that was enrolled.</summary>
internal static class ListingKiosks
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/kiosks", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("ListKiosks")
        .TakesQuery([QueryParameter.Site, .. QueryParameter.Page])
        .WithSummary("List kiosks with the sequence numbers that are missing")
        .WithDescription("Needs the role quality. missing: at most 100 ranges of the present enrolment; setAside: answers that wait for a decision; repeated: answers "
            + "that bear a sequence number which another one bears. What the device says of itself: backlog, aside (kept after the server set them aside), battery in percent, "
            + "storage in bytes. status: "
            + "created, enrolled or revoked.");

    private static async Task<Ok<Page<ListedKiosk>>> HandleAsync(HttpContext context, string? site, KioskStore kiosks, ResponseReader responses,
        SequenceTracker sequences, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var after = Guid.Empty;
        if (page.After is not null && !Guid.TryParse(page.After, out after))
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        }
        errors.ThrowIfAny();
        var sites = !string.IsNullOrEmpty(site) ? [site] : caller.Sites;
        var found = await kiosks.ListAsync(sites, after, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, kiosk => kiosk.Id.ToString());
        var setAside = await responses.CountSetAsideAsync(cut.Items, cancellationToken);
        var repeated = await responses.CountRepeatedAsync(cut.Items, cancellationToken);
        var listed = new List<ListedKiosk>(cut.Items.Count);
        foreach (var kiosk in cut.Items)
        {
            var gaps = await sequences.GapsAsync(kiosk, cancellationToken);
            listed.Add(ListedKiosk.Of(kiosk, gaps, setAside.GetValueOrDefault(kiosk.Id), repeated.GetValueOrDefault(kiosk.Id)));
        }
        return TypedResults.Ok(new Page<ListedKiosk>(listed, cut.Next));
    }
}

/// <summary>One kiosk.</summary>
internal sealed record ListedKiosk(
    Guid Id, string Site, string Label, string Status, DateTimeOffset? LastSeen, double? ClockOffsetSeconds, long LastContiguousSequence,
    IReadOnlyList<MissingRange> Missing, int SetAside, int Repeated, long? Backlog, long? Aside, string? AppVersion, double? Battery, string? Browser, DeviceStorage? Storage,
    int Enrolment)
{
    public static ListedKiosk Of(Kiosk kiosk, SequenceGaps gaps, int setAside, int repeated) => new(
        kiosk.Id, kiosk.Site, kiosk.Label, kiosk.Enrolment == 0 ? "created" : kiosk.IsRevoked ? "revoked" : "enrolled", kiosk.LastSeen, kiosk.ClockOffsetSeconds,
        gaps.Contiguous, gaps.Missing, setAside, repeated, kiosk.Backlog, kiosk.Aside, kiosk.AppVersion, kiosk.Battery, kiosk.Browser, kiosk.Storage, kiosk.Enrolment);
}
