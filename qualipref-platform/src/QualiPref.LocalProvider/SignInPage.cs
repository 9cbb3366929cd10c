using Microsoft.AspNetCore.Http.HttpResults;
using OpenIddict.Abstractions;
using QualiPref.LocalProvider.Pages;

namespace QualiPref.LocalProvider;

/// <summary>Where a person is chosen, and where a session ends that somebody wants to end here.</summary>
internal static class SignInPage
{
    public const string Path = "/connexion";

    private static readonly string[] AskForASignIn = ["prompt", "max_age"];

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.LocalRedirect(Path));
        routes.MapGet(Path, ShowAsync);
        routes.MapPost(Path, ChooseAsync);
        routes.MapPost("/deconnexion", SignOutAsync);
    }

    /// <summary>The page, from which it goes back to the request: without what asked for a sign-in, which is done by then.</summary>
    public static string AddressFor(OpenIddictRequest request)
    {
        var rest = request.GetParameters().Where(parameter => !AskForASignIn.Contains(parameter.Key)).Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value));
        return $"{Path}{QueryString.Create("suite", $"/authorize{QueryString.Create(rest)}")}";
    }

    /// <summary>Ends the browser's session, and tells whoever knew of it.</summary>
    public static async Task EndAsync(Sessions sessions, Persons persons, BackChannel backChannel)
    {
        if (await sessions.CurrentAsync() is not { } session) return;
        await sessions.EndAsync(session.Id);
        await backChannel.TellAsync(session, persons.Find(session.Person)!.Subject);
    }

    private static async Task<RazorComponentResult> ShowAsync(Sessions sessions, Persons persons, string? suite)
    {
        var session = await sessions.CurrentAsync();
        return new RazorComponentResult<Choose>(new { Persons = persons.Listed, Next = suite, Current = persons.Find(session?.Person) });
    }

    private static async Task<IResult> ChooseAsync(HttpContext context, Sessions sessions, Persons persons)
    {
        if (Refusals.IsFromElsewhere(context.Request)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = await context.Request.ReadFormAsync();
        string? next = form["suite"];
        if (persons.Find(form["personne"].FirstOrDefault(text => text is { Length: > 0 })) is not { } person) return Results.LocalRedirect($"{Path}{QueryString.Create("suite", next ?? "")}");
        await sessions.BeginAsync(person);
        return Results.LocalRedirect(next is not null && next.StartsWith("/authorize?", StringComparison.Ordinal) ? next : Path);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Sessions sessions, Persons persons, BackChannel backChannel)
    {
        if (Refusals.IsFromElsewhere(context.Request)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        await EndAsync(sessions, persons, backChannel);
        return Results.LocalRedirect(Path);
    }
}
