using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.KeepingCases;

/// <summary>Shows the slips on which it stands what was erased, and gives them out as documents for the archives.</summary>
internal static class DisposalSlips
{
    private const int MostListed = 50;

    private const string Csv = "text/csv";

    private const string LegalBasis = "Code du patrimoine, articles L. 212-2 et R. 212-14 ; règlement (UE) 2016/679, article 5, paragraphe 1, e)";

    private static readonly Dictionary<string, string> Natures = new() { [Kinds.Complaint] = "Réclamations", [Kinds.Suggestion] = "Suggestions", [Kinds.Thanks] = "Remerciements" };

    // Spreadsheets would take what begins so for a formula; the decision is typed.
    private static readonly CsvConfiguration French = new(CultureInfo.InvariantCulture) { Delimiter = ";", InjectionOptions = InjectionOptions.Escape };

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/retention/slips", ListAsync)
            .Allow(Roles.Quality, SiteRule.Query)
            .WithName("listDisposalSlips")
            .TakesQuery(QueryParameter.Site)
            .WithSummary($"What was erased because it was kept long enough, the newest first, at most {MostListed}.")
            .WithDescription("Role `quality`. `erased` is null as long as it is being carried out.");
        api.MapGet("/retention/slips/{id:guid}/document", DocumentAsync)
            .Allow(Roles.Quality, SiteRule.Resource)
            .WithName("readDisposalSlip")
            .Refuses(CommonProblems.NotFound)
            .Produces(StatusCodes.Status200OK)
            .Gives(Csv)
            .WithSummary("A slip as a document for the archives: CSV in French, one line for each nature.")
            .WithDescription("Role `quality` for the site of the slip. It holds nothing of any person; 404 until the elimination has ended.");
    }

    // One round trip.
    private static async Task<Ok<DisposalSlipList>> ListAsync(HttpContext context, RetentionStore retention, Catalogue catalogue, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DisposalSlipList([.. (await retention.ListAsync(RetainingCases.SitesOf(context, catalogue), MostListed, cancellationToken)).Select(DisposalSlipView.Of)]));

    // One round trip.
    private static async Task<IResult> DocumentAsync(Guid id, HttpContext context, RetentionStore retention, Catalogue catalogue, CancellationToken cancellationToken)
    {
        if (await retention.FindAsync(id, cancellationToken) is not { } slip) return new Problem(CommonProblems.NotFound);
        Caller.Of(context).RequireSites(slip.Site);
        if (slip.Erased is not { } erased) return new Problem(CommonProblems.NotFound);
        catalogue.TryGetSite(slip.Site, out var site);
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(slip, erased, site))).ToArray();
        return TypedResults.File(bytes, Csv, FormattableString.Invariant($"bordereau-elimination-{slip.Site}-{slip.DecidedAt:yyyy-MM-dd}.csv"));
    }

    private static string Write(DisposalSlipDocument slip, IReadOnlyList<ErasedKind> erased, Site? site)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, French);
        Line(csv, "Bordereau d'élimination", "Site", "Nature", "Dossiers éliminés", "Reçus du", "au", "Conservés (années après la dernière étape)", "Décidée le", "Par", "Décision", "Achevée le", "Base légale");
        foreach (var kind in erased)
        {
            Line(csv, slip.Id.ToString(), site?.Name ?? slip.Site, Natures[kind.Kind], kind.Cases.ToString(CultureInfo.InvariantCulture), kind.ReceivedFrom.InFrench(), kind.ReceivedTo.InFrench(),
                slip.Kinds.Single(one => one.Kind == kind.Kind).Years.ToString(CultureInfo.InvariantCulture), DayOf(slip.DecidedAt, site), slip.DecidedBy, slip.Decision, DayOf(slip.EndedAt!.Value, site), LegalBasis);
        }
        csv.Flush();
        return text.ToString();
    }

    private static void Line(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }

    private static string DayOf(DateTime at, Site? site) => (site is null ? DateOnly.FromDateTime(at) : site.TimeZone.LocalDate(at)).InFrench();
}

/// <summary>Slips, the newest first.</summary>
/// <param name="Items">The slips.</param>
internal sealed record DisposalSlipList(IReadOnlyList<DisposalSlipView> Items);

/// <summary>What was decided and what came of it.</summary>
/// <param name="Id">The slip.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="DecidedAt">When it was decided (UTC).</param>
/// <param name="DecidedBy">By whom; <c>system</c> by a lasting decision.</param>
/// <param name="Decision">What it rests on.</param>
/// <param name="Due">How many cases were due then.</param>
/// <param name="EndedAt">When it had been carried out (UTC); null until then.</param>
/// <param name="Erased">What was erased, by nature; null until then.</param>
internal sealed record DisposalSlipView(
    Guid Id, string Site, DateTime DecidedAt, string DecidedBy, string Decision, long Due, DateTime? EndedAt, IReadOnlyList<ErasedKind>? Erased)
{
    public static DisposalSlipView Of(DisposalSlipDocument slip) => new(slip.Id, slip.Site, slip.DecidedAt, slip.DecidedBy, slip.Decision, slip.Due, slip.EndedAt, slip.Erased);
}
