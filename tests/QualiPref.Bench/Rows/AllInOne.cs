using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>The rows of the shape with one process that need no baseline.</summary>
internal static class AllInOne
{
    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder });
        await system.StartAsync();
        using var figures = new Figures(system.Address, system.Keys);
        await new Freshness(system.Address, figures, options, report).MeasureAsync("all-in-one");
        report.Add("memory, all-in-one at 500 answers/s (peak)", ProcessUse.PeakResidentMegabytes(system["all-in-one"]), "MB", "≤ 300 MB");
    }
}
