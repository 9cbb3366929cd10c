using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Telemetry;
using QualiPref.Platform.Time;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>
/// Composes a report from the cells of the moment: four reads, whatever the number of figures, and of a large network one for each
/// <see cref="LongReads.SitesPerRead"/> sites.
/// </summary>
internal sealed class ReportReader(ReportStore reports, KeptStore kept, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Reads one report for a caller who may see every site of its network.</summary>
    /// <exception cref="ProblemException">403, 404, or 409 when its network has left the catalogue.</exception>
    public async Task<ReportView> ReadAsync(Guid id, Caller caller, CancellationToken cancellationToken)
    {
        var report = await reports.FindAsync(id, cancellationToken)
            ?? throw new ProblemException(new Problem(CommonProblems.NotFound));
        var network = caller.RequireNetwork(catalogue, report.Network);
        var scope = catalogue.ScopeOf(network, Period.Parse(report.Period), catalogue.TodayIn(network, time));
        var tally = scope.NewTally();
        foreach (var heard in await kept.FirstMonthsAsync(network.Sites, cancellationToken)) tally.Add(heard);
        var cells = kept.ReadCellsAsync(network.Sites, [scope.Period.YearBefore(), scope.Period], tally.Add, cancellationToken);
        var balance = kept.BalanceOfAsync(network.Sites, scope.Period, cancellationToken);
        // Only a traced reading asks what it rests on.
        if (TraceContext.Current is not null)
            TraceContext.Link(await kept.NewestTracesAsync(network.Sites, [scope.Period.YearBefore(), scope.Period], cancellationToken));
        await cells;
        return Compose(report, network, scope, scope.Compute(tally), ReportBalance.Of(await balance));
    }

    private static ReportView Compose(ReportDocument report, Network network, ReportScope scope, ReportFigures figures, ReportBalance balance) => new()
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
