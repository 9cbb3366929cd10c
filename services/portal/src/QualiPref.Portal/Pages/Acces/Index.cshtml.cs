using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Access;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Acces;

/// <summary>Who works here, who waits for an administrator, who is invited, who has left. Who waits comes first.</summary>
internal sealed class IndexModel(Persons persons, [FromKeyedServices(QualiPrefHost.Portal)] AuditLog audit, Catalogue catalogue, TimeProvider time) : PageModel
{
    private static readonly PersonState[] Everybody = [PersonState.Waiting, PersonState.Active, PersonState.Invited, PersonState.Left];

    private IReadOnlyList<Person> _all = [];

    [BindProperty(Name = "etat", SupportsGet = true)]
    public string? Etat { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Texte { get; set; }

    internal PersonState? State => Enum.TryParse<PersonState>(Etat, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    internal int Waiting => _all.Count(one => one.State == PersonState.Waiting);

    internal Catalogue Catalogue => catalogue;

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    internal IEnumerable<KeyValuePair<string, string>> States => Everybody.Select(state => KeyValuePair.Create(state.ToString().ToLowerInvariant(), $"{AccessWords.State(state)} ({_all.Count(one => one.State == state)})"));

    internal IReadOnlyList<Person> Shown { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        _all = await persons.ListAsync(Everybody, cancellationToken);
        var inState = _all.Where(one => State is { } state ? one.State == state : one.State != PersonState.Left);
        var words = Texte?.Trim() ?? "";
        Shown = [.. inState.Where(one => Holds(one.Name, words) || Holds(one.Email ?? "", words)).OrderBy(one => Array.IndexOf(Everybody, one.State))];
        var shown = AuditSubject.Of("person", Shown.Select(one => one.Id));
        await audit.AppendAsync(AuditEntry.Of(AccessAudit.List, AuditActor.Of(HttpContext), shown, time.GetUtcNow()), cancellationToken);
    }

    private static bool Holds(string text, string words) =>
        FrenchText.Culture.CompareInfo.IndexOf(text, words, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0;
}
