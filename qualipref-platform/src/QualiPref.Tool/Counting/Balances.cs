using System.Globalization;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Time;
using QualiPref.Tool.Calls;

namespace QualiPref.Tool.Counting;

/// <summary>Whether everything received is in the figures of a network, as <c>indicators</c> tells it.</summary>
internal sealed record Balance(bool Closed, IReadOnlyList<BalanceRow> Rows, IReadOnlyList<OpenDay> OpenDays);

/// <summary>One source, site and month.</summary>
internal sealed record BalanceRow(
    string Source, string Site, string Month, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, bool Agrees)
{
    public bool IsClosed() => Agrees && Pending == 0;
}

/// <summary>A site-day on which something is missing, wrong or on its way.</summary>
internal sealed record OpenDay(string Source, string Site, DateOnly Date, int Received, int Facts, int Pending, DateTimeOffset Since, int Parked);

/// <summary>The balance of a network over a period.</summary>
internal sealed record NetworkBalance(string Network, bool Closed, IReadOnlyList<BalanceRow> Rows, IReadOnlyList<OpenDay> OpenDays);

/// <summary>Reads balances.</summary>
internal static class Balances
{
    /// <summary>The period that holds every day on which anything can have been received.</summary>
    public const string Ever = "all";

    // The service takes spans of five years at most, between these years.
    private const int FirstYear = Period.FirstYear, LastYear = Period.LastYear, Years = Period.LongestRangeInYears;

    /// <summary>
    /// The last year and the present one, wherever a site is: whoever asks for nothing else wants to know what the next report rests on.
    /// </summary>
    public static string TwoYears(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return string.Create(CultureInfo.InvariantCulture, $"{now.AddDays(-1).Year - 1}-01-01..{now.AddDays(1).Year}-12-31");
    }

    /// <summary>The balance of each network, of one site where one is named.</summary>
    public static async Task<IReadOnlyList<NetworkBalance>> ReadAsync(Api api, IReadOnlyList<string> networks, string period, string? site, CancellationToken cancellationToken)
    {
        var balances = new List<NetworkBalance>();
        foreach (var network in networks)
        {
            var balance = new Balance(Closed: true, [], []);
            foreach (var span in period == Ever ? FiveYears() : [period])
            {
                var path = $"balance?network={Uri.EscapeDataString(network)}&period={Uri.EscapeDataString(span)}";
                var more = await api.ReadAsync<Balance>(Call.Get(ServiceNames.Indicators, path), cancellationToken);
                balance = new Balance(balance.Closed && more.Closed, [.. balance.Rows, .. more.Rows], [.. balance.OpenDays, .. more.OpenDays]);
            }
            balances.Add(site is null ? new NetworkBalance(network, balance.Closed, balance.Rows, balance.OpenDays) : Of(site, network, balance));
        }
        return balances;
    }

    private static IEnumerable<string> FiveYears()
    {
        for (var year = FirstYear; year <= LastYear; year += Years) yield return string.Create(CultureInfo.InvariantCulture, $"{year}-01-01..{Math.Min(year + Years - 1, LastYear)}-12-31");
    }

    private static NetworkBalance Of(string site, string network, Balance balance)
    {
        List<BalanceRow> rows = [.. balance.Rows.Where(row => row.Site == site)];
        List<OpenDay> open = [.. balance.OpenDays.Where(day => day.Site == site)];
        return new NetworkBalance(network, open.Count == 0 && rows.TrueForAll(row => row.IsClosed()), rows, open);
    }
}
