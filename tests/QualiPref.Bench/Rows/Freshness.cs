using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Load;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Rows;

/// <summary>How long after its acknowledgement an answer is in the figure, at 500 answers a second.</summary>
internal sealed class Freshness(string address, Figures figures, BenchOptions options, Report report)
{
    private const double PerSecond = 500;
    private const int Connections = 16;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Measures every run on a day of its own, so that none finds a day already full.</summary>
    public async Task MeasureAsync(string shape)
    {
        for (var run = 0; run < options.Runs; run++)
        {
            report.Note($"freshness, {shape}, run {run + 1} of {options.Runs}");
            var lags = await MeasureAsync(TimeProvider.System.GetUtcNow().AddDays(-10 - run));
            report.Add($"freshness, {shape}: p50", Sample.Percentile(lags, 0.5), "ms");
            report.Add($"freshness, {shape}: p99", Sample.Percentile(lags, 0.99), "ms", "≤ 2,000 ms");
        }
    }

    private async Task<IReadOnlyList<double>> MeasureAsync(DateTimeOffset day)
    {
        var noon = new DateTimeOffset(DateOnly.FromDateTime(day.UtcDateTime), new TimeOnly(11, 0), TimeSpan.Zero);
        var period = string.Create(CultureInfo.InvariantCulture, $"{noon:yyyy-MM-dd}..{noon:yyyy-MM-dd}");
        var load = new LoadGenerator(new Uri(address), Connections, figures.Token, noon).RunPacedAsync(options.FreshnessLoad, PerSecond);
        var seen = await WatchAsync(period, load);
        return Lags(await load, seen);
    }

    /// <summary>What the figure said, each with the moment its reply was there, until it holds every acknowledged answer.</summary>
    private async Task<List<(long At, IReadOnlyDictionary<string, int> Counted)>> WatchAsync(string period, Task<List<Acknowledged>> load)
    {
        var seen = new List<(long, IReadOnlyDictionary<string, int>)>();
        while (true)
        {
            var isOver = load.IsCompleted;
            var counted = await figures.CountBySiteAsync(period);
            seen.Add((Stopwatch.GetTimestamp(), counted));
            if (isOver)
            {
                var wanted = (await load).Count;
                if (counted.Values.Sum() == wanted) return seen;
                if (Stopwatch.GetElapsedTime((await load).Max(answer => answer.AcknowledgedAt)) > Patience)
                    throw new BenchException($"{Patience.TotalSeconds:0} s after the last answer {counted.Values.Sum()} of {wanted} are in the figure.");
            }
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>
    /// The figure tells how many, not which: the k-th acknowledged answer of a site is taken to be visible in the first reply with
    /// n ≥ k for that site.
    /// </summary>
    private static List<double> Lags(List<Acknowledged> acknowledged, List<(long At, IReadOnlyDictionary<string, int> Counted)> seen)
    {
        var lags = new List<double>(acknowledged.Count);
        foreach (var site in acknowledged.GroupBy(answer => answer.Site))
        {
            var name = AnswerRequests.Sites[site.Key];
            var (count, reply) = (0, 0);
            foreach (var answer in site.OrderBy(answer => answer.AcknowledgedAt))
            {
                count++;
                while (seen[reply].Counted.GetValueOrDefault(name) < count) reply++;
                // Visible before its acknowledgement had crossed the socket: no lag.
                lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(answer.AcknowledgedAt, seen[reply].At).TotalMilliseconds));
            }
        }
        return lags;
    }
}
