using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Saisies;

/// <summary>The batches of slips, and the beginning of another one.</summary>
internal sealed class FichesModel(SurveysClient surveys, QuestionnairesClient questionnaires, Catalogue catalogue, TimeProvider time) : PortalPage
{
    private const int PageSize = 25;

    /// <summary>Made with the form: sent twice, it begins one batch.</summary>
    [BindProperty]
    public Guid Id { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Site { get; set; }

    [BindProperty]
    public DateOnly? EmptiedOn { get; set; }

    /// <summary>Which version is printed on the slips; empty for what the site asks today.</summary>
    [BindProperty]
    public string? Questionnaire { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Versions { get; private set; } = [];

    public ServicePage<SlipBatch> Batches { get; private set; } = new([], null);

    /// <summary>How often slips of this year are keyed wrongly, at all sites of the person.</summary>
    public SlipErrors Errors { get; private set; } = new(0, 0, 0, null);

    public int Year => Zone.Today(time).Year;

    public IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    // A new year begins at midnight where the person works.
    private TimeZoneInfo Zone => (Sites.Select(site => site.Key).FirstOrDefault() is { } code && catalogue.TryGetSite(code, out var first) ? first : catalogue.Sites[0]).TimeZone;

    public string NameOf(SlipBatch batch) => catalogue.SiteName(batch.Site);

    public Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => ListAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        try
        {
            var batch = await surveys.BeginBatchAsync(Id, Site ?? "", EmptiedOn, QuestionnaireWords.Read(Questionnaire), cancellationToken);
            return LocalRedirect($"/saisie/fiches/{batch.Id}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/site" => nameof(Site), "/emptiedOn" => nameof(EmptiedOn), "/questionnaire" or "/version" => nameof(Questionnaire), _ => null });
        }
        await ListAsync(null, cancellationToken);
        return Page();
    }

    protected override string? LabelOf(string field) => field switch { nameof(Site) => "Site", nameof(EmptiedOn) => "Urne relevée le", nameof(Questionnaire) => "Questionnaire de la fiche", _ => null };

    private async Task ListAsync(string? cursor, CancellationToken cancellationToken)
    {
        var batches = surveys.ListBatchesAsync(cursor, PageSize, cancellationToken);
        var errors = surveys.ReadErrorRateAsync(null, Year.ToString(CultureInfo.InvariantCulture), cancellationToken);
        var versions = questionnaires.ListAsync(cancellationToken);
        (Batches, Errors, Versions) = (await batches, await errors, QuestionnaireWords.Choices(await versions));
    }
}
