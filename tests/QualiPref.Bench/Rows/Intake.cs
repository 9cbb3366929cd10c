using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Load;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>
/// Durable intake against its two baselines: three builds of the all-in-one host, alike but for the storage call, each run started
/// anew on databases of its own in one engine, in another order each time.
/// </summary>
internal sealed class Intake(HostStand stand, BenchOptions options, Report report)
{
    private const int Connections = 64;
    private const string Product = HostStand.Product, InsertEach = HostStand.InsertEach, NoStorage = HostStand.NoStorage;
    private const string Rate = "intake, answers/s";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var stand = await HostStand.StartAsync(folder);
        var intake = new Intake(stand, options, report);
        string[] variants = [Product, InsertEach, NoStorage];
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"intake, run {run + 1} of {options.Runs}");
            var rates = new Dictionary<string, double>();
            for (var turn = 0; turn < variants.Length; turn++)
            {
                var variant = variants[(run + turn) % variants.Length];
                rates[variant] = await intake.MeasureAsync(variant, run);
            }
            report.Add("intake ÷ one journaled insert per request", rates[Product] / rates[InsertEach], "×", "≥ 4 ×");
            report.Add("intake ÷ the same endpoint without storage", 100 * rates[Product] / rates[NoStorage], "%", "≥ 30 %");
        }
    }

    private async Task<double> MeasureAsync(string variant, int run)
    {
        await using var host = stand.Host(variant, $"run{run}_{variant.Replace(' ', '_').Replace('-', '_')}");
        var started = Stopwatch.StartNew();
        await host.StartAsync();
        if (variant == Product) report.Add("start, all-in-one on an empty database", started.Elapsed.TotalSeconds, "s", "≤ 5 s");
        var load = new LoadGenerator(new Uri(host.Address), Connections, null, TimeProvider.System.GetUtcNow());
        var sent = (await load.RunAsync(options.WarmUp)).Count;
        using var figures = new Figures(host.Address, stand.Keys);
        var period = Period();
        var stored = variant != NoStorage;
        if (stored) await figures.WaitForCountAsync(period, sent, Patience);

        var before = ProcessorTimes(host);
        var watch = Stopwatch.StartNew();
        var acknowledged = await load.RunAsync(options.IntakeLoad);
        var rate = acknowledged.Count / watch.Elapsed.TotalSeconds;
        report.Add($"{Rate}, {variant}", rate, "/s");
        NoteProcessorTimes(before, ProcessorTimes(host), acknowledged.Count);
        if (!stored) return rate;

        watch.Restart();
        var counted = await figures.CountAsync(period) - sent;
        sent += acknowledged.Count;
        await figures.WaitForCountAsync(period, sent, Patience);
        var catchUp = watch.Elapsed;
        if (variant != Product) return rate;
        report.Add("intake: facts counted meanwhile", 100.0 * counted / acknowledged.Count, "% of the answers");
        report.Add("intake: time to catch up", catchUp.TotalSeconds, "s", "≤ 10 s");
        report.Add("intake: p99 of the acknowledgement at full load", Milliseconds(acknowledged), "ms");
        var paced = await load.RunPacedAsync(options.IntakeLoad, rate / 2);
        report.Add("intake: p99 of the acknowledgement at half load", Milliseconds(paced), "ms", "≤ 50 ms");
        report.Add("memory, all-in-one under intake (peak)", ProcessUse.PeakResidentMegabytes(host), "MB", "≤ 300 MB");
        return rate;
    }

    private TimeSpan[] ProcessorTimes(ServiceProcess host) =>
        [ProcessUse.ProcessorTime(host), ProcessUse.ProcessorTime(stand.Engine), ProcessUse.ProcessorTime(Environment.ProcessId)];

    // Says where the cores' time went: the three together cannot exceed the cores.
    private void NoteProcessorTimes(TimeSpan[] before, TimeSpan[] after, int answers)
    {
        var each = before.Zip(after, (from, to) => (to - from).TotalMicroseconds / answers).ToArray();
        report.Note(string.Create(CultureInfo.InvariantCulture,
            $"    processor time per answer: host {each[0]:0} µs, engine {each[1]:0} µs, generator {each[2]:0} µs"));
    }

    private static double Milliseconds(List<Acknowledged> acknowledged) =>
        Sample.Percentile(acknowledged.Select(answer => answer.Latency.TotalMilliseconds), 0.99);

    // Public answers are dated by the server; a run may cross midnight.
    private static string Period()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        return string.Create(CultureInfo.InvariantCulture, $"{today.AddDays(-1):yyyy-MM-dd}..{today.AddDays(1):yyyy-MM-dd}");
    }
}
