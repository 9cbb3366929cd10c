using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Indicators.Features.TakingCuts;

/// <summary>A fact that differs between two cuts.</summary>
/// <param name="Source"><c>surveys</c>, <c>complaints</c> or <c>measurements</c>.</param>
/// <param name="Id">Id of the answer, case or measurement.</param>
/// <param name="Site">Code of the site, as in the later cut; as in the first when the later does not hold the fact.</param>
/// <param name="Date">Local legal date, likewise.</param>
/// <param name="From">Its version in the first cut; null when it was not there.</param>
/// <param name="To">Its version in the later cut; null when it is gone from it.</param>
/// <param name="Cause">Stable code: late, voided, accepted, discarded, answered, qualified, corrected, withdrawn, measured or changed.</param>
/// <param name="FromSite">Where it was in the first cut, when that was elsewhere.</param>
/// <param name="FromDate">When it was in the first cut, when that was elsewhere.</param>
internal sealed record CutDifferenceItem(
    string Source, Guid Id, string Site, DateOnly Date, int? From, int? To, string Cause, string? FromSite, DateOnly? FromDate);

/// <summary><c>GET /cuts/{from}/differences</c>: reads the two roots, the parts that differ and the facts of the page.</summary>
internal static class DifferencesEndpoint
{
    public static async Task<Ok<Page<CutDifferenceItem>>> ListAsync(
        Guid from, HttpContext context, CutLibrary library, CutComparison comparison, CutFactReader facts, CancellationToken cancellationToken)
    {
        var first = await library.FindAsync(from, context, cancellationToken);
        var page = ReadQuery(context.Request.Query, out var to);
        var second = await library.FindAsync(to, context, cancellationToken);
        if (first.Network != second.Network || first.Period != second.Period)
        {
            throw new ProblemException(new Problem(IndicatorsProblems.CutsNotComparable));
        }
        var changes = await comparison.CompareAsync(
            await library.RootAsync(first, cancellationToken), await library.RootAsync(second, cancellationToken), cancellationToken);
        var rest = changes.Where(change => string.CompareOrdinal(change.Order, page.After) > 0).Take(page.Size + 1).ToList();
        var cut = page.Cut(rest, change => change.Order);
        var versions = await facts.FindVersionsAsync(cut.Items.Select(change => change.Key), cancellationToken);
        return TypedResults.Ok(new Page<CutDifferenceItem>(
            [.. cut.Items.Select(change => Item(change, versions.GetValueOrDefault(change.Key, [])))], cut.Next));
    }

    private static PageRequest ReadQuery(IQueryCollection query, out Guid to)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(query, errors);
        if (!Guid.TryParse(fields.Text("to"), out to))
        {
            errors.Add("to", "L'identifiant du second relevé figé est attendu.", "The id of the later cut is expected.");
        }
        var page = PageRequest.Read(query, errors);
        errors.ThrowIfAny();
        return page;
    }

    private static CutDifferenceItem Item(CutChange change, IReadOnlyList<FactVersion> versions) => new(
        change.Key.Source,
        change.Key.Key,
        change.Day.Site,
        change.Day.Date,
        change.From?.Entry.Version,
        change.To?.Entry.Version,
        CutCauses.Of(change, versions),
        change.HasMoved ? change.From!.Day.Site : null,
        change.HasMoved ? change.From!.Day.Date : null);
}
