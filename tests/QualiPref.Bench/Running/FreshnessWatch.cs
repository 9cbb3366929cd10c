using System.Diagnostics;

namespace QualiPref.Bench.Running;

/// <summary>How long after its acknowledgement an answer is in the figure of its site.</summary>
/// <param name="ask">How many answers each watched site has in its figure.</param>
internal sealed class FreshnessWatch(Func<Task<IReadOnlyDictionary<string, int>>> ask)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Watches while a load is sent and until all of it is in the figures.</summary>
    /// <param name="load">The load: every acknowledged answer of a watched site that is to be counted, with the moment of it.</param>
    /// <returns>Milliseconds of each answer.</returns>
    public async Task<IReadOnlyList<double>> MeasureAsync(Task<IReadOnlyList<(string Site, long At)>> load)
    {
        var seen = await WatchAsync(load);
        return Lags(await load, seen);
    }

    /// <summary>What the figures said, each with the moment its reply was there, until they hold every acknowledged answer.</summary>
    private async Task<List<(long At, IReadOnlyDictionary<string, int> Counted)>> WatchAsync(Task<IReadOnlyList<(string Site, long At)>> load)
    {
        var seen = new List<(long, IReadOnlyDictionary<string, int>)>();
        while (true)
        {
            var isOver = load.IsCompleted;
            var counted = await ask();
            seen.Add((Stopwatch.GetTimestamp(), counted));
            if (isOver)
            {
                var wanted = (await load).Count;
                if (counted.Values.Sum() == wanted) return seen;
                if (Stopwatch.GetElapsedTime((await load).Max(answer => answer.At)) > Patience)
                    throw new BenchException($"{Patience.TotalSeconds:0} s after the last answer {counted.Values.Sum()} of {wanted} are in the figure.");
            }
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>
    /// The figure tells how many, not which: the k-th acknowledged answer of a site is taken to be visible in the first reply with
    /// n ≥ k for that site.
    /// </summary>
    private static List<double> Lags(IReadOnlyList<(string Site, long At)> acknowledged, List<(long At, IReadOnlyDictionary<string, int> Counted)> seen)
    {
        var lags = new List<double>(acknowledged.Count);
        foreach (var site in acknowledged.GroupBy(answer => answer.Site))
        {
            var (count, reply) = (0, 0);
            foreach (var answer in site.OrderBy(answer => answer.At))
            {
                count++;
                while (seen[reply].Counted.GetValueOrDefault(site.Key) < count) reply++;
                // Visible before its acknowledgement had crossed the socket: no lag.
                lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(answer.At, seen[reply].At).TotalMilliseconds));
            }
        }
        return lags;
    }
}
