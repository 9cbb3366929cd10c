using System.Diagnostics;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>The rows of the shape with one process per service over RabbitMQ.</summary>
internal static class Distributed
{
    private const int BatchSize = 500, Senders = 4;

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder, Shape = SystemShape.Distributed });
        await system.StartAsync();
        await MeasureStartsAsync(system, options, report);
        using var figures = new Figures(system.Address, system.Keys);
        await new Freshness(system.Address, figures, options, report).MeasureAsync("distributed");
        var drain = new Drain(system, figures, options, report)
        {
            Row = "drain",
            Network = AnswerRequests.Network,
            Target = "≥ 10 %",
            SendAsync = async (month, _) =>
            {
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, options.Backlog / BatchSize),
                    new ParallelOptions { MaxDegreeOfParallelism = Senders },
                    async (number, _) => await figures.PostBatchAsync(AnswerRequests.Batch(number, BatchSize, month), BatchSize));
                return options.Backlog;
            },
        };
        await drain.MeasureAsync();
        foreach (var service in system.Services)
            report.Add($"memory, {service.Name} (peak)", ProcessUse.PeakResidentMegabytes(service), "MB", "≤ 150 MB");
    }

    private static async Task MeasureStartsAsync(LocalSystem system, BenchOptions options, Report report)
    {
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"start, run {run + 1} of {options.Runs}");
            foreach (var service in system.Services)
            {
                await service.StopAsync();
                var watch = Stopwatch.StartNew();
                await service.StartAsync();
                report.Add($"start, {service.Name}", watch.Elapsed.TotalSeconds, "s", "≤ 2 s");
            }
        }
    }
}
