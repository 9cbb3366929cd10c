using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Pages;

/// <summary>The figures of a site or of a network over a period.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class IndicateursModel(IndicatorsClient indicators, Catalogue catalogue, TimeProvider time) : PortalPage
{
    /// <summary>Code of a network or of a site.</summary>
    public string? Lieu { get; set; }

    public string? Periode { get; set; }

    internal IReadOnlyList<Figure> Figures { get; private set; } = [];

    internal string PlaceName => Places.NameOf(Lieu);

    internal IEnumerable<KeyValuePair<string, string>> Places => catalogue.NetworkNames().Select(one => KeyValuePair.Create(one.Key, $"Réseau {one.Value}"))
        .Concat(catalogue.SiteNames());

    internal string SiteNameOf(Figure figure) => figure.Site is { } site ? catalogue.SiteName(site) : "Ensemble du réseau";

    internal IndicatorDefinition? DefinitionOf(string indicator) => catalogue.Indicators.LastOrDefault(one => one.Code == indicator);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Lieu ??= catalogue.Networks[0].Code;
        var zone = catalogue.Sites[0].TimeZone;
        Periode = string.IsNullOrWhiteSpace(Periode) ? zone.Today(time).ToString("yyyy", FrenchText.Culture) : Periode.Trim();
        if (!Period.TryParse(Periode, out _))
        {
            ModelState.AddModelError(nameof(Periode), "Écrivez la période comme 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }
        var isSite = catalogue.TryGetSite(Lieu, out _);
        try
        {
            Figures = await indicators.ReadFiguresAsync(isSite ? null : Lieu, isSite ? Lieu : null, Periode, cancellationToken);
        }
        catch (ServiceRefusedException refused) when (refused.Problem.Errors.Count > 0)
        {
            ShowRefusal(refused.Problem, pointer => pointer == "period" ? nameof(Periode) : nameof(Lieu));
        }
    }
}
