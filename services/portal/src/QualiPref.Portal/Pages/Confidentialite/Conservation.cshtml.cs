using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;
using QualiPref.Portal.Shell;

namespace QualiPref.Portal.Pages.Confidentialite;

/// <summary>What was kept long enough, the decision that it is erased, and the slips of what was.</summary>
internal sealed class ConservationModel(PrivacyClient privacy, Catalogue catalogue) : PortalPage
{
    /// <summary>Id of the slip: a form that is sent twice decides once.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Site { get; set; }

    /// <summary>How many cases the person confirms.</summary>
    [BindProperty]
    public long? Number { get; set; }

    [BindProperty]
    public string? Decision { get; set; }

    [TempData]
    public string? Done { get; set; }

    internal RetentionPreview Preview { get; private set; } = new([], []);

    internal IReadOnlyList<DisposalSlip> Slips { get; private set; } = [];

    internal Catalogue Catalogue => catalogue;

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>A slip as a document for the archives.</summary>
    public async Task<IActionResult> OnGetSlipAsync(Guid id, CancellationToken cancellationToken)
    {
        var response = await privacy.DownloadSlipAsync(id, cancellationToken);
        HttpContext.Response.RegisterForDispose(response);
        Response.Headers.CacheControl = "no-store";
        return File(await response.Content.ReadAsStreamAsync(cancellationToken), "text/csv", response.Content.Headers.ContentDisposition?.FileNameStar ?? "bordereau-elimination.csv");
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            await privacy.RunAsync(new { id = Id, site = Site, cases = Number, decision = Decision }, cancellationToken);
            Done = "L'élimination est décidée : son bordereau, ci-dessous, dit ce qui est fait.";
            return LocalRedirect("/confidentialite/conservation");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/cases" => nameof(Number), "/decision" => nameof(Decision), _ => null });
        }
        await ReadAsync(cancellationToken);
        return Page();
    }

    /// <summary>Where the day of a slip is told.</summary>
    internal TimeZoneInfo ZoneOf(string site) => catalogue.TryGetSite(site, out var known) ? known.TimeZone : catalogue.Sites[0].TimeZone;

    /// <summary>What was typed for a site; nothing in the forms of others.</summary>
    internal string? TypedAt(string site, string? typed) => Site == site ? typed : null;

    internal string? ErrorAt(string site, string field) => Site == site ? ErrorOf(field) : null;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var preview = privacy.PreviewAsync(cancellationToken);
        var slips = privacy.ListSlipsAsync(cancellationToken);
        await Task.WhenAll(preview, slips);
        (Preview, Slips) = (await preview, (await slips).Items);
    }
}
