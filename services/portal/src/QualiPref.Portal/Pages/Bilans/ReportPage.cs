using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>What a draft and a frozen edition share: the sections with their figures, and documents to take away.</summary>
internal abstract class ReportPage(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    internal static IReadOnlyList<(string Format, string Name)> Formats { get; } = [("html", "HTML"), ("csv", "CSV"), ("json", "JSON")];

    internal Catalogue Catalogue => catalogue;

    internal TimeZoneInfo Zone => catalogue.Sites[0].TimeZone;

    internal ReportingClient Reporting => reporting;

    /// <summary>The report that is shown.</summary>
    internal abstract Report Shown { get; }

    internal virtual bool LeadsToSources => true;

    /// <summary>How far it is on its way to the public.</summary>
    internal abstract IReadOnlyList<ReportStep> Steps { get; }

    /// <summary>Its parts and documents.</summary>
    internal virtual SideMenu Side => new(
        "Parties du bilan",
        new SideGroup(Shown.Title, Shown.Sections.Select((section, number) => new SideLink($"#titre-{section.Code}", $"{number + 1}. {section.Title}"))),
        new SideGroup("Documents", Documents.Select(one => new SideLink(one.Address, one.Text) { Icon = "download" })),
        SideMenu.Reports(""));

    /// <summary>What can be taken away.</summary>
    protected abstract IEnumerable<(string Address, string Text)> Documents { get; }

    internal IEnumerable<FigureTable> TablesOf(ReportSection section) =>
        from indicator in section.Indicators ?? []
        let definition = catalogue.Indicators.LastOrDefault(one => one.Code == indicator)
        let figures = Shown.Figures.Where(figure => figure.Indicator == indicator && figure.Breakdown is null).ToList()
        where figures.Count > 0
        select new FigureTable(definition?.Label ?? indicator, definition, figures, NameOf) { LeadsToSources = LeadsToSources };

    internal IReadOnlyList<ReceivedTable> ReceivedOf(string kind) =>
        ReceivedTable.Of([.. Shown.Complaints.Where(one => one.Kind == kind)], PlaceOf, catalogue);

    private string PlaceOf(string? site) => site is null ? "Ensemble du réseau" : catalogue.SiteName(site);

    /// <summary>Hands a document on with its own type and name; the browser holds a cookie, not a token.</summary>
    protected async Task<IActionResult> HandOnAsync(string path, string name, CancellationToken cancellationToken)
    {
        var response = await reporting.DownloadAsync(path, cancellationToken);
        HttpContext.Response.RegisterForDispose(response);
        var content = response.Content;
        var suggested = content.Headers.ContentDisposition?.FileNameStar ?? content.Headers.ContentDisposition?.FileName?.Trim('"') ?? name;
        return File(await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentType?.ToString() ?? "application/octet-stream", suggested);
    }

    private string NameOf(Figure figure) => PlaceOf(figure.Site);
}
