using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Parking.Messages;

namespace QualiPref.Platform.Parking;

/// <summary>What a service has parked.</summary>
/// <param name="Waiting">How many wait for somebody, in all places.</param>
/// <param name="Items">The oldest of each place, 200 of each at most.</param>
public sealed record ParkedList(long Waiting, IReadOnlyList<ParkedView> Items);

/// <summary>Something that could not be published or counted.</summary>
/// <param name="Place">Where it is parked: a part of its address.</param>
/// <param name="Id">Its id there: a part of its address.</param>
/// <param name="ParkedAt">Since when (UTC).</param>
/// <param name="Reason">Why, for whoever runs the system.</param>
/// <param name="GivenUp">Whether somebody gave it up.</param>
public sealed record ParkedView(string Place, string Id, DateTimeOffset ParkedAt, string Reason, GivenUpView? GivenUp);

/// <summary>Somebody gave it up.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record GivenUpView(DateTimeOffset At, string By, string Reason);

/// <summary>What somebody decided on something parked.</summary>
/// <param name="Id">Id of the act.</param>
/// <param name="At">When (UTC).</param>
/// <param name="By">Who.</param>
/// <param name="Act"><c>retry</c>, <c>giveUp</c> or <c>mend</c>.</param>
/// <param name="Place">Where the thing is parked.</param>
/// <param name="Item">Its id there.</param>
/// <param name="Reason">Why; null where nobody is asked for it.</param>
/// <param name="DigestBefore">SHA-256 of what was mended, before.</param>
/// <param name="DigestAfter">The same after.</param>
/// <param name="Outcome">What came of it, in a word; null when that is not known: it failed, or the process ended over it.</param>
public sealed record ActView(
    Guid Id, DateTimeOffset At, string By, string Act, string Place, string Item, string? Reason, string? DigestBefore, string? DigestAfter, string? Outcome);

/// <summary><c>/parked</c>: the same calls in every service that parks something, for all sites, since what is parked may be of any.</summary>
public static class ParkedEndpoints
{
    private const int MostItems = 200;
    private const int LongestReason = 500;

    /// <summary>Maps the calls of a service.</summary>
    /// <param name="api">Where the service's calls are.</param>
    /// <param name="service">Name of the service.</param>
    public static void MapParked(this IEndpointRouteBuilder api, string service)
    {
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        api.MapGet("/parked", (string? givenUp, HttpContext context, CancellationToken cancellationToken) =>
                ListAsync(PlacesOf(context, service), IsTrue("givenUp", givenUp), cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .WithName($"List{name}Parked")
            .TakesQuery(QueryParameter.Flag("givenUp", "What was given up instead of what waits."))
            .WithSummary("What could not be published or counted and waits for a person")
            .WithDescription("Role admin, for all sites. At most 200 of each place, the oldest.");
        api.MapPost("/parked/{place}/{id}/retry", (string place, string id, HttpContext context, CancellationToken cancellationToken) =>
                RetryAsync(PlaceOf(context, service, place), id, context, ActsOf(context, service), cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .WithName($"Retry{name}Parked")
            .Refuses(CommonProblems.NotFound, CommonProblems.StillParked, CommonProblems.BrokerAway)
            .WithSummary("Tries once more what is parked, also what was given up")
            .WithDescription("Role admin, for all sites. 202: it is on its way again, and is parked again if it still fails. 409: its cause is not mended.");
        api.MapPost("/parked/{place}/{id}/give-up", (string place, string id, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
                GiveUpAsync(PlaceOf(context, service, place), id, context, ActsOf(context, service), time, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .WithName($"GiveUp{name}Parked")
            .Reads("GiveUpBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Notes that what is parked is not to be tried again")
            .WithDescription("Role admin, for all sites. It no longer degrades the health; the balance of its day stays open and goes on naming it until the record itself "
                + "is discarded or voided at its source.");
        api.MapGet("/parked/acts", (HttpContext context, CancellationToken cancellationToken) => ListActsAsync(ActsOf(context, service), context.Request.Query, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .WithName($"List{name}Acts")
            .TakesQuery(QueryParameter.Page)
            .WithSummary("What was decided on what is parked, by whom, the newest first")
            .WithDescription("Role admin, for all sites.");
        api.MapMessages(service, name);
    }

    internal static bool IsTrue(string name, string? flag)
    {
        var errors = new FieldErrors();
        if (flag is not (null or "" or "true" or "false")) errors.Add(name, "true ou false est attendu.", "true or false is expected.");
        errors.ThrowIfAny();
        return flag == "true";
    }

    private static List<IParking> PlacesOf(HttpContext context, string service) => [.. context.RequestServices.GetKeyedServices<IParking>(service)];

    private static IParking PlaceOf(HttpContext context, string service, string place) =>
        PlacesOf(context, service).Find(one => one.Place == place) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));

    private static OperatorActs ActsOf(HttpContext context, string service) => context.RequestServices.GetRequiredKeyedService<OperatorActs>(service);

    private static async Task<Ok<ParkedList>> ListAsync(List<IParking> places, bool givenUp, CancellationToken cancellationToken)
    {
        var waiting = 0L;
        var items = new List<ParkedView>();
        foreach (var place in places)
        {
            waiting += await place.CountAsync(cancellationToken);
            items.AddRange((await place.ListAsync(givenUp, MostItems, cancellationToken)).Select(View));
        }
        return TypedResults.Ok(new ParkedList(waiting, items));
    }

    private static async Task<Accepted> RetryAsync(IParking place, string id, HttpContext context, OperatorActs acts, CancellationToken cancellationToken)
    {
        var act = new OperatorAct(OperatorAct.Retry, place.Place, id, Caller.Of(context).Name);
        var retried = await acts.DoAsync(act, () => place.RetryAsync(id, cancellationToken), OutcomeOf, cancellationToken);
        return retried switch
        {
            Retried.OnItsWay => TypedResults.Accepted((string?)null),
            Retried.StillParked => throw new ProblemException(new Problem(CommonProblems.StillParked)),
            _ => throw new ProblemException(new Problem(CommonProblems.NotFound)),
        };
    }

    private static async Task<NoContent> GiveUpAsync(
        IParking place, string id, HttpContext context, OperatorActs acts, TimeProvider time, CancellationToken cancellationToken)
    {
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        var decision = new GivenUp(time.GetUtcNow().UtcDateTime, Caller.Of(context).Name, reason);
        var act = new OperatorAct(OperatorAct.GiveUp, place.Place, id, decision.By, reason);
        var isDone = await acts.DoAsync(act, () => place.GiveUpAsync(id, decision, cancellationToken), done => done ? "done" : OutcomeOf(Retried.NotParked), cancellationToken);
        if (!isDone) throw new ProblemException(new Problem(CommonProblems.NotFound));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<ActView>>> ListActsAsync(OperatorActs acts, IQueryCollection query, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(query, errors);
        Guid? before = Guid.TryParse(page.After, out var seen) ? seen : null;
        if (page.After is not null && before is null) errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        errors.ThrowIfAny();
        var noted = await acts.ListAsync(before, page.Size + 1, cancellationToken);
        return TypedResults.Ok(page.Cut([.. noted.Select(View)], act => act.Id.ToString()));
    }

    private static string OutcomeOf(Retried retried) => JsonNamingPolicy.CamelCase.ConvertName(retried.ToString());

    private static ActView View(NotedAct act) => new(
        act.Id, new DateTimeOffset(act.At, TimeSpan.Zero), act.What.By, act.What.Act, act.What.Place, act.What.Item, act.What.Reason,
        act.What.DigestBefore, act.What.DigestAfter, act.Outcome);

    private static ParkedView View(ParkedItem item) => new(
        item.Place, item.Id, new DateTimeOffset(item.ParkedAt, TimeSpan.Zero), item.Reason,
        item.GivenUp is { } decision ? new GivenUpView(new DateTimeOffset(decision.At, TimeSpan.Zero), decision.By, decision.Reason) : null);
}
