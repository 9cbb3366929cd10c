using System.Diagnostics;
using QualiPref.Bench.Rows;
using QualiPref.Bench.Running;
using QualiPref.Local;

(string Name, Func<string, BenchOptions, Report, Task> Measure)[] rows =
[
    ("put", RandomPuts.MeasureAsync), ("endurance", Endurance.MeasureAsync), ("batch", RandomBatches.MeasureAsync), ("drain", RandomDrain.MeasureAsync), ("freshness", RandomFreshness.MeasureAsync), ("nation", Nation.MeasureAsync),
    ("kiosks", Kiosks.MeasureAsync), ("desk", DeskPages.MeasureAsync), ("report", YearReport.MeasureAsync), ("sizing", Sizing.MeasureAsync),
    // Few kinds of answers at three sites: kept for one last run beside those above.
    ("intake", Intake.MeasureAsync), ("allinone", AllInOne.MeasureAsync), ("distributed", Distributed.MeasureAsync), ("national", NationalReport.MeasureAsync), ("freeze", NationalFreeze.MeasureAsync),
];
if (BenchOptions.Parse(args, [.. rows.Select(row => row.Name)]) is not { } options) return 2;

var watch = Stopwatch.StartNew();
using var report = new Report(Path.Combine(ProjectFolder.Root, ".data", "bench"), options);
await using var folder = new WorkFolder(Path.Combine(ProjectFolder.Root, ".data", "bench", "work"));
var failed = 0;
foreach (var (name, measure) in rows.Where(row => options.Rows.Count == 0 || options.Rows.Contains(row.Name)))
{
    try
    {
        await measure(folder.For(name), options, report);
    }
    catch (Exception exception) when (exception is LocalStartException or BenchException)
    {
        // What others measured is not lost, and neither is what they will.
        report.Note($"error in row {name}: {exception.Message}");
        failed = 1;
    }
}
report.Summarise(watch.Elapsed);
return failed;
