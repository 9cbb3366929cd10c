using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Shows what was kept long enough, and lets a person decide that it goes.</summary>
internal static class RetainingCases
{
    private const int MostReferences = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/retention", PreviewAsync)
            .Allow(Roles.Quality, SiteRule.Query)
            .WithName("previewRetention")
            .TakesQuery(QueryParameter.Site)
            .Refuses(CommonProblems.NotInCatalogueYet)
            .WithSummary("What was kept long enough and would be erased, by site and nature; nothing is.")
            .WithDescription($"Role `quality`. A case is due when its last step is older than its nature is kept. `needsPerson`: more than is erased without somebody who confirms it. At most {MostReferences} references.");
        api.MapPost("/retention/run", RunAsync)
            .Allow(Roles.Quality, SiteRule.Body)
            .Audited(AuditKinds.Decision, "retention.run")
            .WithName("runRetention")
            .Reads("RetentionRun", (services, fields) => Read(fields, services.GetRequiredService<Catalogue>()))
            .Refuses(ComplaintsProblems.OtherCount, CommonProblems.KeyReused, CommonProblems.NotInCatalogueYet)
            .WithSummary("Decides that what was kept long enough at a site is erased.")
            .WithDescription("Role `quality` for the site. `cases` is the number that was read in the preview, `decision` what the decision rests on, such as the visa of the archives. "
                + "It is carried out at once in the background; the slip that is answered counts what was erased. Idempotent on the client's `id`: a repeat answers the same slip.");
    }

    // Three round trips, and one for each site.
    private static async Task<Ok<RetentionPreview>> PreviewAsync(
        HttpContext context, RetentionStore retention, Elimination elimination, IOptions<RetentionOptions> options, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var sites = SitesOf(context, catalogue);
        var kinds = elimination.Kinds();
        var due = await retention.CountAsync(kinds, sites, cancellationToken);
        var references = (await retention.ReferencesAsync(kinds, sites, MostReferences, cancellationToken)).ToLookup(one => (one.Site, one.Kind, one.Held), one => one.Reference);
        var views = new List<RetentionOfSite>();
        foreach (var site in due.GroupBy(one => one.Site).OrderBy(site => site.Key, StringComparer.Ordinal))
        {
            var cases = site.Where(one => !one.Held).Sum(one => one.Cases);
            views.Add(new RetentionOfSite(
                site.Key, cases, options.Value.NeedsPerson(cases, await retention.CountKeptAsync(site.Key, cancellationToken)),
                [.. site.OrderBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Held)
                    .Select(one => new RetentionRow(one.Kind, one.Held, one.Cases, one.ReceivedFrom, one.ReceivedTo, [.. references[(one.Site, one.Kind, one.Held)]]))]));
        }
        return TypedResults.Ok(new RetentionPreview(kinds, views));
    }

    // Three round trips; one more for a client's own id.
    private static async Task<Created<DisposalSlipView>> RunAsync(
        HttpContext context, RetentionStore retention, Elimination elimination, SlipBell bell, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var caller = Caller.Of(context);
        caller.RequireInCatalogue(catalogue, fields.Raw("site") is { } named ? JsonFields.TextOf(named) : null);
        var (id, site, confirmed, decision) = Read(fields, catalogue);
        caller.RequireSites(site);
        if (id is { } known && await retention.FindAsync(known, cancellationToken) is { } there)
        {
            if (there.Site != site) throw new ProblemException(new Problem(CommonProblems.KeyReused));
            context.DidNothing();
            return TypedResults.Created(AddressOf(context, there), DisposalSlipView.Of(there));
        }
        var due = (await retention.CountAsync(elimination.Kinds(), [site], cancellationToken)).Where(one => !one.Held).Sum(one => one.Cases);
        if (due != confirmed) throw new ProblemException(new Problem(ComplaintsProblems.OtherCount));
        var slip = elimination.Decide(id, site, due, caller.Name, decision);
        if (!await retention.TryBeginAsync(slip, context.Entry(AuditSubject.Of("slip", slip.Id), [site]), cancellationToken)) throw new ProblemException(new Problem(ComplaintsProblems.OtherCount));
        bell.Ring();
        return TypedResults.Created(AddressOf(context, slip), DisposalSlipView.Of(slip));
    }

    private static string AddressOf(HttpContext context, DisposalSlipDocument slip) => $"{context.Request.Path.Value![..^"/run".Length]}/slips/{slip.Id}";

    private static (Guid? Id, string Site, long Cases, string Decision) Read(JsonFields fields, Catalogue catalogue)
    {
        var id = fields.Id("id");
        var site = fields.CatalogueCode("site", [.. catalogue.Sites.Select(one => one.Code)], required: true);
        var cases = fields.Integer("cases", 1, 10_000_000, required: true);
        var decision = fields.Text("decision", RetentionOptions.LongestDecision, required: true);
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return (id, site!, cases!.Value, decision!);
    }

    /// <summary>The sites that a call asks about, named one by one.</summary>
    public static IReadOnlyList<string> SitesOf(HttpContext context, Catalogue catalogue)
    {
        var site = context.Request.Query["site"].ToString();
        if (site.Length == 0) return Caller.Of(context).Sites ?? [.. catalogue.Sites.Select(one => one.Code)];
        var errors = new FieldErrors();
        if (!catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        errors.ThrowIfAny();
        return [site];
    }
}

/// <summary>What was kept long enough.</summary>
/// <param name="Kinds">How long each nature is kept.</param>
/// <param name="Sites">What is due at each site; those with nothing are left out.</param>
internal sealed record RetentionPreview(IReadOnlyList<RetainedKind> Kinds, IReadOnlyList<RetentionOfSite> Sites);

/// <summary>What is due at a site.</summary>
/// <param name="Site">Code of the site.</param>
/// <param name="Cases">How many cases would be erased.</param>
/// <param name="NeedsPerson">Whether none is until somebody confirms that number.</param>
/// <param name="Rows">By nature.</param>
internal sealed record RetentionOfSite(string Site, long Cases, bool NeedsPerson, IReadOnlyList<RetentionRow> Rows);

/// <summary>What is due of one nature.</summary>
/// <param name="Kind">The nature.</param>
/// <param name="Held">Whether legal holds keep these cases.</param>
/// <param name="Cases">How many.</param>
/// <param name="ReceivedFrom">When the first was received.</param>
/// <param name="ReceivedTo">When the last was.</param>
/// <param name="References">References of some or all of them.</param>
internal sealed record RetentionRow(string Kind, bool Held, long Cases, DateOnly ReceivedFrom, DateOnly ReceivedTo, IReadOnlyList<string> References);
