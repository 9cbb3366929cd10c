using System.CommandLine;
using System.Globalization;
using QualiPref.Platform.Calls;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Counting;

/// <summary><c>lag</c>: how far the figures are behind what was received, and where it waits.</summary>
internal static class LagCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var scope = new ScopeOptions(takesAll: true);
        var limit = new Option<int>("--limit") { Description = "How many seconds something may wait to be counted before the command ends with 1.", HelpName = "seconds", DefaultValueFactory = _ => 300 };
        return toolbox.Does(
            new Command("lag", "Tells how far the figures are behind what was received, what each source has not published, what is parked, and how many messages wait in each queue where the broker's address is known. "
                + "Ends with 1 when something waits for longer than --limit, or for a person.")
            {
                scope.Network, scope.Period, limit,
            },
            (session, arguments, cancellationToken) => RunAsync(
                session, arguments.GetValue(scope.Network), arguments.GetValue(scope.Period) ?? Balances.TwoYears(session.Time), TimeSpan.FromSeconds(arguments.GetValue(limit)), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, string? network, string period, TimeSpan limit, CancellationToken cancellationToken)
    {
        var networks = await session.Api.NetworksAsync(network, cancellationToken);
        var balances = await Balances.ReadAsync(session.Api, networks, period, null, cancellationToken);
        var queues = session.Settings.Broker.Length > 0 ? await ReadQueuesAsync(session.Settings.Broker, cancellationToken) : null;
        var parked = new Dictionary<string, long>();
        foreach (var service in ServiceNames.All) parked[service] = (await session.Api.ReadAsync<Waiting>(Call.Get(service, "parked"), cancellationToken)).Count;
        var lag = LagResult.Of(session.Time.GetUtcNow(), balances, parked, await AskHealthAsync(session, cancellationToken), queues);
        session.Screen.Show(lag, () => ShowPeople(session.Screen, lag));
        return lag.BehindSeconds > limit.TotalSeconds || parked.Values.Any(count => count > 0) ? ExitCode.Wrong : ExitCode.Fine;
    }

    private static async Task<IReadOnlyList<QueueState>> ReadQueuesAsync(string broker, CancellationToken cancellationToken)
    {
        try
        {
            return await BrokerQueues.ReadAsync(broker, cancellationToken);
        }
        catch (BrokerException exception)
        {
            throw Failure.NotReached(exception.Message);
        }
    }

    private static async Task<IReadOnlyList<Health>> AskHealthAsync(Session session, CancellationToken cancellationToken)
    {
        var health = new List<Health>();
        foreach (var (name, address) in session.Settings.Processes)
        {
            var state = await session.Probe.AskAsync(address, "/health", cancellationToken);
            health.Add(new Health(name, state.Lines[0], [.. state.Lines.Skip(1)]));
        }
        return health;
    }

    private static void ShowPeople(Screen screen, LagResult lag)
    {
        screen.Table(["Source", "Open days", "Pending", "Oldest day", "Open since"], lag.Sources.Select(source => (string[])
            [source.Source, Screen.Number(source.OpenDays), Screen.Number(source.Pending), source.OldestDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", source.OpenSince is { } since ? Screen.Moment(since) : ""]));
        screen.Table(["Service", "Parked"], lag.Parked.Select(parked => (string[])[parked.Key, Screen.Number(parked.Value)]));
        if (lag.Queues is not null) screen.Table(["Queue", "Messages", "Taken by"], lag.Queues.Select(queue => (string[])
            [queue.Queue, queue.Messages is { } messages ? Screen.Number(messages) : "not there", Screen.Number(queue.Consumers)]));
        screen.Table(["Process", "Health", "Why"], lag.Health.Select(one => (string[])[one.Process, one.Status, string.Join(" | ", one.Reasons)]));
        screen.Line(lag.BehindSeconds > 0 ? $"Figures are {TimeSpan.FromSeconds(Math.Round(lag.BehindSeconds)):c} behind what was received." : "Figures hold everything received.");
    }

    private sealed record Waiting([property: System.Text.Json.Serialization.JsonPropertyName("waiting")] long Count);

    private sealed record Health(string Process, string Status, IReadOnlyList<string> Reasons);

    private sealed record SourceLag(string Source, int OpenDays, long Pending, DateOnly? OldestDay, DateTimeOffset? OpenSince);

    private sealed record LagResult(
        double BehindSeconds, IReadOnlyList<SourceLag> Sources, IReadOnlyDictionary<string, long> Parked, IReadOnlyList<Health> Health, IReadOnlyList<QueueState>? Queues)
    {
        public static LagResult Of(
            DateTimeOffset now, IReadOnlyList<NetworkBalance> balances, IReadOnlyDictionary<string, long> parked, IReadOnlyList<Health> health, IReadOnlyList<QueueState>? queues)
        {
            List<OpenDay> open = [.. balances.SelectMany(balance => balance.OpenDays)];
            var rows = balances.SelectMany(balance => balance.Rows).ToLookup(row => row.Source);
            string[] sources = [ServiceNames.Surveys, ServiceNames.Complaints];
            var behind = open.Count == 0 ? 0 : (now - open.Min(day => day.Since)).TotalSeconds;
            return new LagResult(Math.Max(0, behind), [.. sources.Select(source => Of(source, [.. open.Where(day => day.Source == source)], rows[source]))], parked, health, queues);
        }

        private static SourceLag Of(string source, List<OpenDay> open, IEnumerable<BalanceRow> rows) => new(
            source, open.Count, rows.Sum(row => (long)row.Pending), open.Count > 0 ? open.Min(day => day.Date) : null, open.Count > 0 ? open.Min(day => day.Since) : null);
    }
}
