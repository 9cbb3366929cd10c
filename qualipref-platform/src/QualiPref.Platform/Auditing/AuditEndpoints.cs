using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Platform.Auditing;

/// <summary>An entry of an audit log in its place in the chain.</summary>
/// <param name="Number">1, 2, … without gaps.</param>
/// <param name="Id">Id of the entry.</param>
/// <param name="At">When it was done (UTC), to the millisecond.</param>
/// <param name="Kind">Kind of the act.</param>
/// <param name="Act">The act.</param>
/// <param name="By">Who did it.</param>
/// <param name="On">What it was done to.</param>
/// <param name="Sites">Codes of the sites that it is about.</param>
/// <param name="Details">More about it, by name.</param>
/// <param name="Previous">Hash of the entry before.</param>
/// <param name="Hash">Its own.</param>
public sealed record AuditItem(
    long Number, Guid Id, DateTimeOffset At, string Kind, string Act, AuditActor By, AuditSubject On, IReadOnlyList<string> Sites,
    IReadOnlyDictionary<string, string> Details, string Previous, string Hash)
{
    /// <summary>An entry as calls give it.</summary>
    /// <param name="one">The entry.</param>
    public static AuditItem Of(SealedEntry one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var entry = one.Entry;
        return new AuditItem(
            one.Number, entry.Id, new DateTimeOffset(entry.At, TimeSpan.Zero), entry.Kind, entry.Act, entry.By, entry.On, entry.Sites, entry.Details, one.Previous, one.Hash);
    }

    /// <summary>The entry that it shows.</summary>
    public SealedEntry Shown() => new(
        Number, new AuditEntry { Id = Id, At = At.UtcDateTime, Kind = Kind, Act = Act, By = By, On = On, Sites = Sites, Details = Details }, Previous, Hash);
}

/// <summary>A part of a chain, in its order.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Head">The end of the chain when it was read.</param>
public sealed record AuditPart(IReadOnlyList<AuditItem> Items, AuditHead Head);

/// <summary><c>/audit</c>: the same calls in every service, for all sites.</summary>
public static class AuditEndpoints
{
    private const int MostOfChain = 1_000;

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Maps the calls of a service.</summary>
    /// <param name="api">Where the service's calls are.</param>
    /// <param name="service">Name of the service.</param>
    public static void MapAudit(this IEndpointRouteBuilder api, string service)
    {
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        api.MapGet("/audit", (HttpContext context, CancellationToken cancellationToken) => SearchAsync(LogOf(context, service), context, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Read, "audit.search")
            .WithName($"Search{name}Audit")
            .TakesQuery([
                QueryParameter.Code("kind", "Kind of the acts.", AuditKinds.All), QueryParameter.Text("by", "Id of whoever did it.", 128),
                QueryParameter.Text("on", "Id of what it was done to.", 128), QueryParameter.Text("site", "Code of a site that it is about.", 100),
                QueryParameter.Instant("from", "Not before."), QueryParameter.Instant("until", "Before."), .. QueryParameter.Page,
            ])
            .WithSummary("Who did what to what, and when: the audit log, the newest first")
            .WithDescription("Role admin, for all sites. What was done up to now is in it; the search itself is its next entry.");
        api.MapGet("/audit/chain", (HttpContext context, CancellationToken cancellationToken) => ReadAsync(LogOf(context, service), context, cancellationToken))
            .Allow(Roles.Admin, SiteRule.All)
            .Audited(AuditKinds.Read, "audit.chain")
            .WithName($"Read{name}AuditChain")
            .TakesQuery(QueryParameter.Number("from", "Number of the first entry, 1 when left out.", 1, int.MaxValue))
            .WithSummary("The audit log in the order of its chain, to be verified")
            .WithDescription($"Role admin, for all sites. At most {MostOfChain} entries. The hash of each is the SHA-256 of a canonical JSON text of its number, what it "
                + "says, the service and the hash of the entry before.");
        api.MapGet("/audit/head", (HttpContext context, CancellationToken cancellationToken) => HeadAsync(LogOf(context, service), cancellationToken))
            .Allow([Roles.Service, Roles.Admin], SiteRule.All)
            .WithName($"Read{name}AuditHead")
            .WithSummary("The end of the chain of the audit log")
            .WithDescription("Role service, or admin for all sites. What was done up to now is behind it.");
    }

    private static AuditLog LogOf(HttpContext context, string service) => context.RequestServices.GetRequiredKeyedService<AuditLog>(service);

    private static async Task<Ok<Page<AuditItem>>> SearchAsync(AuditLog log, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        var search = ReadSearch(context.Request.Query, page, errors);
        errors.ThrowIfAny();
        await log.SealAsync(cancellationToken);
        var found = await log.SearchAsync(search, page.Size + 1, cancellationToken);
        await NoteAsync(log, context, cancellationToken);
        var cut = page.Cut(found, one => string.Create(CultureInfo.InvariantCulture, $"{one.Entry.At.Ticks}|{one.Number}"));
        return TypedResults.Ok(new Page<AuditItem>([.. cut.Items.Select(AuditItem.Of)], cut.Next));
    }

    private static async Task<Ok<AuditPart>> ReadAsync(AuditLog log, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var from = 1L;
        if (context.Request.Query["from"].ToString() is { Length: > 0 } text && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out from) || from < 1))
        {
            errors.Add("from", "Un numéro à partir de 1 est attendu.", "A number from 1 is expected.");
        }
        errors.ThrowIfAny();
        await log.SealAsync(cancellationToken);
        var head = await log.HeadAsync(cancellationToken);
        var part = await log.ReadAsync(from, MostOfChain, cancellationToken);
        await NoteAsync(log, context, cancellationToken);
        return TypedResults.Ok(new AuditPart([.. part.Select(AuditItem.Of)], head));
    }

    private static async Task<Ok<AuditHead>> HeadAsync(AuditLog log, CancellationToken cancellationToken)
    {
        await log.SealAsync(cancellationToken);
        return TypedResults.Ok(await log.HeadAsync(cancellationToken));
    }

    private static Task NoteAsync(AuditLog log, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return log.AppendAsync(context.Entry(AuditSubject.Of("audit", log.Service)), cancellationToken);
    }

    private static AuditSearch ReadSearch(IQueryCollection query, PageRequest page, FieldErrors errors)
    {
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        if (Text("kind") is { } kind && !AuditKinds.All.Contains(kind))
        {
            errors.Add("kind", $"Valeur inconnue ; valeurs admises : {string.Join(", ", AuditKinds.All)}.", $"Unknown value; allowed: {string.Join(", ", AuditKinds.All)}.");
        }
        string? Code(string name)
        {
            var code = Text(name);
            if (code is not null && !AuditCode.IsValid(code)) errors.Add(name, "Un code ou un identifiant est attendu.", "A code or an id is expected.");
            return code;
        }
        return new AuditSearch
        {
            Kind = Text("kind"),
            By = Code("by"),
            On = Code("on"),
            Site = Code("site"),
            From = ReadInstant("from", Text("from"), errors),
            Until = ReadInstant("until", Text("until"), errors),
            After = ReadPosition(page, errors),
        };
    }

    private static DateTime? ReadInstant(string name, string? text, FieldErrors errors)
    {
        if (text is null) return null;
        if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)) return instant.UtcDateTime;
        errors.Add(name, "Un instant est attendu, tel que 2026-07-03T08:00:00Z.", "An instant is expected, such as 2026-07-03T08:00:00Z.");
        return null;
    }

    private static (DateTime, long)? ReadPosition(PageRequest page, FieldErrors errors)
    {
        if (page.After is null) return null;
        if (page.After.Split('|') is [var at, var last]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (new DateTime(ticks, DateTimeKind.Utc), number);
        }
        errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        return null;
    }
}
