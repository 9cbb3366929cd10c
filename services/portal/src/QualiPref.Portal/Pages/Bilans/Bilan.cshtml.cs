using Microsoft.AspNetCore.Mvc;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Services;
using QualiPref.Portal.Shell;
using QualiPref.Portal.Wording;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Portal.Pages.Bilans;

/// <summary>One report in the order of the committee's duties, with its documents.</summary>
internal sealed class BilanModel(ReportingClient reporting, Catalogue catalogue) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    internal static IReadOnlyList<(string Format, string Name)> Formats { get; } = [("html", "HTML"), ("csv", "CSV"), ("json", "JSON")];

    internal Report Report { get; private set; } = null!;

    internal Catalogue Catalogue => catalogue;

    public async Task OnGetAsync(CancellationToken cancellationToken) => Report = await reporting.ReadAsync(Id, cancellationToken);

    /// <summary>Hands a document on with its own type and name; the browser holds a cookie, not a token.</summary>
    public async Task<IActionResult> OnGetDocumentAsync(string format, CancellationToken cancellationToken)
    {
        var response = await reporting.ReadDocumentAsync(Id, format, cancellationToken);
        HttpContext.Response.RegisterForDispose(response);
        var content = response.Content;
        var name = content.Headers.ContentDisposition?.FileNameStar ?? content.Headers.ContentDisposition?.FileName?.Trim('"') ?? $"bilan-{Id}.{format}";
        return File(await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentType?.ToString() ?? "application/octet-stream", name);
    }

    internal IndicatorDefinition? DefinitionOf(string indicator) => catalogue.Indicators.LastOrDefault(one => one.Code == indicator);

    internal string SiteNameOf(Figure figure) => figure.Site is { } site ? catalogue.SiteName(site) : "Ensemble du réseau";

    internal IEnumerable<FigureTable> TablesOf(ReportSection section) =>
        from indicator in section.Indicators ?? []
        let definition = DefinitionOf(indicator)
        let figures = Report.Figures.Where(figure => figure.Indicator == indicator && figure.Breakdown is null).ToList()
        where figures.Count > 0
        select new FigureTable(definition?.Label ?? indicator, definition, figures, SiteNameOf);
}
