using System.Diagnostics;
using QualiPref.Bench.Rows;
using QualiPref.Bench.Running;
using QualiPref.Local;

if (BenchOptions.Parse(args) is not { } options) return 2;

var watch = Stopwatch.StartNew();
using var report = new Report(Path.Combine(ProjectFolder.Root, ".data", "bench"), options);
try
{
    await using var folder = new WorkFolder(Path.Combine(ProjectFolder.Root, ".data", "bench", "work"));
    if (options.Includes("intake")) await Intake.MeasureAsync(folder.For("intake"), options, report);
    if (options.Includes("allinone")) await AllInOne.MeasureAsync(folder.For("all-in-one"), options, report);
    if (options.Includes("distributed")) await Distributed.MeasureAsync(folder.For("distributed"), options, report);
    if (options.Includes("kiosks")) await Kiosks.MeasureAsync(folder.For("kiosks"), options, report);
    if (options.Includes("desk")) await DeskPages.MeasureAsync(folder.For("desk"), options, report);
    if (options.Includes("report")) await YearReport.MeasureAsync(folder.For("report"), options, report);
    if (options.Includes("national")) await NationalReport.MeasureAsync(folder.For("national"), options, report);
    if (options.Includes("freeze")) await NationalFreeze.MeasureAsync(folder.For("freeze"), options, report);
    if (options.Includes("sizing")) await Sizing.MeasureAsync(folder.For("sizing"), options, report);
    report.Summarise(watch.Elapsed);
    return 0;
}
catch (Exception exception) when (exception is LocalStartException or BenchException)
{
    report.Note($"error: {exception.Message}");
    return 1;
}
