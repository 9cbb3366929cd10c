using System.Diagnostics;
using QualiPref.Bench.Running;

namespace QualiPref.Bench.Rows;

/// <summary>
/// Single answers, random ones, over 64 connections, against the two baselines: hosts that are alike but for the storage call, each run started anew on databases of
/// its own in one engine, the three one after the other and in another order each time. None is withdrawn here: a host that stores nothing could not.
/// </summary>
internal sealed class RandomPuts(HostStand stand, BenchOptions options, Report report)
{
    private static readonly string[] Variants = [HostStand.Product, HostStand.InsertEach, HostStand.NoStorage];

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var stand = await HostStand.StartAsync(folder);
        var row = new RandomPuts(stand, options, report);
        foreach (var shape in AnswerShape.Intake)
            for (var run = 0; run < options.Runs; run++)
                await row.MeasureAsync(shape, run);
    }

    private async Task MeasureAsync(AnswerShape shape, int run)
    {
        report.Begin($"put, {shape.Name}, run {run + 1} of {options.Runs}");
        var rates = new Dictionary<string, double>();
        for (var turn = 0; turn < Variants.Length; turn++)
        {
            var variant = Variants[(run + turn) % Variants.Length];
            rates[variant] = await MeasureAsync(shape, variant, run);
        }
        report.Add($"put, {shape.Name} ÷ one journaled insert per request", rates[HostStand.Product] / rates[HostStand.InsertEach], "×", "≥ 5 ×");
        report.Add($"put, {shape.Name} ÷ the same endpoint without storage", 100 * rates[HostStand.Product] / rates[HostStand.NoStorage], "%", "≥ 40 %");
    }

    private async Task<double> MeasureAsync(AnswerShape shape, string variant, int run)
    {
        await using var host = stand.Host(variant, $"put{shape.Network.Sites.Count}_{shape.Days?.Count ?? 1}_{run}_{Array.IndexOf(Variants, variant)}");
        // Every variant is sent the same answers.
        await using var loaded = await stand.StartAsync(host, shape, seed: run, options.PreparedAnswers);
        var stored = variant != HostStand.NoStorage;
        await loaded.RunAsync(options.RandomWarmUp);
        if (stored) await loaded.CatchUpAsync();

        var before = ProcessUse.Of(host, stand.Engine);
        var load = await loaded.RunAsync(options.RandomLoad);
        report.Add($"put, {shape.Name}, {variant}", load.PerSecond, "/s");
        report.Note($"    {ProcessUse.Of(host, stand.Engine).Since(before, load.Answers)}; {load.Cost}; {MachineSpeed.Text}");
        report.Add("generator: share of the machine at full load", load.ShareOfMachine, "%", "< 5 %");
        if (variant != HostStand.Product) return load.PerSecond;

        var watch = Stopwatch.StartNew();
        await loaded.CatchUpAsync();
        report.Add($"put, {shape.Name}: time to catch up", watch.Elapsed.TotalSeconds, "s", "≤ 10 s");
        report.Add($"put, {shape.Name}: p99 at full load", load.Milliseconds(0.99), "ms", "≤ 100 ms");
        var half = await loaded.RunAsync(options.RandomLoad, load.PerSecond / 2);
        report.Add($"put, {shape.Name}: p99 at half load", half.Milliseconds(0.99), "ms", "≤ 40 ms");
        report.Add($"memory, put, {shape.Name}: all-in-one (peak)", ProcessUse.PeakResidentMegabytes(host), "MB", "≤ 250 MB");
        return load.PerSecond;
    }
}
