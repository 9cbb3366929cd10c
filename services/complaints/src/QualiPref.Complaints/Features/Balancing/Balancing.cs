using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Contracts.Balance.V1;
using QualiPref.Platform.Balance;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.Balancing;

/// <summary>What the cases hold, by site and day of reception: counted afresh each time, never kept.</summary>
internal static class Balancing
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/balance", BalanceAsync)
        .Allow(Roles.Quality, SiteRule.Query)
        .WithName("balanceComplaints")
        .TakesQuery(QueryParameter.Site, QueryParameter.Period)
        .WithSummary("Balance of the cases by site and day of reception.")
        .WithDescription("Role `quality`. received = distinct ids = counted + pending; pending cases have a version that is stored and not yet published; "
            + "those of them that are parked could not be and wait for a person. "
            + "No case is ever set aside, discarded, abandoned or voided. digest: sum modulo 2^64 over all ids, in hexadecimal.");

    // One pass over an index, then the versions: five years of a network are some ten thousand short records.
    private static async Task<Ok<CaseBalance>> BalanceAsync(
        HttpContext context, CaseIntake intake, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var (site, period) = Read(context.Request.Query, catalogue);
        IReadOnlyList<string> sites = site is not null ? [site] : Caller.Of(context).Sites ?? [.. catalogue.Sites.Select(one => one.Code)];

        var rows = await intake.CountAsync(sites, period.From, period.To, cancellationToken);
        List<CaseBalanceRow> told = [.. rows.SelectMany(ofSite => ofSite.Select(row => CaseBalanceRow.Of(ofSite.Key, row)))];
        return TypedResults.Ok(new CaseBalance(told.All(row => row.Pending == 0), told));
    }

    private static (string? Site, Period Period) Read(IQueryCollection query, Catalogue catalogue)
    {
        var errors = new FieldErrors();
        var site = query["site"].ToString();
        if (site.Length > 0 && !catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        if (!Period.TryParse(query["period"].ToString(), out var period))
        {
            errors.Add("period", "Une période est attendue : 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
                "A period is expected: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        }
        errors.ThrowIfAny();
        return (site.Length > 0 ? site : null, period!);
    }
}

/// <summary>Rows by site and day of reception.</summary>
/// <param name="Closed">Whether nothing is pending.</param>
/// <param name="Rows">The rows, by site and date; days without cases have none.</param>
internal sealed record CaseBalance(bool Closed, IReadOnlyList<CaseBalanceRow> Rows);

/// <summary>One site-day.</summary>
internal sealed record CaseBalanceRow(
    string Source, string Site, DateOnly Date, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, string Digest,
    int Parked)
{
    public static CaseBalanceRow Of(string site, IntakeBalanceRow row) => new(
        ComplaintsModule.ServiceName, site, row.Date, row.Received, row.Counted, row.SetAside, row.Discarded, row.Abandoned, row.Voided, row.Pending, row.Digest,
        row.Parked);
}
