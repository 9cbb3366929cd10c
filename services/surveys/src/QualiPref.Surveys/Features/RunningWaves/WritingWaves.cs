using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.RunningWaves;

/// <summary>Waves are declared before they begin, changed until then, and ended early if need be.</summary>
internal static partial class WritingWaves
{
    private const int LongestReason = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/waves", List)
            .Allow(Roles.Quality, SiteRule.Query)
            .WithName("ListWaves")
            .TakesQuery([QueryParameter.Site, .. QueryParameter.Page])
            .WithSummary("List the waves")
            .WithDescription("Needs the role quality. Those of a site, or of any site of the token. period: what the figures of the wave are asked for; status: planned, running, over or ended.");
        api.MapGet("/waves/{code}", ReadAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("GetWave")
            .GivesETag()
            .Refuses(CommonProblems.NotFound)
            .WithSummary("Read a wave")
            .WithDescription("Needs the role quality at all its sites.")
            .Produces<WaveView>();
        api.MapPut("/waves/{code}", WriteAsync)
            .Allow(Roles.Quality, SiteRule.Body)
            .Audited(AuditKinds.Decision, "wave.write")
            .WithName("WriteWave")
            .Reads("Wave", (services, fields) => WaveBody.Read(fields, services.GetRequiredService<Catalogue>()))
            .TakesIfMatch(isRequired: false)
            .GivesETag()
            .Refuses(SurveysProblems.WaveHasBegun, SurveysProblems.WavesOverlap)
            .WithSummary("Declare a wave, or change one that has not begun")
            .WithDescription("Needs the role quality at all its sites. 201 for a new one. A change takes If-Match with the ETag; the same again answers 200.")
            .Produces<WaveView>(StatusCodes.Status201Created)
            .Produces<WaveView>();
        api.MapPost("/waves/{code}/end", EndAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .Audited(AuditKinds.Decision, "wave.end")
            .WithName("EndWave")
            .Reads("WaveEndBody", (_, fields) => ReasonBody.Read(fields, LongestReason))
            .TakesIfMatch()
            .GivesETag()
            .Refuses(CommonProblems.NotFound, SurveysProblems.WaveIsOver)
            .WithSummary("End a wave before its time")
            .WithDescription("Needs the role quality at all its sites. From now on its sites ask their usual questionnaire; what was answered today still belongs to it.")
            .Produces<WaveView>();
    }

    private static Ok<Page<WaveView>> List(HttpContext context, string? site, WaveBook waves, Catalogue catalogue, TimeProvider time)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(context.Request.Query, errors);
        if (!string.IsNullOrEmpty(site) && !catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        errors.ThrowIfAny();
        var sites = !string.IsNullOrEmpty(site) ? [site] : Caller.Of(context).Sites;
        var found = waves.All.Where(wave => sites is null || wave.Sites.Intersect(sites).Any())
            .Where(wave => page.After is null || string.CompareOrdinal(wave.Id, page.After) > 0)
            .Take(page.Size + 1).Select(wave => WaveView.Of(wave, Today(wave, catalogue, time))).ToList();
        return TypedResults.Ok(page.Cut(found, wave => wave.Code));
    }

    private static async Task<IResult> ReadAsync(string code, HttpContext context, WaveStore waves, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await waves.FindAsync(code, cancellationToken) is not { } wave) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(wave.Sites);
        Preconditions.SetETag(context.Response, wave.Revision);
        return TypedResults.Ok(WaveView.Of(wave, Today(wave, catalogue, time)));
    }

    private static async Task<IResult> WriteAsync(string code, HttpContext context, WaveStore waves, WaveBook book, Catalogue catalogue, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (body, errors) = await ReadBodyAsync(code, context.Request, catalogue, cancellationToken);
        if (body is not null) Caller.Of(context).RequireSites(body.Sites);
        errors.ThrowIfAny();
        var held = await waves.FindAsync(code, cancellationToken);
        if (held is not null) Caller.Of(context).RequireSites(held.Sites);
        if (held is not null && body!.SaysTheSameAs(held)) return Repeated(context, held, Today(held, catalogue, time));
        if (held is not null) Preconditions.RequireVersion(context.Request, held.Revision);
        var wave = body!.ToWave(code, (held?.Revision ?? 0) + 1);
        var today = Today(wave, catalogue, time);
        if (held is not null && (held.First <= today || held.End is not null)) return new Problem(SurveysProblems.WaveHasBegun);
        if (wave.First < today) errors.Add("/first", "Une vague commence aujourd'hui ou plus tard.", "A wave begins today or later.");
        errors.ThrowIfAny();
        if ((await waves.ReadAsync(cancellationToken)).FirstOrDefault(other => other.Id != code && other.Overlaps(wave)) is { } other)
            return new Problem(SurveysProblems.WavesOverlap) { Detail = new Words($"Vague « {other.Id} ».", $"Wave \"{other.Id}\".") };

        var audit = context.Entry(AuditSubject.Of("wave", code), wave.Sites);
        var isDone = held is null ? await waves.TryAddAsync(wave, audit, cancellationToken) : await waves.ChangeAsync(wave, audit, cancellationToken);
        if (!isDone) return new Problem(CommonProblems.Stale);
        await book.LookAsync(cancellationToken);
        Preconditions.SetETag(context.Response, wave.Revision);
        var view = WaveView.Of(wave, today);
        return held is null ? TypedResults.Created((string?)null, view) : TypedResults.Ok(view);
    }

    private static async Task<(WaveBody? Body, FieldErrors Errors)> ReadBodyAsync(string code, HttpRequest request, Catalogue catalogue, CancellationToken cancellationToken)
    {
        using var json = await RequestBody.ReadJsonAsync(request, cancellationToken);
        var errors = new FieldErrors();
        if (!Code().IsMatch(code)) errors.Add("code", "Minuscules, chiffres et tirets, 64 au plus.", "Lower-case letters, digits and hyphens, at most 64.");
        return (WaveBody.Read(new JsonFields(json.RootElement, errors), catalogue), errors);
    }

    private static Ok<WaveView> Repeated(HttpContext context, Wave held, DateOnly today)
    {
        context.DidNothing();
        Preconditions.SetETag(context.Response, held.Revision);
        return TypedResults.Ok(WaveView.Of(held, today));
    }

    private static async Task<IResult> EndAsync(string code, HttpContext context, WaveStore waves, WaveBook book, Catalogue catalogue, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var reason = await ReasonBody.ReadAsync(context.Request, LongestReason, cancellationToken);
        if (await waves.FindAsync(code, cancellationToken) is not { } held) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(held.Sites);
        Preconditions.RequireVersion(context.Request, held.Revision);
        var today = Today(held, catalogue, time);
        if (held.End is not null || held.Last < today) return new Problem(SurveysProblems.WaveIsOver);
        var end = new WaveEnd
        {
            On = today,
            Reason = reason,
            By = Caller.Of(context).Name,
            At = time.GetUtcNow().UtcDateTime,
        };
        var ended = held with { Revision = held.Revision + 1, End = end };
        if (!await waves.ChangeAsync(ended, context.Entry(AuditSubject.Of("wave", code), held.Sites), cancellationToken)) return new Problem(CommonProblems.Stale);
        await book.LookAsync(cancellationToken);
        Preconditions.SetETag(context.Response, ended.Revision);
        return TypedResults.Ok(WaveView.Of(ended, today));
    }

    // The sites of a wave are of one network as a rule; where they are not, the first one's day counts.
    private static DateOnly Today(Wave wave, Catalogue catalogue, TimeProvider time) =>
        catalogue.TryGetSite(wave.Sites[0], out var site) ? site.TimeZone.Today(time) : TimeZoneInfo.Utc.Today(time);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

/// <summary>A wave.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Etag">What a change of it asks for.</param>
/// <param name="Questionnaire">Code of the questionnaire that is asked.</param>
/// <param name="Version">The version of it.</param>
/// <param name="Sites">Where.</param>
/// <param name="First">First local day.</param>
/// <param name="Last">Last local day, as declared.</param>
/// <param name="Method">exhaustive, random, quota or volunteer: how those who answer are chosen.</param>
/// <param name="Target">Number of answers aimed at; null when none was declared.</param>
/// <param name="Status">planned, running, over or ended.</param>
/// <param name="Period">The period for which its figures are asked; null when it was ended before it began.</param>
/// <param name="EndedOn">The day on which it was ended before its time.</param>
/// <param name="EndedReason">Why.</param>
internal sealed record WaveView(
    string Code, string Title, string Etag, string Questionnaire, int Version, IReadOnlyList<string> Sites, DateOnly First, DateOnly Last, string Method, int? Target,
    string Status, string? Period, DateOnly? EndedOn, string? EndedReason)
{
    public static WaveView Of(Wave wave, DateOnly today) => new(
        wave.Id, wave.Title, Preconditions.ETag(wave.Revision), wave.Questionnaire, wave.Version, wave.Sites, wave.First, wave.Last, wave.Method, wave.Target,
        wave.End is not null ? "ended" : today < wave.First ? "planned" : today <= wave.Last ? "running" : "over",
        wave.LastDay < wave.First ? null : FormattableString.Invariant($"{wave.First:yyyy-MM-dd}..{wave.LastDay:yyyy-MM-dd}"), wave.End?.On, wave.End?.Reason);
}
