using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.BalancingIntake;

/// <summary>What the ledger holds, by site and local legal day: counted afresh from the ledger each time, never kept.</summary>
internal static class GettingBalance
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/balance", HandleAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("GetSurveysBalance")
        .TakesQuery(QueryParameter.Site, QueryParameter.Period)
        .WithSummary("Balance of intake by site and day")
        .WithDescription("Needs the role quality. received = distinct ids = counted + setAside + discarded + abandoned + voided + pending; "
            + "pending answers are stored and not yet published; those of them that are parked could not be and wait for a person. digest: sum modulo 2^64 over all ids, in hexadecimal.");

    private static async Task<Ok<Balance>> HandleAsync(HttpContext context, string? site, string? period, ResponseIntake intake, Catalogue catalogue,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        var errors = new FieldErrors();
        if (!string.IsNullOrEmpty(site) && !catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        if (!Period.TryParse(period, out var days))
        {
            errors.Add("period", "Une période est attendue : 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
                "A period is expected: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        }
        errors.ThrowIfAny();
        var sites = !string.IsNullOrEmpty(site) ? [site] : caller.Sites ?? [.. catalogue.Sites.Select(known => known.Code)];
        var rows = await intake.CountAsync(sites, days!.From, days.To, cancellationToken);
        List<BalanceRow> told = [.. rows.SelectMany(ofSite => ofSite.Select(row => BalanceRow.Of(ofSite.Key, row)))];
        return TypedResults.Ok(new Balance(told.All(row => row.Pending == 0), told));
    }
}

/// <summary>Rows by site and day.</summary>
/// <param name="Closed">Whether nothing is pending.</param>
/// <param name="Rows">The rows, by site and date; days without answers have none.</param>
internal sealed record Balance(bool Closed, IReadOnlyList<BalanceRow> Rows);

/// <summary>One site-day.</summary>
internal sealed record BalanceRow(
    string Source, string Site, DateOnly Date, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, string Digest,
    int Parked)
{
    public static BalanceRow Of(string site, IntakeBalanceRow row) => new(
        SurveysModule.ServiceName, site, row.Date, row.Received, row.Counted, row.SetAside, row.Discarded, row.Abandoned, row.Voided, row.Pending, row.Digest,
        row.Parked);
}
