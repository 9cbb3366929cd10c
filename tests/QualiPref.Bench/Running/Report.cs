using System.Globalization;
using System.Runtime.InteropServices;

namespace QualiPref.Bench.Running;

/// <summary>Prints every value of every run as it is measured, keeps it in a file, and ends with the table of medians.</summary>
internal sealed class Report : IDisposable
{
    private readonly StreamWriter _file;
    private readonly List<Series> _series = [];

    public Report(string folder, BenchOptions options)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, TimeProvider.System.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + ".txt");
        _file = new StreamWriter(path) { AutoFlush = true };
        Note($"QualiPref bench, raw output in {Path.GetRelativePath(Environment.CurrentDirectory, path)}");
        Note(Machine());
        Note(options.Quick ? "Quick run: it shows that the bench works; do not quote its numbers." : $"Median of {options.Runs} runs.");
    }

    /// <summary>A line for the reader.</summary>
    public void Note(string text)
    {
        Console.WriteLine(text);
        _file.WriteLine(text);
    }

    /// <summary>Says which run begins, and how fast the machine is at this moment.</summary>
    public void Begin(string run) => Note($"{run} ({MachineSpeed.Text})");

    /// <summary>One value of one run.</summary>
    /// <param name="row">Row of the table, and what is measured.</param>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit, empty for a ratio.</param>
    /// <param name="target">What it should be, as text; it is printed, never asserted.</param>
    public void Add(string row, double value, string unit = "", string target = "")
    {
        Note($"    {row}: {Show(value)} {unit}".TrimEnd());
        var series = _series.Find(one => one.Row == row);
        if (series is null) _series.Add(series = new Series(row, unit, target, []));
        series.Values.Add(value);
    }

    /// <summary>The median of what was measured of a row so far.</summary>
    public double MedianOf(string row) => Sample.Median(_series.First(series => series.Row == row).Values);

    public void Summarise(TimeSpan took)
    {
        Note("");
        Note("| What | Median | Lowest – highest | Target |");
        Note("|---|---|---|---|");
        foreach (var series in _series)
        {
            Note($"| {series.Row} | {Show(Sample.Median(series.Values))} {series.Unit}".TrimEnd()
                + $" | {Show(series.Values.Min())} – {Show(series.Values.Max())} | {series.Target} |");
        }
        Note(string.Create(CultureInfo.InvariantCulture, $"Took {took.TotalMinutes:0.0} minutes; load average at the end {LoadAverage()}."));
    }

    public void Dispose() => _file.Dispose();

    private static string Machine() => string.Create(CultureInfo.InvariantCulture,
        $"""
        Machine: {Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 1024} GiB;
                 {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; load average at start {LoadAverage()}
        Generator, services, engine and broker share these cores.
        """);

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor"
        : "unknown processor";

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Show(double value) => value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private sealed record Series(string Row, string Unit, string Target, List<double> Values);
}
