using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>
/// One step for several cases: first what would be done to which, then what became of each. A case that somebody changed since it was shown keeps what they did.
/// </summary>
internal sealed class PlusieursModel(ComplaintsClient complaints, Colleagues colleagues, Catalogue catalogue) : PortalPage
{
    private const int MostCases = 200;

    // The service takes them one by one, and others want it too.
    private const int AtOnce = 4;

    /// <summary>Ids of the cases that were ticked; in the second form each with the version that was shown.</summary>
    [BindProperty]
    public List<string> Id { get; set; } = [];

    /// <summary>Name of the step.</summary>
    [BindProperty]
    public string? Etape { get; set; }

    /// <summary>The list that they were ticked in.</summary>
    [BindProperty]
    public string? Liste { get; set; }

    internal CaseTransition? Step { get; private set; }

    internal IReadOnlyList<Case> Cases { get; private set; } = [];

    /// <summary>What became of each case, by its id; empty until it was tried.</summary>
    internal IReadOnlyDictionary<Guid, Outcome> Outcomes { get; private set; } = new Dictionary<Guid, Outcome>();

    internal Names Names { get; private set; } = null!;

    internal Catalogue Catalogue => catalogue;

    internal IEnumerable<Case> Allowed => Cases.Where(IsAllowed);

    internal string Back => CaseFilter.Parse(Liste is { Length: <= 1_000 } ? Liste : "").Address;

    public IActionResult OnGet() => LocalRedirect("/reclamations");

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<IActionResult> OnPostAppliquerAsync(CancellationToken cancellationToken)
    {
        var page = await ShowAsync(cancellationToken);
        if (Step is not { } step || !Allowed.Any()) return page;
        // Of a case that stands in the form twice, what it says first.
        var seen = Id.Select(one => one.Split(':')).Where(parts => parts.Length == 2).DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1]);
        var cases = Allowed.ToList();
        var body = step.BodyOf(name => Request.Form[name]);
        // The first alone: what was typed wrongly is wrong for all, and then nothing was done to any.
        var first = await TryAsync(cases[0], VersionOf(cases[0]), step, body, cancellationToken);
        if (first.Problem is { Errors.Count: > 0 } problem)
        {
            ShowRefusal(problem, pointer => pointer.TrimStart('/'));
            return page;
        }
        var rest = await InTurnsAsync(cases.Skip(1), one => TryAsync(one, VersionOf(one), step, body, cancellationToken));
        Outcomes = rest.Append(first).ToDictionary(outcome => outcome.Case);
        return page;

        long VersionOf(Case one) => seen.TryGetValue(one.Id.ToString(), out var version) && long.TryParse(version, out var number) ? number : 0;
    }

    /// <summary>What of a case the step would change, as it is now.</summary>
    internal string Now(Case one) => Step?.Name switch
    {
        "assign" => Names.Of(one.Assignee) + (one.Team is { } team ? $", {catalogue.TeamNames(one.Site).NameOf(team)}" : ""),
        "qualify" => one.Motive is null ? "À qualifier" : catalogue.MotiveNames().NameOf(one.Motive),
        _ => CaseWords.Of(CaseWords.Statuses, one.Status),
    };

    internal bool IsAllowed(Case one) => CaseTransitions.AllowedFor(one).Any(step => step.Name == Step?.Name);

    internal IEnumerable<KeyValuePair<string, string>>? OptionsOf(StepInput input) =>
        StepOptions.Of(input, catalogue, Names, [.. Cases.Select(one => one.Site).Distinct()]);

    protected override string? LabelOf(string field) => Step?.Fields.Append(StepField.OccurredOn).FirstOrDefault(one => one.Name == field)?.Label;

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Step = CaseTransitions.ForMany.Select(one => one.Step).FirstOrDefault(one => one.Name == Etape);
        var ids = Id.Select(one => Guid.TryParse(one.Split(':')[0], out var id) ? id : (Guid?)null).OfType<Guid>().Take(MostCases).ToList();
        if (Step is null || ids.Count == 0)
        {
            ModelState.AddModelError("", "Cochez au moins un dossier de la liste, puis choisissez ce qu'il faut en faire.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Names = await colleagues.ReadAsync(cancellationToken);
            return Page();
        }
        var names = colleagues.ReadAsync(cancellationToken);
        var found = await complaints.ListThoseAsync(ids, cancellationToken);
        Cases = [.. found.OrderBy(one => ids.IndexOf(one.Id))];
        Names = await names;
        return Page();
    }

    private async Task<Outcome> TryAsync(Case one, long version, CaseTransition step, object body, CancellationToken cancellationToken)
    {
        try
        {
            await complaints.MoveAsync(one.Id, step.Name, version, body, cancellationToken);
            return new Outcome(one.Id, "Fait", null);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            return new Outcome(one.Id, "Modifié entre-temps par quelqu'un d'autre : rien n'a été fait", refused.Problem with { Errors = [] });
        }
        catch (ServiceRefusedException refused)
        {
            return new Outcome(one.Id, refused.Problem.Sentence, refused.Problem);
        }
    }

    private static async Task<IReadOnlyList<Outcome>> InTurnsAsync(IEnumerable<Case> cases, Func<Case, Task<Outcome>> act)
    {
        var outcomes = new List<Outcome>();
        foreach (var some in cases.Chunk(AtOnce)) outcomes.AddRange(await Task.WhenAll(some.Select(act)));
        return outcomes;
    }

    /// <summary>What became of a case.</summary>
    /// <param name="Case">Its id.</param>
    /// <param name="Words">In words.</param>
    /// <param name="Problem">Why nothing was done; null when it was.</param>
    internal sealed record Outcome(Guid Case, string Words, ServiceProblem? Problem);
}
