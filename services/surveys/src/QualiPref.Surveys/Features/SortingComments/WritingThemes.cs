using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Features.ReadingComments;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.SortingComments;

/// <summary>Writes the list of themes of a network as a whole. What is left out is retired: no comment loses a theme that it bears.</summary>
internal static class WritingThemes
{
    private const int MostThemes = 50;

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/comment-themes/{network}", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Resource)
        .Audited(AuditKinds.Decision, "comment.writeThemes")
        .WithName("WriteCommentThemes")
        .Reads("ThemeListBody", (_, fields) => Read(fields))
        .TakesIfMatch()
        .GivesETag()
        .Refuses(CommonProblems.NotFound)
        .WithSummary("Write the themes of a network's comments")
        .WithDescription($"Needs the role quality at every site of the network, and If-Match, \"0\" for the first list. At most {MostThemes} themes; those that are left out are retired. The same list once more changes nothing.");

    private static async Task<Ok<ListedThemes>> HandleAsync(string network, HttpContext context, ThemeStore themes, Catalogue catalogue, CancellationToken cancellationToken)
    {
        Preconditions.RequiredVersion(context.Request);
        var known = catalogue.Networks.FirstOrDefault(one => one.Code == network) ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        Caller.Of(context).RequireSites(known.Sites);
        using var body = await RequestBody.ReadJsonAsync(context.Request, cancellationToken);
        var fields = new JsonFields(body.RootElement, new FieldErrors());
        var written = Read(fields);
        fields.Errors.ThrowIfAny();

        var held = await themes.FindAsync(network, cancellationToken);
        // The same list again, as when its reply was lost, is no other version.
        if (IsSame(held, written))
        {
            context.DidNothing();
        }
        else
        {
            Preconditions.RequireVersion(context.Request, held?.Version ?? 0);
            held = await PutAsync(context, themes, known, held, written, cancellationToken);
        }
        Preconditions.SetETag(context.Response, held!.Version);
        return TypedResults.Ok(ListedThemes.Of(network, held));
    }

    private static async Task<ThemeList> PutAsync(
        HttpContext context, ThemeStore themes, Network network, ThemeList? held, List<CommentTheme> written, CancellationToken cancellationToken)
    {
        var codes = written.Select(theme => theme.Code).ToHashSet(StringComparer.Ordinal);
        var retired = (held?.Themes ?? []).Where(theme => !codes.Contains(theme.Code)).Select(theme => new CommentTheme { Code = theme.Code, Label = theme.Label, Retired = true });
        var next = new ThemeList { Network = network.Code, Version = (held?.Version ?? 0) + 1, Themes = [.. written, .. retired] };
        var audit = context.Entry(AuditSubject.Of("network", network.Code), network.Sites, ("version", next.Version.ToString(CultureInfo.InvariantCulture)));
        if (await themes.TryPutAsync(next, audit, cancellationToken)) return next;
        var first = await themes.FindAsync(network.Code, cancellationToken);
        return IsSame(first, written) ? first! : throw new ProblemException(new Problem(CommonProblems.Stale));
    }

    private static bool IsSame(ThemeList? held, List<CommentTheme> written) => held is not null
        && held.Themes.Where(theme => !theme.Retired).Select(theme => (theme.Code, theme.Label)).SequenceEqual(written.Select(theme => (theme.Code, theme.Label)));

    private static List<CommentTheme> Read(JsonFields fields)
    {
        List<CommentTheme> themes = [.. (fields.Objects("themes", MostThemes, required: true) ?? []).Select(ReadOne)];
        if (themes.DistinctBy(theme => theme.Code).Count() < themes.Count) fields.Refuse("themes", "Deux thèmes portent le même code.", "Two themes have the same code.");
        fields.RefuseUnknown();
        return themes;
    }

    private static CommentTheme ReadOne(JsonFields fields)
    {
        var code = fields.Text("code", 50, required: true) ?? "";
        if (code.Length > 0 && !ThemeCode.IsValid(code)) fields.Refuse("code", "Minuscules, chiffres et tirets, 50 au plus.", "Lower-case letters, digits and hyphens, at most 50.");
        var theme = new CommentTheme { Code = code, Label = fields.Text("label", 100, required: true) ?? "" };
        fields.RefuseUnknown();
        return theme;
    }
}
