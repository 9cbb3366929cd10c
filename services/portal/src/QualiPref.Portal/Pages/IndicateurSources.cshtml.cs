using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Pages;

/// <summary>The facts behind one figure: ids and versions, nothing of what they say.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class IndicateurSourcesModel(IndicatorsClient indicators, Catalogue catalogue) : PortalPage
{
    public string Figure { get; set; } = "";

    public string? Cursor { get; set; }

    internal ServicePage<FigureSource> Sources { get; private set; } = new([], null);

    /// <summary>What the figure is about; the id itself should it be written another way one day.</summary>
    internal string About => FigureId.TryParse(Figure, out var id)
        ? string.Join(", ", new[]
        {
            catalogue.Indicators.LastOrDefault(one => one.Code == id.Indicator)?.Label ?? id.Indicator,
            id.Site is { } site ? catalogue.SiteName(site) : $"réseau {catalogue.NetworkNames().NameOf(id.Network)}",
            FrenchText.PeriodName(id.Period),
            id.Breakdown is { } slice ? FigureWords.Slice(slice, catalogue) : null,
        }.OfType<string>())
        : Figure;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        // White space alone is bound as nothing at all.
        if (string.IsNullOrEmpty(Figure)) return NotFound();
        Sources = await indicators.ReadSourcesAsync(Figure, Cursor, cancellationToken);
        return Page();
    }
}
