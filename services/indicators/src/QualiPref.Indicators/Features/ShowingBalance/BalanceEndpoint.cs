using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Indicators.Features.ShowingBalance;

/// <summary>Whether everything that the sources received is in the figures.</summary>
/// <param name="Closed">Every row has nothing pending and agrees.</param>
/// <param name="Rows">By source, site and month; of a month that the period cuts, the days within it.</param>
/// <param name="OpenDays">Site-days that are not closed, 200 at most, in the order of site and date.</param>
internal sealed record BalanceView(bool Closed, IReadOnlyList<BalanceRowView> Rows, IReadOnlyList<OpenDayView> OpenDays);

/// <summary>One source, site and month; received = counted + setAside + discarded + abandoned + voided + pending.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">Such as <c>2026-07</c>.</param>
/// <param name="Received">Distinct ids that the source received.</param>
/// <param name="Counted">Of which in the figures.</param>
/// <param name="SetAside">Of which kept aside until somebody decides.</param>
/// <param name="Discarded">Of which refused for good.</param>
/// <param name="Abandoned">Of which abandoned by the person.</param>
/// <param name="Voided">Of which withdrawn.</param>
/// <param name="Pending">Of which stored by the source and not yet published.</param>
/// <param name="Agrees">Whether the facts are those received, by count and digest, on each day.</param>
internal sealed record BalanceRowView(
    string Source, string Site, string Month, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, bool Agrees)
{
    public static BalanceRowView Of(SummedMonth month) => new(
        month.Key.Source, month.Key.Site, month.Key.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        month.Sums.Received, month.Sums.Counted, month.Sums.SetAside, month.Sums.Discarded, month.Sums.Abandoned, month.Sums.Voided,
        month.Sums.Pending, month.Sums.Agrees);
}

/// <summary>A site-day on which something is missing, wrong or on its way.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Date">Local legal date.</param>
/// <param name="Received">Distinct ids that the source received.</param>
/// <param name="Facts">Facts held when the day was compared last.</param>
/// <param name="Pending">Records that the source has not published yet.</param>
/// <param name="Since">Since when it is open (UTC).</param>
/// <param name="Parked">Records that could not be published or counted and wait for a person, those given up among them.</param>
internal sealed record OpenDayView(string Source, string Site, DateOnly Date, int Received, int Facts, int Pending, DateTimeOffset Since, int Parked);

/// <summary><c>GET /balance</c>: three reads of the database, and of a large network more for its sums.</summary>
internal static class BalanceEndpoint
{
    private const int MostOpenDays = 200;

    public static void MapBalance(this IEndpointRouteBuilder api) => api.MapGet("/balance", ShowAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("GetBalance")
        .TakesQuery(QueryParameter.Network, QueryParameter.Period)
        .WithSummary("Whether everything received is counted, and where something is missing and since when")
        .WithDescription("A day that was told or counted a moment ago is open until it is compared, which takes a few "
            + "seconds. Role quality, for every site of the network.");

    private static async Task<Ok<BalanceView>> ShowAsync(
        HttpContext context, BalanceReader balance, ParkedStore parked, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var fields = new QueryFields(context.Request.Query, errors);
        var network = fields.Network("network", catalogue);
        var period = fields.Period("period", required: true);
        errors.ThrowIfAny();

        // The days first: one that closes between the two reads is then shown as open still, and none is hidden.
        var open = await balance.ListOpenAsync(network!.Sites, period!.From, period.To, MostOpenDays, cancellationToken);
        var months = await balance.SumAsync(network.Sites, period.From, period.To, cancellationToken);
        var uncounted = await parked.CountByDayAsync(network.Sites, period.From, period.To, orHeld: false, cancellationToken);
        return TypedResults.Ok(new BalanceView(
            open.Count == 0 && months.All(month => month.Sums is { Agrees: true, Pending: 0 }), [.. months.Select(BalanceRowView.Of)], [.. open.Select(row => View(row, uncounted.GetValueOrDefault(row.Key)))]));
    }

    private static OpenDayView View(BalanceRowDocument row, int uncounted) => new(
        row.Source, row.Site, row.Date, row.Told.Received, row.Facts, row.Told.Pending,
        new DateTimeOffset(row.OpenSince ?? row.ChangedAt, TimeSpan.Zero), row.Told.Parked + uncounted);
}
