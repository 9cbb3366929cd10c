using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Session;
using QualiPref.Portal.Settings;
using QualiPref.Portal.Storage;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages;

/// <summary>The browsers in which a person has signed in, and the end of each.</summary>
internal sealed class MesSessionsModel(Sessions sessions, IOptions<SessionOptions> options, Catalogue catalogue) : PageModel
{
    [TempData]
    public string? Done { get; set; }

    internal IReadOnlyList<SessionDocument> Open { get; private set; } = [];

    internal string? This => OpenSession.Of(HttpContext)?.Kept.Id;

    internal string Idle => FrenchText.Duration(options.Value.Idle);

    internal string Longest => FrenchText.Duration(options.Value.Longest);

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (OpenSession.Of(HttpContext) is { } open) Open = await sessions.ListOfAsync(open.Present.Person.Id, cancellationToken);
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostEndAsync(string? session, CancellationToken cancellationToken)
    {
        if (OpenSession.Of(HttpContext) is { } open)
            Done = await sessions.EndAsync(HttpContext, open.Present.Person.Id, session ?? "", cancellationToken) ? "La session est fermée." : "La session était déjà fermée.";
        return LocalRedirect("/mes-sessions");
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellationToken)
    {
        if (OpenSession.Of(HttpContext) is { } open) await sessions.EndOthersAsync(HttpContext, open, cancellationToken);
        Done = "Toutes les autres sessions sont fermées.";
        return LocalRedirect("/mes-sessions");
    }
}
