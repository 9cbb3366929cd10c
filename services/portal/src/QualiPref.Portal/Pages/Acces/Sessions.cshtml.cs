using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Session;
using QualiPref.Portal.Storage;

namespace QualiPref.Portal.Pages.Acces;

/// <summary>Everybody's open sessions, for the administrator of all sites.</summary>
internal sealed class SessionsModel(Sessions sessions, Persons persons, Catalogue catalogue) : PageModel
{
    /// <summary>Most that a page shows.</summary>
    public const int MostShown = 200;

    [TempData]
    public string? Done { get; set; }

    internal IReadOnlyList<(SessionDocument Session, string Name)> Open { get; private set; } = [];

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = await sessions.ListAsync(MostShown, cancellationToken);
        var names = (await persons.ListAsync(Enum.GetValues<PersonState>(), cancellationToken)).ToDictionary(person => person.Id, person => person.Name);
        Open = [.. open.Select(session => (session, names.GetValueOrDefault(session.Person, "Personne inconnue")))];
    }

    public async Task<IActionResult> OnPostAsync(Guid person, string? session, CancellationToken cancellationToken)
    {
        Done = await sessions.EndAsync(HttpContext, person, session ?? "", cancellationToken) ? "La session est fermée." : "La session était déjà fermée.";
        return LocalRedirect("/acces/sessions");
    }
}
