using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>What changed from one revision of a report to another, and why.</summary>
[BindProperties(SupportsGet = true)]
internal sealed class DifferencesModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    public Guid Id { get; set; }

    /// <summary>The other revision; none until it was chosen.</summary>
    public Guid? To { get; set; }

    public string? Cursor { get; set; }

    internal IReadOnlyList<EditionLine> Others { get; private set; } = [];

    internal EditionLine? Here { get; private set; }

    internal EditionDifferences? Differences { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var editions = await reporting.ListEditionsAsync(null, cancellationToken);
        Here = editions.Items.FirstOrDefault(one => one.Id == Id);
        Others = [.. editions.Items.Where(one => one.Id != Id && (Here is null || (one.Network == Here.Network && one.Period == Here.Period)))];
        if (To is { } to) Differences = await reporting.CompareAsync(Id, to, Cursor, cancellationToken);
    }

    internal static string NameOf(EditionLine edition) => $"{edition.Title ?? "Bilan"}, révision {edition.Revision}";

    internal string PlaceOf(string? site) => site is null ? "Ensemble du réseau" : catalogue.SiteName(site);

    internal IndicatorDefinition? DefinitionOf(string indicator) => catalogue.Indicators.LastOrDefault(one => one.Code == indicator);
}
