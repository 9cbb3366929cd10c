using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bornes;

/// <summary>The fleet of kiosks: how each is, what it owes, and a new one.</summary>
internal sealed class IndexModel(SurveysClient surveys, Catalogue catalogue, TimeProvider time) : PortalPage
{
    private const int PageSize = 50;

    /// <summary>Made with the form: sending it twice creates one kiosk.</summary>
    [BindProperty]
    public Guid Cle { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Site { get; set; }

    [BindProperty]
    public string? Label { get; set; }

    /// <summary>Whether those are shown that are used no more.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Retired { get; set; }

    /// <summary>The codes of the kiosk that was created.</summary>
    internal IssuedCode? Issued { get; private set; }

    internal ServicePage<ListedKiosk> Kiosks { get; private set; } = new([], null);

    internal DateTimeOffset Now => time.GetUtcNow();

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames(Caller.Of(HttpContext));

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => await ListAsync(cursor, cancellationToken);

    public async Task OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var created = await surveys.CreateKioskAsync(Cle, Site ?? "", Label?.Trim() ?? "", cancellationToken);
            Issued = IssuedCode.Of($"{Label?.Trim()} ({catalogue.SiteName(Site!)})", created.EnrolmentCode, created.Pin, Request);
            // The next kiosk; what was sent must not come back as its form.
            ModelState.Clear();
            (Cle, Site, Label) = (Guid.CreateVersion7(), null, null);
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, pointer => pointer switch { "/site" => nameof(Site), "/label" => nameof(Label), _ => null });
        }
        await ListAsync(null, cancellationToken);
    }

    internal string AddressOf(string? cursor) => "/bornes" + QueryText.Of(("retired", Retired ? "true" : null), ("cursor", cursor));

    protected override string? LabelOf(string field) => field switch
    {
        nameof(Site) => "Site",
        nameof(Label) => "Nom de la borne",
        _ => null,
    };

    private async Task ListAsync(string? cursor, CancellationToken cancellationToken) =>
        Kiosks = await surveys.ListKiosksAsync(null, Retired, cursor, PageSize, cancellationToken);
}
