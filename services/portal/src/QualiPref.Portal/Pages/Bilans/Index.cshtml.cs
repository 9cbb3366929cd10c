using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>The reports of all networks, and the form that opens a new one.</summary>
internal sealed class IndexModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    /// <summary>Made with the form: sending it twice opens one report.</summary>
    [BindProperty]
    public Guid Cle { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public string? Network { get; set; }

    [BindProperty]
    public string? Period { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    internal ServicePage<ReportLine> Reports { get; private set; } = new([], null);

    internal IEnumerable<KeyValuePair<string, string>> Networks => catalogue.NetworkNames(Caller.Of(HttpContext));

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken) => Reports = await reporting.ListAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opened = await reporting.OpenAsync(Cle, Network ?? "", Period?.Trim() ?? "", Title?.Trim() ?? "", cancellationToken);
            return LocalRedirect($"/bilans/{opened.Id}");
        }
        catch (ServiceRefusedException refused)
        {
            ShowRefusal(refused.Problem, FieldOf);
            Reports = await reporting.ListAsync(null, cancellationToken);
            return Page();
        }
    }

    protected override string? LabelOf(string field) => field switch
    {
        nameof(Network) => "Réseau",
        nameof(Period) => "Période",
        nameof(Title) => "Titre",
        _ => null,
    };

    private static string? FieldOf(string pointer) => pointer switch
    {
        "/network" => nameof(Network),
        "/period" => nameof(Period),
        "/title" => nameof(Title),
        _ => null,
    };
}
