using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>Composes a report from the figures of the moment: one read, and one call of <c>indicators</c>, whatever the number of figures.</summary>
internal sealed class ReportReader(ReportStore reports, IndicatorsClient indicators, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Reads one report for a caller who may see every site of its network.</summary>
    /// <exception cref="ProblemException">
    /// 403, 404, 409 when its network has left the catalogue, 502 or 503 without the figures, 503 too while the catalogue of <c>indicators</c> has other sites.
    /// </exception>
    public async Task<ReportView> ReadAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var report = await reports.FindAsync(id, cancellationToken)
            ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var network = caller.RequireNetwork(catalogue, report.Network);
        var scope = catalogue.ScopeOf(network, Period.Parse(report.Period), catalogue.TodayIn(network, time));
        var figures = await indicators.ReportFiguresAsync(network.Code, report.Period, scope.AsOf, cancellationToken);
        if (figures is null || !figures.IsAbout(network)) throw RollOut.NotYet();
        return Compose(report, network, scope, figures, ReportBalance.Of(figures.Balance));
    }

    private static ReportView Compose(ReportDocument report, Network network, ReportScope scope, DraftFigures figures, ReportBalance balance) => new()
    {
        Id = report.Id,
        Version = report.Version,
        Network = network.Code,
        NetworkName = network.Name,
        Period = report.Period,
        Title = report.Title,
        Status = report.Status,
        AsOf = scope.AsOf,
        SiteDays = figures.SiteDays,
        Sites = scope.Sites,
        Sections = ReportOutline.For(scope.Definitions),
        Figures = figures.Figures,
        Complaints = figures.Complaints,
        Balance = balance,
        Warnings = ReportWarnings.Of(scope.Period, scope.AsOf, figures.Figures, scope.Sites, scope.Definitions, balance),
        Editions = report.EditionReferences(),
        Freezing = FreezingState.Of(report),
    };
}
