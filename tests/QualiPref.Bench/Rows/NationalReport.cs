using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;

namespace QualiPref.Bench.Rows;

/// <summary>A national year, 250 sites and ten million facts written straight into the databases: from asking to all its figures, and to the report.</summary>
internal static class NationalReport
{
    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        var year = TimeProvider.System.GetUtcNow().Year - 1;
        var catalogue = Path.Combine(folder, "catalogue");
        NationalYear.WriteCatalogue(Path.Combine(ProjectFolder.Root, "qualipref-platform", "catalogue"), catalogue);
        await using var system = new LocalSystem(new LocalSystemOptions
        {
            LimitsCallers = false,
            DataDirectory = folder,
            Settings = new Dictionary<string, string> { ["QualiPref__Catalogue__Path"] = catalogue },
        });
        // The service makes its indexes first, as in years of intake.
        await system.StartAsync();
        await system["all-in-one"].StopAsync();
        var watch = Stopwatch.StartNew();
        await new NationalYear(year, options.NationalFacts).WriteAsync(system.Engine.ConnectionString);
        report.Note(string.Create(CultureInfo.InvariantCulture, $"national year: {options.NationalFacts:N0} facts written in {watch.Elapsed.TotalSeconds:0} s"));
        await system["all-in-one"].StartAsync();

        using var figures = new Figures(system.Address, system.Keys);
        var address = await figures.OpenReportAsync(NationalYear.Network, year);
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"report of a national year, run {run + 1} of {options.Runs}");
            report.Add("report, national year: all figures of the report", await figures.TimeAsync(address), "ms", "≤ 10,000 ms");
            report.Add("report, national year: document in HTML", await figures.TimeAsync($"{address}/document?format=html"), "ms", "≤ 10,000 ms");
        }
        report.Add("memory, all-in-one after the national year (peak)", ProcessUse.PeakResidentMegabytes(system["all-in-one"]), "MB");
    }
}
