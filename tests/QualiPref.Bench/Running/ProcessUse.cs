using System.Diagnostics;
using System.Globalization;
using QualiPref.Local;

namespace QualiPref.Bench.Running;

/// <summary>What the kernel says of a process (Linux).</summary>
internal static class ProcessUse
{
    /// <summary>Peak resident set since its start, in MB (10⁶ bytes).</summary>
    public static double PeakResidentMegabytes(LocalPart part) => Megabytes(part, "VmHWM:");

    /// <summary>Present resident set, in MB (10⁶ bytes).</summary>
    public static double ResidentMegabytes(LocalPart part) => Megabytes(part, "VmRSS:");

    private static double Megabytes(LocalPart part, string what)
    {
        var line = File.ReadLines($"/proc/{part.ProcessId}/status").First(one => one.StartsWith(what, StringComparison.Ordinal));
        var kibibytes = line[what.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1_000_000;
    }

    /// <summary>Processor time used since its start, its threads together.</summary>
    public static TimeSpan ProcessorTime(LocalPart part) => ProcessorTime(part.ProcessId ?? throw new BenchException($"{part.Name} has ended."));

    public static TimeSpan ProcessorTime(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }

    /// <summary>Processor time of some parts until now.</summary>
    public static ProcessorTimes Of(params IReadOnlyList<LocalPart> parts) => new([.. parts.Select(part => (part.Name, ProcessorTime(part)))]);
}

/// <summary>Processor time of parts at a moment.</summary>
internal sealed record ProcessorTimes(IReadOnlyList<(string Name, TimeSpan Time)> Parts)
{
    /// <summary>Where the cores' time went since then, for each answer.</summary>
    public string Since(ProcessorTimes before, int answers) => "processor time per answer: " + string.Join(", ", before.Parts.Zip(Parts, (from, to) =>
        string.Create(CultureInfo.InvariantCulture, $"{from.Name} {(to.Time - from.Time).TotalMicroseconds / answers:0} µs")));
}
