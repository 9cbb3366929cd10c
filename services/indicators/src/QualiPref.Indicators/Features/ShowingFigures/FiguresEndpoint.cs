using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary><c>GET /figures</c>.</summary>
internal static class FiguresEndpoint
{
    public static void MapFigures(this IEndpointRouteBuilder api) => api.MapGet("/figures", ShowAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("ListFigures")
        .TakesQuery([.. FiguresQuery.Parameters, .. QueryParameter.Page])
        .WithSummary("Figures of a site, or of a network's sites and their total")
        .WithDescription("Role quality, for every site shown.");

    private static async Task<Ok<Page<Figure>>> ShowAsync(
        HttpContext context, FigureBoard board, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var (query, page) = FiguresQuery.Read(context, catalogue, time);
        var figures = await board.ReadAsync(query, cancellationToken);
        return TypedResults.Ok(page.Cut(After(figures, page), figure => figure.Id));
    }

    private static List<Figure> After(IReadOnlyList<Figure> figures, PageRequest page)
    {
        if (page.After is null) return [.. figures.Take(page.Size + 1)];
        var rest = figures.SkipWhile(figure => figure.Id != page.After).Skip(1).Take(page.Size + 1).ToList();
        if (rest.Count > 0 || figures.Any(figure => figure.Id == page.After)) return rest;
        var errors = new FieldErrors();
        errors.Add("cursor", "Curseur inconnu : reprenez la liste à son début.", "Unknown cursor: start the list again.");
        throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = errors.Found });
    }
}
