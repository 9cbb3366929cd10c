using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Features.ShowingBalance;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Statistics.Figures;

namespace QualiPref.Indicators.Features.ShowingFigures;

/// <summary>What the draft of a report shows at this moment.</summary>
/// <param name="Figures">Overall figures of each site and of the network.</param>
/// <param name="Complaints">Complaints and suggestions by kind × channel × motive.</param>
/// <param name="SiteDays">Site-days with data in the period.</param>
/// <param name="Balance">By source, site and month.</param>
internal sealed record ReportFiguresView(
    IReadOnlyList<Figure> Figures, IReadOnlyList<ReceivedCount> Complaints, int SiteDays, IReadOnlyList<BalanceRowView> Balance);

/// <summary><c>GET /report-figures</c>: all of a draft in one answer, so that its parts are of one moment.</summary>
internal static class ReportFiguresEndpoint
{
    public static void MapReportFigures(this IEndpointRouteBuilder api) => api.MapGet("/report-figures", ShowAsync)
        .Allow([Roles.Service, Roles.Quality], SiteRule.Query)
        .WithName("GetReportFigures")
        .TakesQuery(
            QueryParameter.Network, QueryParameter.Period,
            QueryParameter.Date("asOf", "Local day at which open cases are judged.") with { IsRequired = true })
        .WithSummary("What a report of a network shows at this moment: figures, complaints by kind, channel and motive, balance")
        .WithDescription("Compared with the year before. For services of the platform, and role quality for every site of the network.");

    private static async Task<Ok<ReportFiguresView>> ShowAsync(
        HttpContext context, FigureBoard board, BalanceReader balance, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var query = FiguresQuery.ReadReport(context, catalogue);
        // The balance first: what closes meanwhile is shown as open beside figures that have it, never the other way round.
        var months = await balance.SumAsync(query.Sites, query.Period.From, query.Period.To, cancellationToken);
        var report = await board.ReadReportAsync(query, cancellationToken);
        return TypedResults.Ok(new ReportFiguresView(report.Figures, report.Complaints, report.SiteDays, [.. months.Select(BalanceRowView.Of)]));
    }
}
