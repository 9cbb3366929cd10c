using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningKiosks;

/// <summary>The kiosks and what is missing from each. Three reads, and two for each fifty kiosks.</summary>
internal static class ListingKiosks
{
    private const string Told = "missing: at most 100 ranges of the present enrolment; setAside: answers that wait for a decision; repeated: answers "
        + "that bear a sequence number which another one bears. What the device says of itself: backlog, aside (kept after the server set them aside), battery in percent, "
        + "storage in bytes. status: created, enrolled, revoked or retired. clockAlert: its clock is off by an hour or more. earlier: what is missing of the enrolments before, "
        + "as far as it is known that it was answered; writtenOff: what nobody waits for any more.";

    public static void Map(IEndpointRouteBuilder api)
    {
        MapList(api);
        api.MapGet("/kiosks/{id:guid}", ReadAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetKiosk")
            .Refuses(CommonProblems.NotFound)
            .WithSummary("One kiosk with the sequence numbers that are missing")
            .WithDescription($"Needs the role quality. {Told}")
            .Produces<ListedKiosk>();
    }

    private static void MapList(IEndpointRouteBuilder api) => api.MapGet("/kiosks", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("ListKiosks")
        .TakesQuery([QueryParameter.Site, QueryParameter.Flag("retired", "Lists those that are retired; the others when false or left out."), .. QueryParameter.Page])
        .WithSummary("List kiosks with the sequence numbers that are missing")
        .WithDescription($"Needs the role quality. {Told} Retired kiosks are listed by retired=true alone.");

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, KioskStore kiosks, ResponseReader responses, FleetGaps fleet, CancellationToken cancellationToken)
    {
        if (await kiosks.FindAsync(id, cancellationToken) is not { } kiosk) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(kiosk.Site);
        return TypedResults.Ok((await DescribeAsync([kiosk], responses, fleet, cancellationToken))[0]);
    }

    // Two reads, and two for each fifty kiosks.
    private static async Task<IReadOnlyList<ListedKiosk>> DescribeAsync(IReadOnlyList<Kiosk> kiosks, ResponseReader responses, FleetGaps fleet, CancellationToken cancellationToken)
    {
        var setAside = await responses.CountSetAsideAsync(kiosks, cancellationToken);
        var repeated = await responses.CountRepeatedAsync(kiosks, cancellationToken);
        var gaps = await fleet.OfAsync(kiosks, cancellationToken);
        return [.. kiosks.Select(kiosk => ListedKiosk.Of(kiosk, gaps[kiosk.Id], setAside.GetValueOrDefault(kiosk.Id), repeated.GetValueOrDefault(kiosk.Id)))];
    }

    private static async Task<Ok<Page<ListedKiosk>>> HandleAsync(HttpContext context, string? site, string? retired, KioskStore kiosks, ResponseReader responses,
        FleetGaps fleet, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var after = Guid.Empty;
        if (page.After is not null && !Guid.TryParse(page.After, out after))
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        }
        if (retired is not (null or "" or "true" or "false")) errors.Add("retired", "Valeur inconnue ; valeurs admises : true, false.", "Unknown value; allowed: true, false.");
        errors.ThrowIfAny();
        var sites = !string.IsNullOrEmpty(site) ? [site] : caller.Sites;
        var found = await kiosks.ListAsync(sites, retired == "true", after, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, kiosk => kiosk.Id.ToString());
        return TypedResults.Ok(new Page<ListedKiosk>(await DescribeAsync(cut.Items, responses, fleet, cancellationToken), cut.Next));
    }
}

/// <summary>One kiosk.</summary>
internal sealed record ListedKiosk(
    Guid Id, string Site, string Label, string Status, DateTimeOffset? LastSeen, double? ClockOffsetSeconds, bool ClockAlert, long LastContiguousSequence,
    IReadOnlyList<MissingRange> Missing, int SetAside, int Repeated, long? Backlog, long? Aside, string? AppVersion, double? Battery, string? Browser, DeviceStorage? Storage,
    int Enrolment, IReadOnlyList<ListedLeftBehind> Earlier, IReadOnlyList<ListedWriteOff> WrittenOff, RetiredKiosk? Retirement)
{
    // A clock that is this wrong is to be set: what answers are dated by hangs on one reading less.
    private const double AlarmingSeconds = 3_600;

    public static ListedKiosk Of(Kiosk kiosk, KioskGaps gaps, int setAside, int repeated) => new(
        kiosk.Id, kiosk.Site, kiosk.Label, StatusOf(kiosk), kiosk.LastSeen, kiosk.ClockOffsetSeconds, kiosk.ClockOffsetSeconds is <= -AlarmingSeconds or >= AlarmingSeconds,
        gaps.Present.Contiguous, gaps.Present.Missing, setAside, repeated, kiosk.Backlog, kiosk.Aside, kiosk.AppVersion, kiosk.Battery, kiosk.Browser, kiosk.Storage, kiosk.Enrolment,
        [.. gaps.Earlier.Select(one => new ListedLeftBehind(one.Enrolment, kiosk.LeftBehind?.FirstOrDefault(left => left.Enrolment == one.Enrolment)?.LastSeen, one.Missing))],
        [.. (kiosk.WriteOffs ?? []).Select(ListedWriteOff.Of)], RetiredKiosk.Of(kiosk));

    private static string StatusOf(Kiosk kiosk) => kiosk switch
    {
        { Retirement: not null } => "retired",
        { Enrolment: 0 } => "created",
        { IsRevoked: true } => "revoked",
        _ => "enrolled",
    };
}

/// <summary>What is missing of an earlier enrolment, and when its device was last heard of, where that is known.</summary>
internal sealed record ListedLeftBehind(int Enrolment, DateTimeOffset? LastSeen, IReadOnlyList<MissingRange> Missing);
