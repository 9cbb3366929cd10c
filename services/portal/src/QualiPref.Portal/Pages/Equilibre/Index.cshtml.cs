using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Equilibre;

/// <summary>Whether everything that was received is counted, and if not, what, where and since when.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class IndexModel(IndicatorsClient indicators, Catalogue catalogue, TimeProvider time) : PortalPage
{
    public string? Reseau { get; set; }

    public string? Periode { get; set; }

    internal Balance? Balance { get; private set; }

    internal IEnumerable<KeyValuePair<string, string>> Networks => catalogue.NetworkNames(Caller.Of(HttpContext));

    internal IEnumerable<KeyValuePair<string, string>> Sites => catalogue.SiteNames();

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Reseau ??= Networks.Select(one => one.Key).FirstOrDefault();
        if (Reseau is null) return;
        Periode = string.IsNullOrWhiteSpace(Periode) ? Zone.Today(time).ToString("yyyy", FrenchText.Culture) : Periode.Trim();
        try
        {
            Balance = await indicators.ReadBalanceAsync(Reseau, Periode, cancellationToken);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Status is StatusCodes.Status422UnprocessableEntity or StatusCodes.Status403Forbidden)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "network" ? nameof(Reseau) : nameof(Periode));
        }
    }

    protected override string? LabelOf(string field) => field == nameof(Reseau) ? "Réseau" : "Période";
}
