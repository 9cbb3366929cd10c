using System.Diagnostics;
using System.Globalization;
using QualiPref.Bench.Running;
using QualiPref.Local;
using QualiPref.Platform.Identity;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Bench.Rows;

/// <summary>A year of three sites, sent through the public API: from asking for its report to its figures and to each document, and to its edition.</summary>
internal static class YearReport
{
    private const int Parallel = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task MeasureAsync(string folder, BenchOptions options, Report report)
    {
        await using var system = new LocalSystem(new LocalSystemOptions { LimitsCallers = false, DataDirectory = folder });
        await system.StartAsync();
        using var figures = new Figures(system.Address, system.Keys);
        var year = TimeProvider.System.GetUtcNow().Year - 1;
        await FillAsync(system, year, options, report);
        await figures.WaitUntilBalancedAsync("essonne", year.ToString(CultureInfo.InvariantCulture), Patience);

        var address = await figures.OpenReportAsync("essonne", year);
        (string Row, string Path, string Target)[] rows =
        [
            ("figures", "", "≤ 1,000 ms"), ("document in HTML", "/document?format=html", "≤ 3,000 ms"), ("document in CSV", "/document?format=csv", "≤ 3,000 ms"),
            ("document in JSON", "/document?format=json", "≤ 3,000 ms"),
        ];
        for (var run = 0; run < options.Runs; run++)
        {
            report.Begin($"report of a year of three sites, run {run + 1} of {options.Runs}");
            foreach (var (row, path, target) in rows)
                report.Add($"report, three sites: {row}", await figures.TimeAsync(address + path), "ms", target);
            await FreezeAsync(figures, address, report);
        }
    }

    private static async Task FillAsync(LocalSystem system, int year, BenchOptions options, Report report)
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        var tokens = new OperatorTokens(system.Keys, TimeProvider.System);
        var identities = new Identities(http, (_, name) => tokens.Of(name));
        foreach (var kiosk in SyntheticNetwork.Essonne.Sites.SelectMany(site => site.Kiosks))
            await identities.EnrolAsync(kiosk.Site, kiosk.Label, CancellationToken.None);
        var chains = SyntheticYear.Chains(new SyntheticYearOptions
        {
            Seed = 1,
            Network = SyntheticNetwork.Essonne,
            Year = year,
            BatchedAnswers = options.Backlog,
            SingleAnswers = options.Backlog / 100,
            Complaints = options.Backlog / 20,
            BatchSize = 400,
            LastDay = new DateOnly(year, 12, 31),
        });
        var sender = new ApiSender(http, identities, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        await sender.SendAsync(chains, Parallel, CancellationToken.None);
        if (sender.Faults.FirstOrDefault() is { } fault) throw new BenchException($"A request of the year was refused: {fault}");
        report.Note(string.Create(CultureInfo.InvariantCulture, $"    a year of {options.Backlog:N0} answers and {options.Backlog / 20:N0} complaints sent in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static async Task FreezeAsync(Figures figures, string address, Report report)
    {
        var watch = Stopwatch.StartNew();
        var edition = await figures.FreezeAsync(address, Patience);
        report.Add("report, three sites: from freezing to the edition", watch.Elapsed.TotalMilliseconds, "ms");
        watch.Restart();
        await figures.VerifyAsync(edition, Patience);
        report.Add("report, three sites: verification of the edition", watch.Elapsed.TotalMilliseconds, "ms");
    }
}
