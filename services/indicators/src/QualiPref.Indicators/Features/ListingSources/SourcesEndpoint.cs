using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.ListingSources;

/// <summary>One fact behind a figure.</summary>
/// <param name="Source"><c>surveys</c>, <c>complaints</c> or <c>measurements</c>.</param>
/// <param name="Id">Id of the answer, case or measurement.</param>
/// <param name="Version">Version that counts now.</param>
internal sealed record FigureSource(string Source, Guid Id, int Version);

/// <summary><c>GET /figures/{figureId}/sources</c>: one read of the database a page.</summary>
internal static class SourcesEndpoint
{
    public static void MapSources(this IEndpointRouteBuilder api) => api.MapGet("/figures/{figureId}/sources", ListAsync)
        .Allow(Roles.Quality, SiteRule.Resource)
        .WithName("ListFigureSources")
        .TakesQuery(QueryParameter.Page)
        .Refuses(IndicatorsProblems.UnknownFigure)
        .WithSummary("Ids and versions of the facts behind a figure")
        .WithDescription("In the order of site, date and id. For a satisfaction rate: all counted answers of the questionnaire, those that "
            + "left the question blank or chose an excluded option included. Role quality, for every site of the figure.");

    private static async Task<Ok<Page<FigureSource>>> ListAsync(
        string figureId, HttpContext context, FactReader facts, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var figure = FigureScope.Find(figureId, catalogue);
        Caller.Of(context).RequireSites(figure.Sites);
        var page = ReadPage(context.Request.Query, figure.Source, out var after);
        if (figure.Condition is null || figure.Retaining.Count == 0 || figure.To < figure.From)
        {
            return TypedResults.Ok(new Page<FigureSource>([], null));
        }
        var found = await facts.ListAsync(figure.Retaining, figure.From, figure.To, figure.Condition, after, page.Size + 1, cancellationToken);
        var cut = page.Cut(found, CursorOf);
        return TypedResults.Ok(new Page<FigureSource>(
            [.. cut.Items.Select(fact => new FigureSource(fact.Id.Source, fact.Id.Key, fact.Version))], cut.Next));
    }

    private static PageRequest ReadPage(IQueryCollection query, string source, out FactReference? after)
    {
        var errors = new FieldErrors();
        var page = PageRequest.Read(query, errors);
        after = null;
        if (page.After is { } cursor && !TryReadCursor(cursor, source, out after))
        {
            errors.Add("cursor", "Curseur inconnu : reprenez celui de la page précédente.", "Unknown cursor: use the one of the page before.");
        }
        errors.ThrowIfAny();
        return page;
    }

    private static string CursorOf(FactReference fact) => $"{fact.Id.Key:N}{fact.Day}";

    private static bool TryReadCursor(string cursor, string source, [NotNullWhen(true)] out FactReference? fact)
    {
        const int KeyLength = 32;
        const int DateLength = 10;
        fact = null;
        if (cursor.Length < KeyLength + DateLength + 2 || cursor[^(DateLength + 1)] != SiteDay.Separator) return false;
        if (!Guid.TryParseExact(cursor[..KeyLength], "N", out var key)) return false;
        if (!DateOnly.TryParseExact(cursor[^DateLength..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return false;
        fact = new FactReference(new FactKey(source, key), 0, new SiteDay(cursor[KeyLength..^(DateLength + 1)], date));
        return true;
    }
}
