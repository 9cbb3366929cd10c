using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>The frozen editions of all networks.</summary>
internal sealed class EditionsModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    internal ServicePage<EditionLine> Editions { get; private set; } = new([], null);

    internal IEnumerable<KeyValuePair<string, string>> Networks => catalogue.NetworkNames();

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken) =>
        Editions = await reporting.ListEditionsAsync(cursor, cancellationToken);
}
