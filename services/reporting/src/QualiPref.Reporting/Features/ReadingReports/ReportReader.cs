using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Storage;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>Composes a report from the cells of the moment: two reads, whatever the number of figures.</summary>
internal sealed class ReportReader(ReportingStorage storage, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Code of the indicator that counts complaints and suggestions.</summary>
    public const string Received = "complaints.received";

    /// <summary>Reads one report for a caller who may see every site of its network.</summary>
    /// <exception cref="ProblemException">401, 403, 404, or 409 when its network has left the catalogue.</exception>
    public async Task<ReportView> ReadAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        caller.Require(Roles.Quality);
        var report = await storage.FindAsync(id, cancellationToken)
            ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var network = catalogue.Networks.FirstOrDefault(one => one.Code == report.Network)
            ?? throw new ProblemException(new Problem(ReportingProblems.NetworkGone));
        caller.RequireNetwork(network);
        var period = Period.Parse(report.Period);
        var before = period.YearBefore();
        var cells = await storage.CellsOfAsync(network.Sites, [before, period], cancellationToken);
        return Compose(report, network, period, before, cells);
    }

    private ReportView Compose(
        ReportDocument report, Network network, Period period, Period before, IReadOnlyList<SiteDayCell> cells)
    {
        var sites = network.Sites.Select(code => catalogue.Sites.Single(site => site.Code == code)).ToList();
        var asOf = sites[0].TimeZone.Today(time);
        var overall = new FigureRequest
        {
            Definitions = catalogue.Indicators,
            Network = network.Code,
            Sites = [.. sites.Select(site => new SiteScope(site.Code, [.. site.Modules.Select(module => module.Code)]))],
            Period = Span(period),
            Cells = cells,
            ComparisonPeriod = Span(before),
            ComparisonCells = cells,
            AsOf = asOf,
        };
        var figures = FigureCalculator.Calculate(overall);
        var reportSites = sites.ConvertAll(Describe);
        return new ReportView
        {
            Id = report.Id,
            Version = report.Version,
            Network = network.Code,
            NetworkName = network.Name,
            Period = report.Period,
            Title = report.Title,
            Status = ReportDocument.Draft,
            AsOf = asOf,
            SiteDays = cells.Count(cell => period.Contains(cell.Date)),
            Sites = reportSites,
            Sections = ReportOutline.For(catalogue.Indicators),
            Figures = figures,
            Complaints = Counts(overall),
            Warnings = ReportWarnings.Of(period, asOf, figures, reportSites, catalogue.Indicators),
        };
    }

    private static List<ReceivedCount> Counts(FigureRequest overall)
    {
        var crossed = overall with
        {
            Indicator = Received,
            By = FigureDimensions.Kind | FigureDimensions.Channel | FigureDimensions.Motive,
            ComparisonPeriod = null,
        };
        return
        [
            .. FigureCalculator.Calculate(crossed)
                .Where(figure => figure is { Breakdown: not null, N: > 0 })
                .Select(figure => new ReceivedCount(figure.Site, figure.Breakdown!.Kind!, figure.Breakdown.Channel!, figure.Breakdown.Motive!, figure.N)),
        ];
    }

    private static FigurePeriod Span(Period period) => new(period.ToString(), period.From, period.To);

    private ReportSite Describe(Site site) => new(site.Code, site.Name, [.. site.Modules.Select(module =>
        new ReportModule(module.Code, catalogue.Modules.First(one => one.Code == module.Code).Label, module.Verified))]);
}
