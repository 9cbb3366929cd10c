using System.Diagnostics;
using QualiPref.Bench.Load;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Rows;

/// <summary>
/// Full load for ten minutes on one day of three sites, with withdrawn and corrected answers among them: what the last minute takes against the first, and how long it
/// takes until all is counted. Each site-day has the more facts the longer it lasts.
/// </summary>
internal static class Endurance
{
    private const int Parts = 10;

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var stand = await HostStand.StartAsync(folder);
        for (var run = 0; run < options.LongRuns; run++)
        {
            report.Begin($"endurance, run {run + 1} of {options.LongRuns}");
            await using var host = stand.Host(HostStand.Product, $"endurance{run}");
            await using var loaded = await stand.StartAsync(host, AnswerShape.Intake[0], seed: run, options.PreparedAnswers, mayBeWithdrawn: _ => true);
            await loaded.RunAsync(options.RandomWarmUp);
            await loaded.CatchUpAsync();
            var load = await loaded.RunAsync(options.EnduranceLoad);
            var watch = Stopwatch.StartNew();
            await loaded.CatchUpAsync();
            var caughtUp = watch.Elapsed;

            var rates = Rates(load, options.EnduranceLoad / Parts);
            report.Note($"    answers/s in each tenth: {string.Join(", ", rates.Select(rate => $"{rate:0}"))}; {load.Cost}; {MachineSpeed.Text}");
            report.Add("endurance: first tenth", rates[0], "/s");
            report.Add("endurance: last tenth", rates[^1], "/s");
            report.Add("endurance: last tenth ÷ first", rates[^1] / rates[0], "×", "≥ 0.95 ×");
            report.Add("endurance: time to catch up", caughtUp.TotalSeconds, "s", "≤ 10 s");
            report.Add("endurance: p99", load.Milliseconds(0.99), "ms", "≤ 100 ms");
            report.Add("memory, endurance: all-in-one (peak)", ProcessUse.PeakResidentMegabytes(host), "MB", "≤ 250 MB");
            report.Add("memory, endurance: engine (peak)", ProcessUse.PeakResidentMegabytes(stand.Engine), "MB");
        }
    }

    private static double[] Rates(LoadResult load, TimeSpan part)
    {
        var begin = load.All.Min(one => one.At - (long)(one.Microseconds / 1_000_000.0 * Stopwatch.Frequency));
        var answers = new double[Parts];
        // What is acknowledged after the end was sent before it.
        foreach (var one in load.All) answers[Math.Min(Parts - 1, (int)(Stopwatch.GetElapsedTime(begin, one.At) / part))] += one.Answers;
        return [.. answers.Select(count => count / part.TotalSeconds)];
    }
}
