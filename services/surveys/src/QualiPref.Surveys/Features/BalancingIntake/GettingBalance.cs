using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Persistence;
using QualiPref.Platform.Time;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Features.BalancingIntake;

/// <summary>What the ledger holds, by site and local legal day: counted afresh from the ledger each time, never kept.</summary>
internal static class GettingBalance
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/balance", HandleAsync)
        .WithName("GetSurveysBalance")
        .WithSummary("Balance of intake by site and day")
        .WithDescription("Needs the role quality. received = distinct ids = counted + setAside + discarded + abandoned + voided + pending; "
            + "pending answers are stored and not yet published. digest: sum modulo 2^64 over all ids, in hexadecimal.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Ok<Balance>> HandleAsync(HttpContext context, string? site, string? period, ResponseReader responses, Catalogue catalogue,
        CancellationToken cancellationToken)
    {
        var caller = Caller.Of(context);
        caller.Require(Roles.Quality, string.IsNullOrEmpty(site) ? null : site);
        var errors = new FieldErrors();
        if (!string.IsNullOrEmpty(site) && !catalogue.TryGetSite(site, out _)) errors.Add("site", "Site inconnu.", "Unknown site.");
        if (!Period.TryParse(period, out var days))
        {
            errors.Add("period", "Une période est attendue : 2026, 2026-S1, 2026-Q3, 2026-07 ou 2026-07-01..2026-07-15.",
                "A period is expected: 2026, 2026-S1, 2026-Q3, 2026-07 or 2026-07-01..2026-07-15.");
        }
        errors.ThrowIfAny();
        var sites = !string.IsNullOrEmpty(site) ? [site] : caller.Sites ?? [.. catalogue.Sites.Select(known => known.Code)];
        var rows = await CountAsync(responses, sites, days!, cancellationToken);
        return TypedResults.Ok(new Balance(rows.All(row => row.Pending == 0), rows));
    }

    private static async Task<List<BalanceRow>> CountAsync(ResponseReader responses, IReadOnlyList<string> sites, Period period,
        CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<(string Site, DateOnly Date), BalanceCount>();
        await foreach (var entry in responses.BalanceEntriesAsync(sites, period, cancellationToken))
        {
            var key = (entry.Site, entry.Date);
            if (!counts.TryGetValue(key, out var count)) counts[key] = count = new BalanceCount();
            count.Add(entry.Id, entry.Version, entry.Status, entry.IsPending);
        }
        return [.. counts.Select(entry => entry.Value.Row(entry.Key.Site, entry.Key.Date))];
    }
}

/// <summary>Counts one site-day.</summary>
internal sealed class BalanceCount
{
    private readonly Dictionary<string, int> _byStatus = [];
    private readonly BalanceDigest _digest = new();
    private int _pending;

    public void Add(Guid id, long version, string status, bool isPending)
    {
        _digest.Add(id, version, status == ResponseStatus.Counted);
        if (isPending) _pending++;
        else CollectionsMarshal.GetValueRefOrAddDefault(_byStatus, status, out _)++;
    }

    public BalanceRow Row(string site, DateOnly date) => new(
        SurveysModule.ServiceName, site, date, _byStatus.Values.Sum() + _pending,
        Of(ResponseStatus.Counted), Of(ResponseStatus.SetAside), Of(ResponseStatus.Discarded), Of(ResponseStatus.Abandoned), Of(ResponseStatus.Voided),
        _pending, _digest.ToString());

    private int Of(string status) => _byStatus.GetValueOrDefault(status);
}

/// <summary>Rows by site and day.</summary>
/// <param name="Closed">Whether nothing is pending.</param>
/// <param name="Rows">The rows, by site and date; days without answers have none.</param>
internal sealed record Balance(bool Closed, IReadOnlyList<BalanceRow> Rows);

/// <summary>One site-day.</summary>
internal sealed record BalanceRow(
    string Source, string Site, DateOnly Date, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, string Digest);
