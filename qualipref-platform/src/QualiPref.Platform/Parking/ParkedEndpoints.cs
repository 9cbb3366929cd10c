using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
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
                RetryAsync(PlaceOf(context, service, place), id, context, LogOf(context, service), cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Operation, "parked.retry")
            .WithName($"Retry{name}Parked")
            .Refuses(CommonProblems.NotFound, CommonProblems.StillParked, CommonProblems.BrokerAway)
            .WithSummary("Tries once more what is parked, also what was given up")
            .WithDescription("Role admin, for all sites. 202: it is on its way again, and is parked again if it still fails. 409: its cause is not mended.");
        api.MapPost("/parked/{place}/{id}/give-up", (string place, string id, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
                GiveUpAsync(PlaceOf(context, service, place), id, context, LogOf(context, service), time, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Operation, "parked.giveUp")
            .WithName($"GiveUp{name}Parked")
            .Reads("GiveUpBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Notes that what is parked is not to be tried again")
            .WithDescription("Role admin, for all sites. It no longer degrades the health; the balance of its day stays open and goes on naming it until the record itself "
                + "is discarded or voided at its source.");
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

    private static AuditLog LogOf(HttpContext context, string service) => context.RequestServices.GetRequiredKeyedService<AuditLog>(service);

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

    private static async Task<Accepted> RetryAsync(IParking place, string id, HttpContext context, AuditLog audit, CancellationToken cancellationToken)
    {
        var retried = await audit.DoAsync(context, Parked(id), () => place.RetryAsync(id, cancellationToken), OutcomeOf, ("place", place.Place));
        return retried switch
        {
            Retried.OnItsWay => TypedResults.Accepted((string?)null),
            Retried.StillParked => throw new ProblemException(new Problem(CommonProblems.StillParked)),
            _ => throw new ProblemException(new Problem(CommonProblems.NotFound)),
        };
    }

    private static async Task<NoContent> GiveUpAsync(
        IParking place, string id, HttpContext context, AuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        var decision = new GivenUp(time.GetUtcNow().UtcDateTime, Caller.Of(context).Name, reason);
        var isDone = await audit.DoAsync(
            context, Parked(id), () => place.GiveUpAsync(id, decision, cancellationToken), done => done ? "done" : OutcomeOf(Retried.NotParked), ("place", place.Place));
        if (!isDone) throw new ProblemException(new Problem(CommonProblems.NotFound));
        return TypedResults.NoContent();
    }

    // Whatever a path names: what is not parked may be called anything.
    internal static AuditSubject Parked(string id) => AuditSubject.Of("parked", AuditCode.Of(id));

    private static string OutcomeOf(Retried retried) => JsonNamingPolicy.CamelCase.ConvertName(retried.ToString());

    private static ParkedView View(ParkedItem item) => new(
        item.Place, item.Id, new DateTimeOffset(item.ParkedAt, TimeSpan.Zero), item.Reason,
        item.GivenUp is { } decision ? new GivenUpView(new DateTimeOffset(decision.At, TimeSpan.Zero), decision.By, decision.Reason) : null);
}
