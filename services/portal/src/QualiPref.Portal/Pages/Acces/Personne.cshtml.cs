using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Platform.Auditing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Time;
using QualiPref.Portal.Access;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages.Acces;

/// <summary>One person: what they may do and where, when they are away and who acts for them, and the end of it all.</summary>
internal sealed class PersonneModel(
    Persons persons, AccessChanges changes, [FromKeyedServices(QualiPrefHost.Portal)] AuditLog audit, Catalogue catalogue, TimeProvider time) : AccessPage(catalogue, time)
{
    private IReadOnlyList<Person> _everybody = [];

    /// <summary>The version that the form was made of.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public DateOnly? Du { get; set; }

    [BindProperty]
    public DateOnly? Au { get; set; }

    [BindProperty]
    public Guid? Par { get; set; }

    internal Person Person { get; private set; } = null!;

    /// <summary>Who else works here or is about to, to stand in.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Others =>
        _everybody.Where(one => AbsenceRule.MayStandIn(one, Person)).Select(one => KeyValuePair.Create(one.Id.ToString(), one.Name));

    internal DateOnly Today => Zone.Today(Time);

    /// <summary>Absences that are over are shown no more.</summary>
    internal IEnumerable<Absence> Absences => Person.Absences.Where(one => one.To >= Today).OrderBy(one => one.From);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        await audit.AppendAsync(Entry(AccessAudit.Read)(Person), cancellationToken);
        return Page();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        var grants = ReadLines();
        if (Person.State is PersonState.Waiting or PersonState.Left && grants.Count == 0) ModelState.AddModelError("", "Choisissez au moins un rôle et l'endroit où il vaut.");
        return await ChangeAsync(read => changes.GrantAsync(read, grants, Entry(AccessAudit.Grant), cancellationToken));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAbsenceAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        foreach (var fault in AbsenceRule.FaultsOf(Du, Au, Par, Person, _everybody, Today)) AddError(FieldOf(fault.Pointer), fault.Message.French);
        if (Absences.Count() >= AccessReading.MostAbsences) ModelState.AddModelError("", "Trop d'absences sont déjà notées.");
        return await ChangeAsync(read => changes.SetAbsencesAsync(read, [.. Absences, new Absence(Du!.Value, Au!.Value, Par!.Value)], Entry(AccessAudit.Absences), cancellationToken));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostRetourAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        return await ChangeAsync(read => changes.SetAbsencesAsync(read, [.. Absences.Where(one => (one.From, one.To, one.StandIn) != (Du, Au, Par))], Entry(AccessAudit.Absences), cancellationToken));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostDepartAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken)) return NotFound();
        return await ChangeAsync(read => changes.LeaveAsync(read, Entry(AccessAudit.Leave), cancellationToken));
    }

    private static string FieldOf(string name) => name switch
    {
        "from" => nameof(Du),
        "to" => nameof(Au),
        _ => nameof(Par),
    };

    protected override string? LabelOf(string field) => field switch
    {
        nameof(Du) => "Premier jour",
        nameof(Au) => "Dernier jour",
        nameof(Par) => "Remplacé par",
        _ => null,
    };

    internal string NameOf(Guid person) => _everybody.FirstOrDefault(one => one.Id == person)?.Name ?? "quelqu'un dont le nom manque";

    private async Task<bool> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await persons.FindAsync(id, cancellationToken) is not { } person) return false;
        Person = person;
        _everybody = await persons.ListAsync(Enum.GetValues<PersonState>(), cancellationToken);
        return true;
    }

    // Of the version that the form showed: a later one is refused, and shown.
    private async Task<IActionResult> ChangeAsync(Func<Person, Task<Person>> change)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = 422;
            return Page();
        }
        return await TryAsync(() => change(Person with { Version = Version })) is { } changed ? LocalRedirect($"/acces/{changed.Id}") : Page();
    }

    private void AddError(string field, string sentence)
    {
        ModelState.AddModelError(field, sentence);
        ViewData[LabelKey(field)] = LabelOf(field);
    }
}
