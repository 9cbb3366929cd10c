using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Access;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>One case: what it says, what happened, and the steps it allows now.</summary>
[TakesFiles]
internal sealed partial class DossierModel(ComplaintsClient complaints, LettersClient letters, Colleagues colleagues, Catalogue catalogue, TimeProvider time) : PortalPage
{
    // Of a form that is no longer possible only what somebody typed is worth showing.
    private static readonly HashSet<string> Unseen =
    [
        "Version", "Step", "__RequestVerificationToken", LetterFilling.Chosen, LetterFilling.ChosenLanguage, LetterFilling.Template, LetterFilling.Version, LetterFilling.Language, LetterFilling.Digest,
    ];

    private LetterFilling? _filling;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Version that the person saw when the form was drawn; goes back as If-Match.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>Name of the step whose form was sent.</summary>
    [BindProperty]
    public string? Step { get; set; }

    /// <summary>The list that the person comes from, as its filters.</summary>
    [BindProperty(Name = "liste", SupportsGet = true)]
    [MaxLength(1_000)]
    public string? List { get; set; }

    [TempData]
    public string? Done { get; set; }

    /// <summary>Whether what was done last wrote a letter.</summary>
    [TempData]
    public bool Wrote { get; set; }

    /// <summary>What stands beside the case in that list; null without one.</summary>
    internal CaseNeighbours? Neighbours { get; private set; }

    /// <summary>Where the list is.</summary>
    internal string ListAddress => CaseFilter.Parse(List ?? "").Address;

    internal Case Case { get; private set; } = null!;

    /// <summary>What else the person wrote; null where it could not be read.</summary>
    internal OthersOfPerson? OfPerson { get; private set; }

    internal Names Names { get; private set; } = null!;

    /// <summary>The standard letters and paragraphs that may be used.</summary>
    internal LetterChoices Choices { get; private set; } = null!;

    internal bool ChangedMeanwhile { get; private set; }

    internal IReadOnlyList<CaseTransition> Transitions => CaseTransitions.AllowedFor(Case);

    /// <summary>The step that was sent but that the case, changed meanwhile, allows no more: what was typed is still shown.</summary>
    internal bool IsStepGone => Step is not null && Transitions.All(one => one.Name != Step);

    /// <summary>What happened since the person read the case.</summary>
    internal IEnumerable<CaseStep> StepsSince => Case.History.Where(step => step.Version > Version);

    internal IEnumerable<string> Typed => Request.HasFormContentType
        ? Request.Form.Where(one => !Unseen.Contains(one.Key) && one.Value.ToString().Length > 0)
            .Select(one => one.Value.ToString())
        : [];

    /// <summary>What the fields of the form that was sent begin with: errors lead to them.</summary>
    internal string FormPrefix =>
        IsAdding ? "ajout-"
        : Settling is { } promise ? $"engagement-{promise:N}-"
        : IsHolding ? "hold-"
        : IsSplitting ? "split-"
        : Check is not null ? $"check-{Check}-"
        : Procedure is { } noted ? Case.Procedures.Any(known => known.Id == noted) ? $"procedure-{noted:N}-" : "procedure-"
        : IsWriting ? "letter-" : Step + "-";

    internal Catalogue Catalogue => catalogue;

    internal TimeZoneInfo Zone => catalogue.TryGetSite(Case.Site, out var site) ? site.TimeZone : TimeZoneInfo.Utc;

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>Where the form of an act beside the steps is sent: the list that one came from goes along.</summary>
    internal string ActAt(string handler) => $"/reclamations/{Id}" + QueryText.Of(("handler", handler), ("liste", List));

    /// <summary>Address of a case in the same list.</summary>
    internal string AddressOf(Guid id) => $"/reclamations/{id}" + QueryText.Of(("liste", List));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var transition = Transitions.FirstOrDefault(one => one.Name == Step);
        if (transition is null) return Stale(StatusCodes.Status409Conflict);
        try
        {
            var body = transition.BodyOf(name => Request.Form[name]);
            if (!await NameTargetAsync(body, cancellationToken)) return Page();
            if (transition.LetterField is not null) LetterFilling.AddSource(body, Request.Form);
            if (transition.TakesPromises) PromiseRows.AddTo(body, Request.Form);
            await complaints.MoveAsync(Id, transition.Name, Version, body, cancellationToken);
            Wrote = !Case.Anonymous && CaseWords.Letters.ContainsKey(transition.Name);
            Done = CaseWords.Done(transition.Name, Wrote);
            return LocalRedirect(AddressOf(Id));
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            // Somebody may have been quicker since the reading above.
            if (Case.Version == Version) Case = await complaints.ReadAsync(Id, cancellationToken);
            return Stale(StatusCodes.Status412PreconditionFailed);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(AtItsField(refused.Problem), pointer => PromiseRows.FieldOf(pointer, Request.Form));
            return Page();
        }
    }

    /// <summary>Fills the text of a step from a standard letter; nothing is recorded.</summary>
    public async Task<IActionResult> OnPostFillAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        var transition = Transitions.FirstOrDefault(one => one.Name == Step);
        if (transition?.LetterField is null) return Stale(StatusCodes.Status409Conflict);
        if (Request.Form[LetterFilling.Chosen].ToString() is not { Length: > 0 } code) return Page();
        try
        {
            var letter = await letters.FillAsync(Id, code, null, Request.Form[LetterFilling.ChosenLanguage], cancellationToken);
            _filling = LetterFilling.Filled(transition, Choices, Request.Form, letter);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "template" ? LetterFilling.Chosen : pointer == "language" ? LetterFilling.ChosenLanguage : null);
        }
        return Page();
    }

    protected override string? LabelOf(string field) =>
        Transitions.FirstOrDefault(one => one.Name == Step)?.Fields.Append(StepField.OccurredOn).FirstOrDefault(one => one.Name == field)?.Label ?? PromiseRows.LabelOf(field);

    /// <summary>What was typed in a field of the step that was sent; of others, what was kept of it.</summary>
    internal string? TypedIn(CaseTransition transition, string field) =>
        FillingOf(transition)?.ValueOf(field) ?? FormOf(transition)?[field].ToString();

    /// <summary>What fills the text of a step from a standard letter; null where the step writes none.</summary>
    internal LetterFilling? FillingOf(CaseTransition transition)
    {
        if (transition.LetterField is null) return null;
        if (_filling?.Transition.Name == transition.Name) return _filling;
        return LetterFilling.Shown(transition, Choices, FormOf(transition));
    }

    // What was just sent in, else what was kept of it before.
    private IFormCollection? FormOf(CaseTransition transition) =>
        Request.HasFormContentType ? Step == transition.Name ? Request.Form : null : TypedBefore(transition.Name);

    internal string? ErrorIn(CaseTransition transition, string field) => Step == transition.Name ? ErrorOf(field) : null;

    internal IEnumerable<KeyValuePair<string, string>>? OptionsOf(StepInput input) => StepOptions.Of(input, catalogue, Names, [Case.Site]);

    // All at once: the service judges who may read the case, and the rest tells nothing of it.
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var names = colleagues.ReadAsync(cancellationToken);
        var neighbours = List is null || !ModelState.IsValid ? null : complaints.FindNeighboursAsync(Id, CaseFilter.Parse(List), cancellationToken);
        var choices = letters.ReadChoicesAsync(Id, cancellationToken);
        var drafts = complaints.ReadDraftsAsync(Id, cancellationToken);
        var others = OthersAsync(cancellationToken);
        var presence = complaints.TellPresenceAsync(Id, open: true, cancellationToken);
        Case = await complaints.ReadAsync(Id, cancellationToken);
        Names = await names;
        Drafts = (await drafts).Items;
        OfPerson = await others;
        Others = InWords(await presence, Names);
        ShowDraftOfLetter();
        Choices = await choices;
        Neighbours = neighbours is null ? null : await BesideAsync(neighbours);
    }

    // The case can be worked on without them.
    private async Task<OthersOfPerson?> OthersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await complaints.FindOthersAsync(Id, cancellationToken);
        }
        catch (Exception fault) when (fault is ServiceRefusedException or ServiceAwayException)
        {
            return null;
        }
    }

    // A list of filters that the service does not know is no list to walk through.
    private static async Task<CaseNeighbours?> BesideAsync(Task<CaseNeighbours> neighbours)
    {
        try
        {
            return await neighbours;
        }
        catch (ServiceRefusedException)
        {
            return null;
        }
    }

    private PageResult Stale(int status)
    {
        ChangedMeanwhile = true;
        Response.StatusCode = status;
        return Page();
    }

    // One call more, for a merge only.
    private async Task<bool> NameTargetAsync(Dictionary<string, object> body, CancellationToken cancellationToken)
    {
        if (!body.TryGetValue(CaseTransition.Into, out var typed)) return true;
        var reference = (string)typed;
        var found = await complaints.ListAsync(new CaseFilter { Query = reference, PageSize = 2 }, cancellationToken);
        if (found.Items.FirstOrDefault(one => string.Equals(one.Reference, reference, StringComparison.OrdinalIgnoreCase)) is { } target)
        {
            body[CaseTransition.Into] = target.Id;
            return true;
        }
        ModelState.AddModelError(CaseTransition.Into, "Aucun dossier de vos sites n'a cette référence. Elle s'écrit comme 91-EVRY-2026-000123.");
        ViewData[LabelKey(CaseTransition.Into)] = LabelOf(CaseTransition.Into);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return false;
    }

    // These refusals concern one field, though the service tells them as the state's.
    private static ServiceProblem AtItsField(ServiceProblem problem) => problem.Code switch
    {
        "QP-COMPLAINTS-004" => problem with { Errors = [new ServiceFieldError("/outcome", problem.Sentence)] },
        "QP-COMPLAINTS-005" => problem with { Errors = [new ServiceFieldError("/into", problem.Sentence)] },
        _ => problem,
    };
}
