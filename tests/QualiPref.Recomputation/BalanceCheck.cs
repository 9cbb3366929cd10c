using System.Text.Json;

namespace QualiPref.Recomputation;

/// <summary>Sets balances (<c>GET /balance</c>: of the sources by site and day, of the figures by site and month) beside what was acknowledged.</summary>
public static class BalanceCheck
{
    /// <summary>The differences, one sentence each; empty when nothing is pending and every month of every site agrees.</summary>
    /// <param name="recount">What was acknowledged.</param>
    /// <param name="network">Code of the network.</param>
    /// <param name="period">A period of whole months.</param>
    /// <param name="balances">The reply of each source, or that of the figures.</param>
    public static IReadOnlyList<string> Compare(Recount recount, string network, string period, IEnumerable<JsonElement> balances)
    {
        ArgumentNullException.ThrowIfNull(recount);
        var differences = new List<string>();
        var given = balances.SelectMany(balance => balance.GetProperty("rows").EnumerateArray())
            .Where(row => Recount.SitesOf(network).Contains(row.GetProperty("site").GetString()!))
            .GroupBy(Name)
            .ToDictionary(month => month.Key, month => month.ToList());
        foreach (var expected in recount.Balance(network, period))
        {
            var name = $"{expected.Source} {expected.Site} {expected.Month}";
            if (!given.Remove(name, out var days))
                differences.Add($"{name}: missing, received should be {expected.Received}");
            else
                differences.AddRange(Differences(expected, days).Select(difference => $"{name}: {difference}"));
        }
        differences.AddRange(given.Where(month => Sum(month.Value, "received") != 0).Select(month => $"{month.Key}: should not be there"));
        return differences;
    }

    private static IEnumerable<string> Differences(ExpectedBalanceRow expected, List<JsonElement> days)
    {
        (string Name, long Should)[] columns =
        [
            ("received", expected.Received), ("counted", expected.Counted), ("setAside", expected.SetAside), ("discarded", expected.Discarded),
            ("abandoned", expected.Abandoned), ("voided", expected.Voided), ("pending", 0),
        ];
        foreach (var (name, should) in columns)
            if (Sum(days, name) is var value && value != should)
                yield return $"{name} should be {should}, is {value}";
    }

    private static long Sum(List<JsonElement> days, string column) =>
        days.Sum(day => day.TryGetProperty(column, out var value) ? value.GetInt64() : 0);

    private static string Name(JsonElement row)
    {
        var date = row.TryGetProperty("date", out var day) ? day : row.GetProperty("month");
        return $"{row.GetProperty("source").GetString()} {row.GetProperty("site").GetString()} {date.GetString()![..7]}";
    }
}
