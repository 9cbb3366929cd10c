using System.CommandLine;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Counting;

/// <summary><c>balance</c>: whether everything received is counted, and what is not, where and since when.</summary>
internal static class BalanceCommand
{
    // The service lists no more of a network.
    private const int MostOpenDays = 200;

    public static Command Create(Toolbox toolbox)
    {
        var scope = new ScopeOptions(takesAll: true);
        var site = new Option<string?>("--site") { Description = "Code of a site; every site of the networks when left out.", HelpName = "code" };
        return toolbox.Does(
            new Command("balance", "Tells whether everything received is counted: by site and source, then each day on which something is open and since when. Ends with 1 while something is open.")
            {
                scope.Network, scope.Period, site,
            },
            (session, arguments, cancellationToken) => RunAsync(
                session, arguments.GetValue(scope.Network), arguments.GetValue(scope.Period) ?? Balances.TwoYears(session.Time), arguments.GetValue(site), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, string? network, string period, string? site, CancellationToken cancellationToken)
    {
        var networks = await session.Api.NetworksAsync(network, cancellationToken);
        if (site is not null) networks = [await NetworkOfAsync(session.Api, site, networks, cancellationToken)];
        var balances = await Balances.ReadAsync(session.Api, networks, period, site, cancellationToken);
        var isClosed = balances.All(balance => balance.Closed);
        var received = balances.SelectMany(balance => balance.Rows).GroupBy(row => row.Source).ToDictionary(rows => rows.Key, rows => rows.Sum(row => (long)row.Received));
        session.Screen.Show(new BalanceResult(isClosed, period, received, balances), () => ShowPeople(session.Screen, period, isClosed, received, balances));
        return isClosed ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static async Task<string> NetworkOfAsync(Api api, string site, IReadOnlyList<string> networks, CancellationToken cancellationToken)
    {
        var found = (await api.ReadCatalogueAsync(cancellationToken)).Sites.FirstOrDefault(one => one.Code == site && networks.Contains(one.Network));
        return found?.Network ?? throw Failure.WrongUse($"There is no site '{Plain.Line(site)}' in {string.Join(", ", networks)}.");
    }

    private static void ShowPeople(Screen screen, string period, bool isClosed, Dictionary<string, long> received, IReadOnlyList<NetworkBalance> balances)
    {
        if (received.Count == 0)
        {
            screen.Line(period == Balances.Ever ? "Nothing was ever received." : $"Nothing was received in {period}. `--period {Balances.Ever}` shows all that ever was.");
            return;
        }
        screen.Table(
            ["Site", "Source", "Received", "Counted", "Set aside", "Left out", "Pending", "Closed"],
            from balance in balances
            from rows in balance.Rows.GroupBy(row => (row.Site, row.Source))
            select (string[])
            [
                rows.Key.Site, rows.Key.Source, Sum(rows, row => row.Received), Sum(rows, row => row.Counted), Sum(rows, row => row.SetAside),
                Sum(rows, row => row.Discarded + row.Abandoned + row.Voided), Sum(rows, row => row.Pending), rows.All(row => row.IsClosed()) ? "yes" : "no",
            ]);
        screen.Line("Received is the sum of counted, set aside (kept until somebody decides), left out (refused for good, abandoned or withdrawn) and pending (not published yet).");
        screen.Line($"Received in all: {string.Join(", ", received.OrderByDescending(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {Screen.Number(one.Value)}"))}.");
        List<OpenDay> open = [.. balances.SelectMany(balance => balance.OpenDays)];
        if (open.Count > 0) screen.Table(
            ["Site", "Source", "Day", "Received", "Facts", "Pending", "Parked", "Open since"],
            open.Select(day => (string[])[day.Site, day.Source, $"{day.Date:yyyy-MM-dd}", Screen.Number(day.Received), Screen.Number(day.Facts), Screen.Number(day.Pending), Screen.Number(day.Parked), Screen.Moment(day.Since)]));
        foreach (var balance in balances.Where(one => one.OpenDays.Count >= MostOpenDays)) screen.Line($"Of {balance.Network} only the first {MostOpenDays} open days are listed.");
        var when = period == Balances.Ever ? "ever received" : $"received in {period}";
        screen.Line((isClosed, open.Sum(day => day.Parked)) switch
        {
            (true, _) => $"Everything {when} is counted.",
            (_, > 0 and var parked) => $"Not everything {when} is counted. {Screen.Number(parked)} of it are parked and need you: `qualipref faults list`.",
            _ => $"Not everything {when} is counted yet; what is on its way settles by itself within a minute or so.",
        });
    }

    private static string Sum(IEnumerable<BalanceRow> rows, Func<BalanceRow, int> count) => Screen.Number(rows.Sum(row => (long)count(row)));

    private sealed record BalanceResult(bool Closed, string Period, IReadOnlyDictionary<string, long> Received, IReadOnlyList<NetworkBalance> Networks);
}
