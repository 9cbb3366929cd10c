using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SortingComments;

/// <summary>The lists of themes of the networks in which somebody works.</summary>
internal static class ListingThemes
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/comment-themes", HandleAsync)
        .Allow(Roles.Agent, SiteRule.Narrowed)
        .WithName("ListCommentThemes")
        .WithSummary("The themes of comments, by network")
        .WithDescription("Needs the role agent. Of the networks of which the token names a site; version 0 where none was written yet. retired: no longer on the list, still borne by comments.");

    private static async Task<Ok<ListedThemeLists>> HandleAsync(HttpContext context, ThemeStore themes, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        List<string> networks = [.. catalogue.Networks.Where(network => network.Sites.Any(caller.Covers)).Select(network => network.Code)];
        var held = (await themes.ListAsync(networks, cancellationToken)).ToDictionary(list => list.Network);
        return TypedResults.Ok(new ListedThemeLists([.. networks.Select(network => ListedThemes.Of(network, held.GetValueOrDefault(network)))]));
    }
}

/// <summary>Lists of themes.</summary>
internal sealed record ListedThemeLists(IReadOnlyList<ListedThemes> Items);

/// <summary>The list of a network.</summary>
internal sealed record ListedThemes(string Network, long Version, string Etag, IReadOnlyList<ListedTheme> Themes)
{
    public static ListedThemes Of(string network, ThemeList? list) => new(
        network, list?.Version ?? 0, Preconditions.ETag(list?.Version ?? 0), [.. (list?.Themes ?? []).Select(theme => new ListedTheme(theme.Code, theme.Label, theme.Retired))]);
}

/// <summary>A theme.</summary>
internal sealed record ListedTheme(string Code, string Label, bool Retired);
