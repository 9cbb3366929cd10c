using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.ReadingComplaints;

/// <summary>Says how many cases a list holds and when they are due, exactly.</summary>
internal static class CountingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/complaints/counts", CountAsync)
            .Allow(Roles.Handler, SiteRule.Query)
            .WithName("countComplaints")
            .TakesQuery([.. CaseQueryReader.Parameters])
            .Refuses(CommonProblems.NotInCatalogueYet)
            .WithSummary("How many cases a list holds, and when those are due whose answer is pending.")
            .WithDescription("Role `handler`. The filters of the list.");
        api.MapGet("/complaints/desk", ReadDeskAsync)
            .Allow(Roles.Handler, SiteRule.Query)
            .WithName("readDesk")
            .TakesQuery(QueryParameter.Site)
            .Refuses(CommonProblems.NotInCatalogueYet)
            .WithSummary("What waits at the desk: how many cases in each standing, and who has how many.")
            .WithDescription("Role `handler`. Of all sites of the token, or of one.");
    }

    // Two round trips, made at once.
    private static async Task<Ok<CaseCounts>> CountAsync(
        HttpContext context, CaseReader cases, SitePromises promises, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var query = CaseQueryReader.Read(context.Request.Query, catalogue, after: null, errors);
        errors.ThrowIfAny();
        query = query with { Sites = query.Sites ?? Caller.Of(context).Sites };
        var total = cases.CountAsync(query, cancellationToken);
        var pending = await cases.TallyAsync(query with { Pending = true }, cancellationToken);
        return TypedResults.Ok(CaseCounts.Of(await total, pending, promises));
    }

    // Six round trips, made at once.
    private static async Task<Ok<Desk>> ReadDeskAsync(
        HttpContext context, CaseReader cases, SitePromises promises, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var asked = CaseQueryReader.Read(context.Request.Query, catalogue, after: null, errors);
        errors.ThrowIfAny();
        var sites = asked.Sites ?? Caller.Of(context).Sites;
        var unread = cases.CountAsync(new CaseQuery { Sites = sites, Unread = true }, cancellationToken);
        var reviews = cases.CountAsync(new CaseQuery { Sites = sites, UnreadReview = true }, cancellationToken);
        var due = cases.CountAsync(new CaseQuery { Sites = sites, PromiseDue = true }, cancellationToken);
        var lost = cases.CountAsync(new CaseQuery { Sites = sites, NotArrived = true }, cancellationToken);
        var aside = cases.CountAsync(new CaseQuery { Sites = sites, Aside = true }, cancellationToken);
        var tallies = await cases.TallyAsync(new CaseQuery { Sites = sites, Statuses = [.. CaseStatuses.Open, CaseStatus.Answered], Aside = false }, cancellationToken);
        return TypedResults.Ok(Desk.Of(tallies, promises, (int)await unread, (int)await aside) with { Reviews = (int)await reviews, Promises = (int)await due, NotArrived = (int)await lost });
    }
}

/// <summary>How many cases there are. Days are those of each case's site; a week ends on Sunday.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Overdue">Past due, still without an answer.</param>
/// <param name="DueToday">Due today.</param>
/// <param name="DueThisWeek">Due on a later day of this week.</param>
/// <param name="DueLater">Due after this week.</param>
/// <param name="WithoutDeadline">No answer is pending: answered, thanks, anonymous, or left the desk.</param>
internal sealed record CaseCounts(long Total, long Overdue, long DueToday, long DueThisWeek, long DueLater, long WithoutDeadline)
{
    public static CaseCounts Of(long total, IReadOnlyList<CaseTally> tallies, SitePromises promises)
    {
        long overdue = 0, today = 0, week = 0, later = 0;
        foreach (var tally in tallies.Where(tally => tally.Verdict == Verdict.Pending))
        {
            var day = promises.Today(tally.Site);
            if (tally.DueOn < day) overdue += tally.Number;
            else if (tally.DueOn == day) today += tally.Number;
            else if (tally.DueOn <= SundayOf(day)) week += tally.Number;
            else later += tally.Number;
        }
        return new CaseCounts(total, overdue, today, week, later, total - overdue - today - week - later);
    }

    private static DateOnly SundayOf(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);
}

/// <summary>What waits at a desk.</summary>
/// <param name="ToDo">Open complaints and suggestions.</param>
/// <param name="Overdue">Of those, past due without an answer.</param>
/// <param name="Unassigned">Of those, given to nobody.</param>
/// <param name="AwaitingUser">Of those, waiting for the person.</param>
/// <param name="Answered">Answered and not yet closed.</param>
/// <param name="Thanks">Open thanks.</param>
/// <param name="Unread">Cases in any state with a message of the person that nobody has read.</param>
/// <param name="Reviews">Cases with a review of the person that nobody has read.</param>
/// <param name="Promises">Cases with a promise that wants somebody: due soon or overdue, or not kept as the person says.</param>
/// <param name="NotArrived">Cases in any state with a letter that did not arrive, or perhaps not, and was not sent again.</param>
/// <param name="Aside">Cases that are set aside: they are in none of the other numbers but those of messages.</param>
/// <param name="Handlers">Whoever has open complaints and suggestions, those with most overdue first; the last, without a person, stands for those given to nobody.</param>
/// <param name="Teams">Whatever team has open complaints and suggestions, those with most overdue first.</param>
internal sealed record Desk(int ToDo, int Overdue, int Unassigned, int AwaitingUser, int Answered, int Thanks, int Unread, int Reviews, int Promises, int NotArrived, int Aside, IReadOnlyList<HandlerLoad> Handlers, IReadOnlyList<TeamLoad> Teams)
{
    public static Desk Of(IReadOnlyList<CaseTally> tallies, SitePromises promises, int unread, int aside)
    {
        var open = tallies.Where(tally => tally.Status.IsOpen()).ToList();
        var toDo = open.Where(tally => tally.Kind != Kinds.Thanks).ToList();
        return new Desk(
            Sum(toDo),
            Sum(toDo.Where(tally => tally.Verdict == Verdict.Pending && tally.DueOn < promises.Today(tally.Site))),
            Sum(toDo.Where(tally => tally.Assignee is null)),
            Sum(toDo.Where(tally => tally.Status == CaseStatus.AwaitingUser)),
            Sum(tallies.Where(tally => tally.Status == CaseStatus.Answered)),
            Sum(open.Where(tally => tally.Kind == Kinds.Thanks)),
            unread,
            Reviews: 0,
            Promises: 0,
            NotArrived: 0,
            aside,
            [.. toDo.GroupBy(tally => tally.Assignee)
                .Select(one => new HandlerLoad(one.Key, CaseCounts.Of(Sum(one), [.. one], promises)))
                .OrderBy(load => load.Assignee is null).ThenByDescending(load => load.Cases.Overdue).ThenBy(load => load.Assignee, StringComparer.Ordinal)],
            [.. toDo.Where(tally => tally.Team.Length > 0).GroupBy(tally => (tally.Site, tally.Team))
                .Select(one => new TeamLoad(one.Key.Site, one.Key.Team, CaseCounts.Of(Sum(one), [.. one], promises), Sum(one.Where(tally => tally.Assignee is null))))
                .OrderByDescending(load => load.Cases.Overdue).ThenBy(load => load.Site, StringComparer.Ordinal).ThenBy(load => load.Team, StringComparer.Ordinal)]);
    }

    private static int Sum(IEnumerable<CaseTally> tallies) => tallies.Sum(tally => tally.Number);
}

/// <summary>What somebody has to do.</summary>
/// <param name="Assignee">Id of the person, or the name of one who was given cases before there were persons; null for nobody.</param>
/// <param name="Cases">Their open complaints and suggestions.</param>
internal sealed record HandlerLoad(string? Assignee, CaseCounts Cases);

/// <summary>What a team has to do.</summary>
/// <param name="Site">Code of its site.</param>
/// <param name="Team">Code of the team.</param>
/// <param name="Cases">Its open complaints and suggestions.</param>
/// <param name="Unassigned">Of those, the ones that no person of it has taken.</param>
internal sealed record TeamLoad(string Site, string Team, CaseCounts Cases, int Unassigned);
