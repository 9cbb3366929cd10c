using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.Balancing;

/// <summary>What the cases hold, by site and day of reception: counted afresh each time, never kept.</summary>
internal static class Balancing
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/balance", BalanceAsync)
        .WithName("balanceComplaints")
        .WithSummary("Balance of the cases by site and day of reception.")
        .WithDescription("Role `quality`. received = distinct ids = counted + pending; pending cases have a version that is stored and not yet published. "
            + "No case is ever set aside, discarded, abandoned or voided. digest: sum modulo 2^64 over all ids, in hexadecimal.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    // One pass over an index, then the versions: five years of a network are some ten thousand short records.
    private static async Task<Ok<CaseBalance>> BalanceAsync(
        HttpContext context, CaseReader cases, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        caller.Require(Roles.Quality);
        var (site, period) = Read(context.Request.Query, catalogue);
        if (site is not null) caller.Require(Roles.Quality, site);
        IReadOnlyList<string> sites = site is not null ? [site] : caller.Sites ?? [.. catalogue.Sites.Select(one => one.Code)];

        var rows = new SortedDictionary<(string Site, DateOnly Date), Row>();
        await foreach (var entry in cases.BalanceEntriesAsync(sites, period, cancellationToken))
        {
            if (!rows.TryGetValue((entry.Site, entry.ReceivedOn), out var row)) rows[(entry.Site, entry.ReceivedOn)] = row = new Row();
            row.Add(entry.Id, entry.Version, entry.IsPending);
        }
        return TypedResults.Ok(new CaseBalance(
            rows.Values.All(row => row.Pending == 0), [.. rows.Select(row => row.Value.Tell(row.Key.Site, row.Key.Date))]));
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

    private sealed class Row
    {
        private readonly BalanceDigest _digest = new();
        private int _received;

        public int Pending { get; private set; }

        public void Add(Guid id, long version, bool isPending)
        {
            _digest.Add(id, version, counted: true);
            _received++;
            if (isPending) Pending++;
        }

        public CaseBalanceRow Tell(string site, DateOnly date) =>
            new("complaints", site, date, _received, _received - Pending, 0, 0, 0, 0, Pending, _digest.ToString());
    }
}

/// <summary>Rows by site and day of reception.</summary>
/// <param name="Closed">Whether nothing is pending.</param>
/// <param name="Rows">The rows, by site and date; days without cases have none.</param>
internal sealed record CaseBalance(bool Closed, IReadOnlyList<CaseBalanceRow> Rows);

/// <summary>One site-day.</summary>
internal sealed record CaseBalanceRow(
    string Source, string Site, DateOnly Date, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, string Digest);
