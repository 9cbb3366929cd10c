using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Equilibre;

/// <summary>Answers that were kept without being counted, and the decision that each waits for.</summary>
internal sealed class ReponsesModel(SurveysClient surveys, Catalogue catalogue) : PortalPage
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Site { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Kiosk { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>The answer that is decided about.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    /// <summary>Version that the person saw.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary><c>accept</c> or <c>discard</c>: the button that was pressed.</summary>
    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal ServicePage<KeptResponse> Responses { get; private set; } = new([], null);

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    internal IEnumerable<KeyValuePair<string, string>> Channels => catalogue.AnswerChannelNames();

    public Task OnGetAsync(CancellationToken cancellationToken) => ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var isAccepted = Decision == "accept";
        try
        {
            var decided = await surveys.DecideAsync(Id, isAccepted ? "accept" : "discard", Version, Reason?.Trim() ?? "", cancellationToken);
            Done = decided.Status == "discarded" ? "La réponse est refusée : elle ne sera pas comptée." : "La réponse est acceptée : elle entre dans les chiffres.";
            return LocalRedirect(AddressOf(null));
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status412PreconditionFailed)
        {
            ModelState.AddModelError("", "Quelqu'un d'autre a déjà décidé de cette réponse. Rien n'a été changé par vous ; votre raison était : " + Reason);
            Response.StatusCode = StatusCodes.Status412PreconditionFailed;
        }
        catch (ServiceRefusedException refused)
        {
            // A refusal names fields of the answer as it was kept; only the reason is in this form.
            ShowRefusal(refused.Problem, pointer => pointer == "/reason" ? FieldOf(Id) : null);
        }
        await ListAsync(cancellationToken);
        return Page();
    }

    /// <summary>Tells the form of one answer from the others of the page.</summary>
    internal static string ScopeOf(Guid id) => $"r-{id}-";

    internal static string FieldOf(Guid id) => ScopeOf(id) + nameof(Reason);

    internal string AddressOf(string? cursor) => "/equilibre/reponses" + QueryText.Of(("site", Site), ("kiosk", Kiosk?.ToString()), ("cursor", cursor));

    protected override string? LabelOf(string field) => field == FieldOf(Id) ? "Raison" : null;

    private async Task ListAsync(CancellationToken cancellationToken) =>
        Responses = await surveys.ListSetAsideAsync(Site, Kiosk, Cursor, PageSize, cancellationToken);
}
